import Database
import HTTPTypes
import Hummingbird
import Markup
import NIOCore
import Wire

extension App {
    /// tus 1.0.0, for every kind of file: the page's script and any client speak it.
    func uploadRoutes(_ routes: inout RouteTable) {
        for path in ["/uploads", "/uploads/:key"] {
            routes.add(.options, path) { _ in self.uploadOptions() }
        }
        routes.post("/uploads") { visit in await self.answering { try await self.beginUpload(visit) } }
        routes.add(.head, "/uploads/:key") { visit in
            await self.answering { try await self.uploadState(visit) }
        }
        routes.add(.patch, "/uploads/:key") { visit in
            await self.answering { try await self.writeUpload(visit) }
        }
        routes.add(.delete, "/uploads/:key") { visit in
            await self.answering { try await self.endUpload(visit) }
        }
        // For clients that can send nothing but POST.
        routes.post("/uploads/:key") { visit in
            await self.answering {
                switch visit.request.headers[.methodOverride] {
                case "PATCH": try await self.writeUpload(visit)
                case "DELETE": try await self.endUpload(visit)
                default: throw UploadFailure.gone
                }
            }
        }
    }

    private func uploadOptions() -> Response {
        Response(
            status: .noContent,
            headers: [
                .tusResumable: Tus.version, .tusVersion: Tus.version, .tusExtension: Tus.extensions,
                .tusMaxSize: String(Limits.uploadBytes),
                .tusChecksums: Tus.Algorithm.allCases.map(\.rawValue).joined(separator: ","),
            ])
    }

    /// A failure is a line of text: whoever reads it is a program, or the person in front of one.
    private func answering(_ work: () async throws -> Response) async -> Response {
        do {
            var response = try await work()
            response.headers[.tusResumable] = Tus.version
            response.headers[.cacheControl] = "no-store"
            return response
        } catch let failure as UploadFailure {
            var headers: HTTPFields = [
                .contentType: "text/plain; charset=utf-8", .tusResumable: Tus.version,
                .cacheControl: "no-store",
            ]
            if failure == .version { headers[.tusVersion] = Tus.version }
            if case .offsetWrong(let at) = failure { headers[.uploadOffset] = String(at) }
            if failure.status == 413 || failure.status == 507 { headers[.connection] = "close" }
            let text = failure.sentence + "\n"
            return Response(
                status: .init(code: failure.status), headers: headers,
                body: .init(byteBuffer: ByteBuffer(string: text)))
        } catch let fault where fault is DiskFault || fault is DatabaseError {
            log.error("an upload failed", metadata: ["error": "\(fault)"])
            return Response(status: .internalServerError, headers: [.tusResumable: Tus.version])
        } catch {
            // The client is gone: what it sent is kept, and it will come back or not.
            log.debug("an upload broke off", metadata: ["error": "\(error)"])
            return Response(status: .badRequest, headers: [.tusResumable: Tus.version])
        }
    }

    // MARK: Creation

    private func beginUpload(_ visit: Visit) async throws -> Response {
        let account = try uploader(visit)
        guard let length = visit.request.headers[.uploadLength].flatMap({ Int64($0) }), length >= 0 else {
            throw UploadFailure.lengthMissing
        }
        guard let facts = Tus.metadata(visit.request.headers[.uploadMetadata] ?? "") else {
            throw UploadFailure.metadataBroken
        }
        let upload = try await beginUpload(
            bytes: length, filename: facts["filename"] ?? facts["name"] ?? "", of: account)
        var response = Response(
            status: .created,
            headers: [
                .location: "/uploads/\(upload.key)",
                .uploadExpires: HTTPDate.text(milliseconds: upload.expires),
            ])
        // Creation with upload: the first bytes come with the announcement.
        if visit.request.headers[.contentType] == Self.pieces {
            let arrived = try await write(visit, to: upload, from: 0)
            response.headers[.uploadOffset] = String(arrived)
        }
        return response
    }

    // MARK: Core

    private func uploadState(_ visit: Visit) async throws -> Response {
        let upload = try await named(visit)
        return Response(
            status: .ok,
            headers: [
                .uploadOffset: String(upload.arrived), .uploadLength: String(upload.bytes),
                .uploadExpires: HTTPDate.text(milliseconds: upload.expires),
            ])
    }

