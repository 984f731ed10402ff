import HTTPTypes
import Hummingbird
import Markup
import NIOCore
import Wire

#if canImport(Glibc)
    import Glibc
#endif

/// What a form sent: fields in order, and files already on disk. The files go when the form does.
struct Form: Sendable {
    fileprivate(set) var fields: [(name: String, value: String)] = []
    fileprivate(set) var files: [FormFile] = []

    init(fields: [(name: String, value: String)] = []) { self.fields = fields }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
    func files(_ name: String) -> [FormFile] { files.filter { $0.name == name } }
    func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// One line as people mean it: no controls, no invisible marks, no spaces at the ends.
    func line(_ name: String) -> String { Cleaning.line(self[name] ?? "") }
    func prose(_ name: String) -> String { Cleaning.prose(self[name] ?? "") }
}

/// A file that came with a form, in the unfinished folder until somebody takes it.
final class FormFile: Sendable {
    let name: String
    let filename: String
    let path: String
    let bytes: Int

    init(name: String, filename: String, path: String, bytes: Int) {
        (self.name, self.filename, self.path, self.bytes) = (name, filename, path, bytes)
    }
    deinit { unlink(path) }
}

extension Visit {
    /// Reads the form, at most `limit` bytes of it: 413 as soon as more is announced or has come.
    func form(limit: Int = Limits.formBytes) async throws -> Form {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw RequestRefusal.tooLarge(limitBytes: limit)
        }
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("multipart/form-data") {
            guard let boundary = Multipart.boundary(from: type) else { throw RequestRefusal.brokenForm }
            let reader = FormReader(boundary: boundary, app: app)
            var count = 0
            for try await chunk in request.body {
                count += chunk.readableBytes
                guard count <= limit else { throw RequestRefusal.tooLarge(limitBytes: limit) }
                try await reader.take(Array(chunk.readableBytesView))
            }
            return try reader.finish()
        }
        var bytes = [UInt8]()
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= limit else {
                throw RequestRefusal.tooLarge(limitBytes: limit)
            }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return try Form(urlEncoded: bytes)
    }
}

extension Form {
    init(urlEncoded bytes: [UInt8]) throws {
        guard let pairs = try? FormURLEncoded.parse(bytes, fieldsMax: Limits.formFields) else {
            throw RequestRefusal.brokenForm
        }
        fields = pairs.map { (name: $0.name, value: $0.value.withoutZeros) }
    }
}

extension String {
    /// Without U+0000: nobody types it, no page can show it, and the databases refuse it.
    fileprivate var withoutZeros: String {
        utf8.contains(0) ? String(decoding: utf8.filter { $0 != 0 }, as: UTF8.self) : self
    }
}

/// Takes a multipart body as it comes: fields into memory, files to disk.
final class FormReader {
    private var parser: Multipart
    private let app: App
    private var form = Form()
    private var part: (name: String, filename: String?) = ("", nil)
    private var value: [UInt8] = []
    private var file: (path: String, descriptor: Int32, bytes: Int)?
    private var isWhole = false

    init(boundary: String, app: App) {
        parser = Multipart(boundary: boundary)
        self.app = app
    }

    deinit {
        guard let file else { return }
        close(file.descriptor)
        unlink(file.path)
    }

    func take(_ bytes: [UInt8]) async throws {
        do {
            for event in try parser.feed(bytes) { try await follow(event) }
        } catch is MultipartError {
            throw RequestRefusal.brokenForm
        }
    }

    /// A body cut in mid-air is no form: nothing of it is used.
    func finish() throws -> Form {
        guard isWhole else { throw RequestRefusal.brokenForm }
        return form
    }

    private func follow(_ event: Multipart.Event) async throws {
        switch event {
        case .partBegin(let name, let filename, _):
            part = (name, filename)
            value = []
            if filename != nil { try await beginFile() }
        case .data(let bytes):
            if file != nil { try await write(Array(bytes)) } else { value.append(contentsOf: bytes) }
            guard value.count <= Limits.formBytes else {
                throw RequestRefusal.tooLarge(limitBytes: Limits.formBytes)
            }
        case .partEnd: try endPart()
        case .finished: isWhole = true
        }
    }

    private func beginFile() async throws {
        let path = "\(app.unfinishedFolder)/\(app.chance.name())"
        let descriptor = try await app.disk.run {
            let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw DiskFault(doing: "open", path: path, number: errno) }
            return descriptor
        }
        file = (path, descriptor, 0)
    }

    private func write(_ bytes: [UInt8]) async throws {
        guard let open = file else { return }
        try await app.disk.run {
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.write(open.descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
                }
                guard count > 0 else { throw DiskFault(doing: "write", path: open.path, number: errno) }
                done += count
            }
        }
        file?.bytes += bytes.count
    }

    private func endPart() throws {
        guard let open = file else {
            guard form.fields.count < Limits.formFields, let text = String(validating: value, as: UTF8.self)
            else { throw RequestRefusal.brokenForm }
            form.fields.append((name: part.name, value: text.withoutZeros))
            return
        }
        close(open.descriptor)
        file = nil
        let taken = FormFile(
            name: part.name, filename: part.filename ?? "", path: open.path, bytes: open.bytes)
        // A file field left empty sends a nameless file of no bytes.
        if !(taken.bytes == 0 && taken.filename.isEmpty) { form.files.append(taken) }
    }
}

/// The disk said no: full, read-only, gone.
struct DiskFault: Error, CustomStringConvertible {
    let doing: String
    let path: String
    let number: Int32
    var isFull: Bool { number == ENOSPC || number == EDQUOT }
    var description: String { "could not \(doing) \(path): \(String(cString: strerror(number)))" }
}
