import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

extension BlobStore {
    /// A store in a bucket of S3, or of whatever speaks as S3 does. Every put is one request that the store
    /// takes whole or not at all; files over 16 MiB go in parts that become an object in one step.
    ///
    /// `client` is made with `s3ClientConfiguration`, or one that follows no redirects either; local files
    /// are read on `threads`, which must run. Beside the rights to read, put and delete objects the keys
    /// need that to list the bucket: without it, stores answer 403 for what is not there.
    public static func s3(
        _ settings: S3Settings, client: HTTPClient, threads: NIOThreadPool, limits: BlobLimits = BlobLimits(),
        clock: BlobClock = .system
    ) -> BlobStore {
        let bucket = S3Bucket(
            connection: S3Connection(
                settings: settings, client: client, threads: threads, limits: limits, clock: clock))
        return BlobStore(
            Closures(
                putBytes: { bytes, key in try await bucket.put(.bytes(bytes), as: key) },
                putFile: { path, key in try await bucket.put(file: path, as: key) },
                open: { key, bytes in try await bucket.open(key, bytes) },
                delete: { key in try await bucket.delete(key) },
                list: { under, after, limit in try await bucket.list(under, after: after, limit) },
                localCopy: { key, folder in try await bucket.download(key, into: folder) },
                address: { key, seconds, type in bucket.address(of: key, seconds, type) },
                sweep: { try await bucket.abortOldUploads() }))
    }

    /// How the client of an object store is set up: no redirects, which signatures do not survive; no tries
    /// of its own, as they are made in one place; and a connection for each reader.
    public static func s3ClientConfiguration(limits: BlobLimits = BlobLimits()) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(limits.connectSecondsMax)
        configuration.timeout.read = .seconds(limits.silenceSecondsMax)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connectionsMax
        return configuration
    }
}

/// The verbs of a store, as requests to one bucket. Puts in parts and lists have files of their own.
struct S3Bucket: Sendable {
    let connection: S3Connection
    var limits: BlobLimits { connection.limits }
    var settings: S3Settings { connection.settings }

    func put(_ body: S3Body, as key: String) async throws {
        try await connection.done(S3Request(method: .PUT, key: key, body: body))
    }

    func put(file path: String, as key: String) async throws {
        let file = try await connection.threads.runIfActive { try LocalFile(path: path) }
        if file.size <= limits.partBytes {
            try await put(.part(file, 0..<file.size), as: key)
        } else {
            try await putInParts(file, as: key)
        }
        try await connection.threads.runIfActive {
            guard unlink(path) == 0 || errno == ENOENT else { throw MediaFault.lastCall("delete", path) }
        }
    }

    func delete(_ key: String) async throws {
        do {
            try await connection.done(S3Request(method: .DELETE, key: key))
        } catch BlobRefusal.notFound {
            // S3 itself answers 204 for what is not there; some of its kin say 404.
        }
    }

    func open(_ key: String, _ knownBytes: Int? = nil) async throws -> BlobReader {
        let size = if let knownBytes { knownBytes } else { try await size(key) }
        return BlobReader(size: size) { range, pieceBytes, take in
            try await send(key, size, range, pieceBytes, take)
        }
    }

    /// One HEAD. Its 404 has no body that could say what is missing, so a second request asks for the bucket.
    func size(_ key: String) async throws -> Int {
        let request = S3Request(method: .HEAD, key: key)
        do {
            return try await connection.exchange(request) { response in
                let length = response.headers.first(name: "content-length").flatMap { Int($0) }
                guard let length, length >= 0 else { throw BlobFault.garbled(operation: request.operation) }
                return length
            }
        } catch BlobRefusal.notFound {
            try await connection.done(S3Request(method: .HEAD))
            throw BlobRefusal.notFound(key)
        }
    }

    func address(of key: String, _ seconds: Int, _ contentType: String) -> String? {
        guard settings.reads == .redirect else { return nil }
        let path = settings.path(key)
        let query = S3Signer(keys: settings.keys, region: settings.region).presigned(
            method: "GET", path: path, query: [("response-content-type", contentType)],
            host: settings.hostHeader, lifeSeconds: min(seconds, limits.addressSecondsMax),
            seconds: connection.clock.seconds())
        return settings.url(path: path, query: query)
    }

    func download(_ key: String, into folder: String) async throws -> String {
        let reader = try await open(key)
        let threads = connection.threads
        let path = "\(folder)/\(FileBytes.passingName())"
        let file = try await threads.runIfActive { try NewFile(path) }
        do {
            try await reader.send(0..<reader.size, pieceBytes: limits.pieceBytes) { piece in
                try await threads.runIfActive { try file.append(piece) }
            }
        } catch {
            file.remove()
            throw error
        }
        return path
    }
}

extension S3Bucket {
    /// Streams a range. When the connection breaks after something arrived, the rest is asked for anew.
    private func send(
        _ key: String, _ size: Int, _ range: Range<Int>, _ pieceBytes: Int,
        _ take: (ByteBuffer) async throws -> Void
    ) async throws {
        var position = range.lowerBound
        var resumptions = 0
        while position < range.upperBound {
            do {
                try await stream(key, size, position..<range.upperBound) { chunk in
                    var chunk = chunk
                    while let piece = chunk.readSlice(length: min(pieceBytes, chunk.readableBytes)),
                        piece.readableBytes > 0
                    {
                        do { try await take(piece) } catch { throw TakerStopped(cause: error) }
                        position += piece.readableBytes
                    }
                }
            } catch let stopped as TakerStopped {
                throw stopped.cause
            } catch is BrokenOff {
                resumptions += 1
                guard resumptions <= limits.resumptionsMax else {
                    throw BlobFault.unreachable(
                        host: settings.hostHeader, detail: "connections keep breaking")
                }
            }
        }
    }

    /// One GET. Throws `BrokenOff` where only a part of it arrived.
    private func stream(
        _ key: String, _ size: Int, _ range: Range<Int>, _ take: (ByteBuffer) async throws -> Void
    ) async throws {
        let bounds = "\(range.lowerBound)-\(range.upperBound - 1)"
        let request = S3Request(method: .GET, key: key, headers: [("range", "bytes=\(bounds)")])
        try await connection.exchange(request) { response in
            let isPart = response.headers.first(name: "content-range") == "bytes \(bounds)/\(size)"
            guard isPart && response.status == .partialContent || range == 0..<size && response.status == .ok
            else { throw BlobFault.garbled(operation: request.operation) }
            var left = range.count
            do {
                for try await chunk in response.body {
                    guard chunk.readableBytes <= left else {
                        throw BlobFault.garbled(operation: request.operation)
                    }
                    left -= chunk.readableBytes
                    try await take(chunk)
                }
            } catch let error where S3Connection.isOfNetwork(error) && left < range.count {
                try Task.checkCancellation()
                throw BrokenOff()
            }
            guard left == 0 else {
                throw left < range.count ? BrokenOff() : S3Failure.broken("an empty answer")
            }
        }
    }
}

/// A file being written, closed with its last reference.
private final class NewFile: Sendable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw MediaFault.lastCall("create", path) }
    }

    deinit { close(descriptor) }

    func append(_ piece: ByteBuffer) throws {
        try piece.withUnsafeReadableBytes { try FileBytes.write($0, to: descriptor, path) }
    }

    func remove() { unlink(path) }
}
