import Foundation
import MediaTools
import NIOCore
import Wire

/// The program's own files: style sheets, scripts, icons, messages. Read once, served from memory by
/// content hash.
struct Assets: Sendable {
    /// One file as it is served, with its compressed twin when that is smaller.
    struct Asset: Sendable {
        let type: String
        let body: ByteBuffer
        let gzip: ByteBuffer?
    }

    /// By address: `/static/backstage.1a2b3c4d.css`.
    let files: [String: Asset]
    /// Address of each by its plain name: `backstage.css`.
    private let addresses: [String: String]

    static let folder = Bundle.module.resourcePath.map { $0 + "/Web" } ?? "Web"
    static let bundled = Assets()

    func address(_ name: String) -> String { addresses[name] ?? "/static/" + name }

    private init() {
        var builder = Builder()
        for (sheet, order) in [("backstage.css", "order.txt"), ("extra.css", "order-extra.txt")] {
            let names = Self.text("\(Self.folder)/css/\(order)").split(separator: "\n")
            let parts = names.map { Self.text("\(Self.folder)/css/\($0)") }
            builder.add(sheet, parts.joined(separator: "\n"), type: "text/css; charset=utf-8")
        }
        for name in Self.names(in: Self.folder + "/icons") {
            builder.add(name, Self.text("\(Self.folder)/icons/\(name)"), type: "image/svg+xml")
        }
        builder.addScripts(from: Self.folder + "/js")
        files = builder.files
        addresses = builder.addresses
    }

    static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    }

    /// A file of ours as text; empty when it is missing, which a test of the assets notices.
    static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}

extension Assets {
    private struct Builder {
        var files: [String: Asset] = [:]
        var addresses: [String: String] = [:]

        mutating func add(_ name: String, _ text: String, type: String) {
            let bytes = Array(text.utf8)
            let hash = hexadecimal(Array(Hash.sha256(bytes).prefix(6)))
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            let address = "/static/\(name[..<dot]).\(hash)\(name[dot...])"
            let gzip = try? Gzip.compress(bytes, level: 9)
            files[address] = Asset(
                type: type, body: ByteBuffer(bytes: bytes),
                gzip: gzip.flatMap { $0.count < bytes.count ? ByteBuffer(bytes: $0) : nil })
            addresses[name] = address
        }

        /// Scripts import each other by plain name; each is added after those it imports, with their
        /// hashed names.
        mutating func addScripts(from folder: String) {
            var waiting = Assets.names(in: folder).filter { $0.hasSuffix(".js") }
            while !waiting.isEmpty {
                let ready = waiting.filter { name in
                    let text = Assets.text("\(folder)/\(name)")
                    return !waiting.contains { $0 != name && text.contains("\"./\($0)\"") }
                }
                precondition(!ready.isEmpty, "scripts import each other in a circle: \(waiting)")
                for name in ready {
                    var text = Assets.text("\(folder)/\(name)")
                    for (plain, address) in addresses where plain.hasSuffix(".js") {
                        text = text.replacingOccurrences(of: "\"./\(plain)\"", with: "\"\(address)\"")
                    }
                    add(name, text, type: "text/javascript; charset=utf-8")
                }
                waiting.removeAll { ready.contains($0) }
            }
        }
    }
}
