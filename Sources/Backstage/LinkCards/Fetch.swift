import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

/// What came from another server.
struct Fetched: Sendable {
    /// Where it was found in the end.
    let url: String
    let body: [UInt8]
}

/// The world outside, asked by the server: one face, so that tests answer for it.
struct Fetch: Sendable {
    /// Gets a page or picture of one of these types. Throws `FetchFault` when it cannot be had.
    let get: @Sendable (_ url: String, _ types: [String]) async throws -> Fetched

    func get(_ url: String, types: [String]) async throws -> Fetched { try await get(url, types) }

    static let system = Fetch { url, types in try await SafeFetch(allows: { !$0.isPrivate }).get(url, types) }
}

enum FetchFault: Error, Equatable {
    case notFetchable
    case privateAddress
    case tooManyRedirects
    case wrongType
    case tooLarge
    case status(Int)
}

/// Fetches what people link to, without becoming their tool against machines behind the firewall.
///
/// Each hop: only http and https on their usual ports; the name is resolved by us, refused if any answer is a
/// private, loopback, link-local or otherwise special address (RFC 6890), and the connection goes to the very
/// address that was judged, so that a second look-up cannot change it. At most three redirects, five
/// seconds and one megabyte in all.
struct SafeFetch: Sendable {
    let allows: @Sendable (SocketAddress) -> Bool
    /// Ports besides 80 and 443, for tests.
    var ports: Set<Int> = [80, 443]

    func get(_ url: String, _ types: [String]) async throws -> Fetched {
        var address = url
        let deadline = ContinuousClock.now + .seconds(Limits.linkSeconds)
        for _ in 0...Limits.linkRedirects {
            switch try await hop(address, types, deadline) {
            case .page(let body): return Fetched(url: address, body: body)
            case .elsewhere(let next):
                guard let next = PageAddress.resolve(next, against: address) else {
                    throw FetchFault.notFetchable
                }
                address = next
            }
        }
        throw FetchFault.tooManyRedirects
    }

    private enum Answer: Sendable {
        case page([UInt8])
        case elsewhere(String)
    }

    private func hop(
        _ url: String, _ types: [String], _ deadline: ContinuousClock.Instant
    ) async throws -> Answer {
        guard let parts = PageAddress(url), ports.contains(parts.port) else { throw FetchFault.notFetchable }
        let address = try await judged(parts)
        let left = max(1, (deadline - .now).nanoseconds / 1_000_000)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(left), read: .milliseconds(left)))
        configuration.dnsOverride = [parts.host: address]
        configuration.httpVersion = .http1Only
        configuration.decompression = .enabled(limit: .size(Limits.linkBytes))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let answer = try await exchange(client, url, types, milliseconds: left)
            try await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func exchange(
        _ client: HTTPClient, _ url: String, _ types: [String], milliseconds: Int64
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "User-Agent", value: "Backstage (link cards)")
        request.headers.add(
            name: "Accept", value: types.map { $0.hasSuffix("/") ? $0 + "*" : $0 }.joined(separator: ", "))
        let response = try await client.execute(request, timeout: .milliseconds(milliseconds))
        if (300..<400).contains(response.status.code), let next = response.headers.first(name: "Location") {
            return .elsewhere(next)
        }
        guard response.status == .ok else { throw FetchFault.status(Int(response.status.code)) }
        let type = (response.headers.first(name: "Content-Type") ?? "").lowercased()
        guard types.contains(where: { type.hasPrefix($0) }) else { throw FetchFault.wrongType }
        var body = [UInt8]()
        for try await chunk in response.body {
            guard body.count + chunk.readableBytes <= Limits.linkBytes else {
                // A page's head is at its beginning; a picture cut off is none.
                guard types.contains("text/html") else { throw FetchFault.tooLarge }
                return .page(body)
            }
            body.append(contentsOf: chunk.readableBytesView)
        }
        return .page(body)
    }

    /// The address to connect to: every answer of the look-up must be a public one.
    private func judged(_ parts: PageAddress) async throws -> String {
        let found = try await NIOThreadPool.singleton.runIfActive {
            try resolveAll(parts.host, port: parts.port)
        }
        guard let first = found.first, found.allSatisfy(allows) else { throw FetchFault.privateAddress }
        return first.ipAddress ?? ""
    }
}

/// All addresses of a name; blocks.
private func resolveAll(_ host: String, port: Int) throws -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &list) == 0 else { throw FetchFault.notFetchable }
    defer { freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var next = list
    while let info = next?.pointee, found.count < 16 {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        if getnameinfo(info.ai_addr, info.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            == 0
        {
            let end = text.firstIndex(of: 0) ?? text.endIndex
            let numeric = String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            found.append(try SocketAddress(ipAddress: numeric, port: port))
        }
        next = info.ai_next
    }
    return found
}

extension SocketAddress {
    /// Whether this leads anywhere but to the public internet: the special-purpose blocks of RFC 6890 and its
    /// registries, multicast, and IPv6 forms that carry such an IPv4 address.
    var isPrivate: Bool {
        switch self {
        case .v4(let address):
            return Self.isPrivate(v4: UInt32(bigEndian: address.address.sin_addr.s_addr))
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            return Self.isPrivate(v6: bytes)
        case .unixDomainSocket: return true
        }
    }

    private static func isPrivate(v4: UInt32) -> Bool {
        let blocks: [(UInt32, UInt32)] = [
            (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
            (0xAC10_0000, 12), (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16),
            (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 4), (0xF000_0000, 4),
        ]
        return blocks.contains { base, bits in (v4 ^ base) >> (32 - bits) == 0 }
    }

    private static func isPrivate(v6 bytes: [UInt8]) -> Bool {
        let embedded = bytes[12..<16].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        // Mapped (::ffff:0:0/96), compatible (::/96) and NAT64 (64:ff9b::/96) carry an IPv4 address at
        // their end.
        let isMapped =
            bytes[0..<10].allSatisfy { $0 == 0 }
            && (bytes[10] & bytes[11] == 0xFF || bytes[10] | bytes[11] == 0)
        let isTranslated = bytes[0..<4].elementsEqual([0, 0x64, 0xFF, 0x9B])
        if isMapped { return isPrivate(v4: embedded) }
        if isTranslated { return isPrivate(v4: embedded) || bytes[4..<12].contains { $0 != 0 } }
        // 6to4 carries one after its prefix.
        if bytes[0] == 0x20, bytes[1] == 0x02 {
            return isPrivate(v4: bytes[2..<6].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        }
        // Only 2000::/3 is the public internet; of it, 2001::/23 and documentation are not.
        guard bytes[0] & 0xE0 == 0x20 else { return true }
        let isProtocol = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02
        let isDocumentation =
            bytes[0..<4].elementsEqual([0x20, 0x01, 0x0D, 0xB8]) || bytes[0..<2].elementsEqual([0x3F, 0xFF])
        return isProtocol || isDocumentation
    }
}
