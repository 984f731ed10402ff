import Foundation
import Logging

/// What the operator decides, read from the environment. The README's table lists every name here.
public struct Settings: Sendable {
    /// Where the server listens: `address:port`. Port 0 takes a free one.
    public var listen = "127.0.0.1:8080"
    /// The public address, without a slash at its end. Empty: `http://` and `listen`.
    public var url = ""
    /// The folder that holds everything: the SQLite file, media, unfinished uploads.
    public var data = "./data"
    /// Empty: SQLite in the data folder. Otherwise a `postgresql://` address.
    public var database = ""
    /// Empty: files in the data folder. Otherwise an `s3://` address (`S3Settings`).
    public var blobs = ""
    /// Films prepared at once; half the machine's cores unless told otherwise.
    public var transcodes = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)
    public var cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
    /// Whether what was sent is kept beside what was made of it, to be made anew some day.
    public var keepsOriginals = false
    /// Whether answers tell what they cost, in the header `Backstage-Queries`. For tests and benchmarks.
    public var showsCosts = false
    /// Whether lists may be put together from memory. Off, every one is asked of the database: the answers
    /// are the same.
    public var hasCaches = true

    /// `info` has a line for each request.
    public var logLevel = Logger.Level.info

    public init() {}

    /// Reads `BACKSTAGE_*` from the environment; what is missing keeps its default.
    public init(environment: [String: String]) {
        listen = environment["BACKSTAGE_LISTEN"] ?? listen
        url = environment["BACKSTAGE_URL"] ?? url
        data = environment["BACKSTAGE_DATA"] ?? data
        database = environment["BACKSTAGE_DATABASE"] ?? database
        blobs = environment["BACKSTAGE_BLOBS"] ?? blobs
        transcodes =
            environment["BACKSTAGE_TRANSCODES"].flatMap { Int($0) }.map { min(max($0, 1), 64) } ?? transcodes
        keepsOriginals = environment["BACKSTAGE_KEEP_ORIGINALS"] == "1"
        showsCosts = environment["BACKSTAGE_SHOW_COSTS"] == "1"
        hasCaches = environment["BACKSTAGE_CACHES"] != "off"
        logLevel = environment["BACKSTAGE_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? logLevel
        while url.hasSuffix("/") { url.removeLast() }
    }

    var publicURL: String { url.isEmpty ? "http://\(listen)" : url }
    var isSecure: Bool { url.hasPrefix("https://") }

    /// `listen` in its two parts; nil when it is not `address:port`.
    public var listenAddress: (host: String, port: Int)? {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65535).contains(port)
        else { return nil }
        let host = listen[..<colon].trimmingBrackets
        return host.isEmpty ? nil : (String(host), port)
    }
}

extension Substring {
    /// `[::1]` is how an IPv6 address stands before a port.
    fileprivate var trimmingBrackets: Substring {
        hasPrefix("[") && hasSuffix("]") ? dropFirst().dropLast() : self
    }
}