    private func writeUpload(_ visit: Visit) async throws -> Response {
        let upload = try await named(visit)
        guard visit.request.headers[.contentType] == Self.pieces else { throw UploadFailure.contentType }
        guard let offset = visit.request.headers[.uploadOffset].flatMap({ Int64($0) }) else {
            throw UploadFailure.offsetMissing
        }
        guard offset == upload.arrived else { throw UploadFailure.offsetWrong(at: upload.arrived) }
        let arrived = try await write(visit, to: upload, from: offset)
        return Response(status: .noContent, headers: [.uploadOffset: String(arrived)])
    }

    private func endUpload(_ visit: Visit) async throws -> Response {
        let upload = try await named(visit)
        guard uploadsInHand.take(upload.key) else { throw UploadFailure.inUse }
        defer { uploadsInHand.release(upload.key) }
        try await forget(upload)
        return Response(status: .noContent)
    }

    private func write(_ visit: Visit, to upload: ResumableUpload, from offset: Int64) async throws -> Int64 {
        var checksum: Tus.Checksum?
        if let header = visit.request.headers[.uploadChecksum] {
            guard let asked = Tus.Checksum(header) else { throw UploadFailure.checksumUnknown }
            checksum = asked
        }
        let length = visit.request.headers[.contentLength].flatMap { Int64($0) }
        if let length, offset + length > upload.bytes { throw UploadFailure.beyondLength }
        return try await receive(visit.request.body, into: upload, from: offset, checksum)
    }

    private func uploader(_ visit: Visit) throws -> AccountID {
        guard visit.request.headers[.tusResumable] == Tus.version else { throw UploadFailure.version }
        guard let account = visit.member?.account.id else { throw UploadFailure.unsigned }
        return account
    }

    private func named(_ visit: Visit) async throws -> ResumableUpload {
        let account = try uploader(visit)
        let now = visit.now
        guard let key = visit.parameters.get("key"),
            let upload = try await database.read({ try $0.upload(key, of: account, now: now) })
        else { throw UploadFailure.gone }
        return upload
    }

    private static let pieces = "application/offset+octet-stream"
}

extension HTTPField.Name {
    static let tusResumable = tus("Tus-Resumable")
    static let tusVersion = tus("Tus-Version")
    static let tusExtension = tus("Tus-Extension")
    static let tusMaxSize = tus("Tus-Max-Size")
    static let tusChecksums = tus("Tus-Checksum-Algorithm")
    static let uploadLength = tus("Upload-Length")
    static let uploadOffset = tus("Upload-Offset")
    static let uploadMetadata = tus("Upload-Metadata")
    static let uploadExpires = tus("Upload-Expires")
    static let uploadChecksum = tus("Upload-Checksum")
    static let methodOverride = tus("X-HTTP-Method-Override")

    private static func tus(_ name: String) -> HTTPField.Name {
        guard let made = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return made
    }
}

extension UploadFailure {
    var sentence: String {
        let size = { (bytes: Int64) in Language.english.size(Int(bytes)) }
        return switch self {
        case .unsigned: "Sign in, then go on: the upload waits for a day."
        case .version: "This server speaks tus 1.0.0."
        case .gone: "There is no such upload (any more)."
        case .lengthMissing: "Upload-Length must say how many bytes will come."
        case .metadataBroken: "Upload-Metadata is not keys with values in base64."
        case .tooLarge: "A file may have at most \(size(Limits.uploadBytes))."
        case .overQuota(let used, let allowed):
            "There is not room enough: \(size(used)) of \(size(allowed)) are used."
        case .tooManyUploads:
            "At most \(Limits.uploadsAtOnce) uploads at once: finish one, or remove one."
        case .contentType: "The body must be application/offset+octet-stream."
        case .offsetMissing: "Upload-Offset must say where the bytes go."
        case .offsetWrong(let at): "The upload is at \(at)."
        case .beyondLength: "More bytes came than were announced."
        case .checksumUnknown: "Upload-Checksum must be sha1 or sha256 and a digest in base64."
        case .checksumWrong: "The bytes are not those of the checksum; they were dropped."
        case .inUse: "Somebody is writing this upload at the moment."
        case .diskFull: "The server's disk is full. What has arrived is kept; try again later."
        }
    }
}
