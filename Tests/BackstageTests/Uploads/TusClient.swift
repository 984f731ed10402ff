import Foundation
import Hummingbird
import Testing

@testable import Backstage

/// One upload as a program sees it that speaks tus: its address, and what it asks of it.
struct TusClient: Sendable {
    let browser: Browser
    let address: String

    static let version = ("Tus-Resumable", "1.0.0")
    static let piece = ("Content-Type", "application/offset+octet-stream")

    /// Announces an upload.
    static func begin(_ browser: Browser, _ count: Int, name: String = "film.mp4") async throws -> TusClient {
        let metadata = "filename \(Data(name.utf8).base64EncodedString())"
        let made = try await browser.send(
            "POST", "/uploads",
            headers: [version, ("Upload-Length", "\(count)"), ("Upload-Metadata", metadata)], body: [])
        #expect(made.status == 201 && made.header("Upload-Expires") != nil, "\(made.text)")
        return TusClient(browser: browser, address: try #require(made.header("Location")))
    }

    func by(_ other: Browser) -> TusClient { TusClient(browser: other, address: address) }

    var key: String { String(address.split(separator: "/").last ?? "") }

    func send(
        _ bytes: [UInt8], at offset: Int, headers: [(String, String)] = []
    ) async throws -> PageSeen {
        try await browser.send(
            "PATCH", address,
            headers: [Self.version, Self.piece, ("Upload-Offset", "\(offset)")] + headers, body: bytes)
    }

    func head() async throws -> PageSeen { try await browser.send("HEAD", address, headers: [Self.version]) }

    /// Nil once it is gone.
    func offset() async throws -> Int? {
        let head = try await head()
        return head.status == 200 ? head.header("Upload-Offset").flatMap { Int($0) } : nil
    }

    func end() async throws -> Int {
        try await browser.send("DELETE", address, headers: [Self.version]).status
    }

    /// What lies on the disk.
    func file(_ rig: Rig) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(rig.app.unfinishedFolder)/\(key)")))
    }
}

extension ResumableUploadTests {
    /// An announced upload's address, for tests of what takes uploads.
    static func begin(_ browser: Browser, _ count: Int, name: String = "film.mp4") async throws -> String {
        try await TusClient.begin(browser, count, name: name).address
    }

    static func send(
        _ browser: Browser, _ address: String, _ bytes: [UInt8], at offset: Int
    ) async throws -> PageSeen {
        try await TusClient(browser: browser, address: address).send(bytes, at: offset)
    }
}

extension Rig {
    var unfinishedNames: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: app.unfinishedFolder) }
    }

    /// Another process on the same folder and database, as far as one process can be two: what a restart
    /// finds, or a second server beside the first.
    func withSecondServer(_ test: (_ url: String) async throws -> Void) async throws {
        let second = try await App.open(app.settings, log: app.log, clock: time.clock, fetch: pages.fetch)
        let ready = AsyncStream<Int>.makeStream()
        let server = Task {
            try await second.server(withServices: false) { port in ready.continuation.yield(port) }.run()
        }
        var ports = ready.stream.makeAsyncIterator()
        let url = "http://127.0.0.1:\(await ports.next() ?? 0)"
        let result: Result<Void, any Error>
        do { result = .success(try await test(url)) } catch { result = .failure(error) }
        server.cancel()
        _ = try? await server.value
        await second.close()
        try result.get()
    }
}

extension Browser {
    /// The same person at another server.
    func at(_ url: String) -> Browser {
        let other = Browser(url: url, language: language)
        other.takeCookies(from: self)
        return other
    }
}
