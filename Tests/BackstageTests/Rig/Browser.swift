import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// A browser without scripts: cookies, redirects, forms, and a strict eye on every page it is given.
final class Browser: Sendable {
    let url: String
    let language: String
    private let cookies = Mutex<[String: String]>([:])

    init(url: String, language: String) {
        self.url = url
        self.language = language
    }

    var cookie: String? {
        let all = cookies.withLock { $0.map { "\($0)=\($1)" }.sorted() }
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }
    func forgetCookies() { cookies.withLock { $0 = [:] } }
    func takeCookies(from other: Browser) {
        let theirs = other.cookies.withLock { $0 }
        cookies.withLock { $0 = theirs }
    }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> PageSeen {
        try await follow(try await send("GET", path, headers: headers))
    }

    /// Sends a form as a browser does: percent-encoded, with its origin.
    func post(
        _ path: String, _ fields: [(String, String)], headers: [(String, String)] = []
    ) async throws -> PageSeen {
        let body = fields.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        let type = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", url)]
        return try await follow(try await send("POST", path, headers: type + headers, body: Array(body.utf8)))
    }

    /// Sends a form with files (RFC 7578).
    func upload(
        _ path: String, _ fields: [(String, String)], files: [(field: String, name: String, bytes: [UInt8])]
    ) async throws -> PageSeen {
        let boundary = "----test\(UInt64.random(in: .min ... .max))"
        var body = [UInt8]()
        for (name, value) in fields {
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let head = """
                --\(boundary)\r\nContent-Disposition: form-data; name="\(file.field)"; \
                filename="\(file.name)"\r\n\
                Content-Type: application/octet-stream\r\n\r\n
                """
            body += Array(head.utf8) + file.bytes + Array("\r\n".utf8)
        }
        body += Array("--\(boundary)--\r\n".utf8)
        let type = [("Content-Type", "multipart/form-data; boundary=\(boundary)"), ("Origin", url)]
        return try await follow(try await send("POST", path, headers: type, body: body))
    }

    /// One request, no redirect followed, nothing checked.
    func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) async throws -> PageSeen {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : url + path)
        request.method = .RAW(value: method)
        request.headers.add(name: "Accept-Language", value: language)
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        // An answer without a body cannot be unpacked.
        if method == "HEAD" { request.headers.add(name: "Accept-Encoding", value: "identity") }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await Self.client.execute(request, timeout: .seconds(60))
        for cookie in response.headers["Set-Cookie"] { keep(cookie) }
        let bytes = try await response.body.collect(upTo: 256 << 20)
        return PageSeen(
            path: path, status: Int(response.status.code), headers: response.headers,
            bytes: Array(bytes.readableBytesView))
    }

    private func follow(_ first: PageSeen) async throws -> PageSeen {
        var page = first
        for _ in 0..<5 {
            guard page.status == 303 || page.status == 302, let next = page.headers.first(name: "Location")
            else { break }
            page = try await send("GET", String(next.prefix { $0 != "#" }))
            page.landed = next
        }
        page.judge()
        return page
    }

    private func keep(_ cookie: String) {
        guard let equals = cookie.firstIndex(of: "=") else { return }
        let value = cookie[cookie.index(after: equals)...].prefix { $0 != ";" }
        cookies.withLock { $0[String(cookie[..<equals])] = value.isEmpty ? nil : String(value) }
    }

    static func encoded(_ text: String) -> String { percentEncoded(text) }

    private static func percentEncoded(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122: out.unicodeScalars.append(Unicode.Scalar(byte))
            default: out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return out
    }

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.decompression = .enabled(limit: .none)
        configuration.httpVersion = .http1Only
        // Hundreds at once are hundreds at once, not eight and a queue.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

/// What the browser got.
struct PageSeen: Sendable {
    let path: String
    let status: Int
    let headers: HTTPHeaders
    let bytes: [UInt8]
    /// The address a redirect led to, with its fragment.
    var landed: String?

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var queries: Int { headers.first(name: "Backstage-Queries").flatMap { Int($0) } ?? -1 }
    func header(_ name: String) -> String? { headers.first(name: name) }
    func contains(_ words: String) -> Bool { text.contains(words) }

    /// Every page is well-formed, labelled and without doubled ids; a failing one names its fault.
    func judge() {
        guard header("Content-Type")?.hasPrefix("text/html") == true else { return }
        for fault in MarkupJudge.faults(in: text) { Issue.record("\(path): \(fault)") }
    }

    /// The numbers of the posts on the page, in order.
    var postIDs: [String] { all(#"<article class="(?:post|comment)[^"]*" id="post-(\d+)""#) }

    /// What the first group of a pattern finds.
    func all(_ pattern: String) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(text.startIndex..., in: text)
        return expression.matches(in: text, range: whole).compactMap {
            Range($0.range(at: 1), in: text).map { String(text[$0]) }
        }
    }
}
