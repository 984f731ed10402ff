import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Requests to one bucket: signed, sent, tried again where that may help, and their failures told apart.
struct S3Connection: Sendable {
    let settings: S3Settings
    let client: HTTPClient
    let threads: NIOThreadPool
    let limits: BlobLimits
    let clock: BlobClock

    /// Sends until the store says yes, and reads the answer. `read` runs again with each try; what it
    /// throws of its own ends the exchange, a connection that breaks under it does not.
    ///
    /// Throws `BlobFault`, `BlobRefusal.notFound`, or what `read` threw.
    func exchange<Answer>(
        _ request: S3Request, read: (HTTPClientResponse) async throws -> Answer
    ) async throws -> Answer {
        let hash = try await request.body.hash(on: threads)
        do {
            return try await S3Retries(limits: limits, clock: clock).run {
                try await once(request, hash, read)
            }
        } catch let failure as S3Failure {
            throw verdict(on: failure, request)
        }
    }

    /// An exchange whose answer is one of S3's small documents, in an element of this name.
    func document(_ request: S3Request, root: String) async throws -> XMLElement {
        try await exchange(request) { response in
            let bytes = try await collect(response, request)
            guard let element = XMLElement(bytes) else {
                throw BlobFault.garbled(operation: request.operation)
            }
            // Some work begins with 200 and fails later: the document tells.
            if element.name == "Error" {
                let code = S3Problem.word(element["Code"]?.text)
                throw S3Failure.answered(S3Problem(status: 200, code: code))
            }
            guard element.name == root else { throw BlobFault.garbled(operation: request.operation) }
            return element
        }
    }

    /// An exchange in which only the yes counts.
    func done(_ request: S3Request) async throws {
        try await exchange(request) { _ = try await collect($0, request) }
    }

    /// The whole body of a small answer.
    private func collect(_ response: HTTPClientResponse, _ request: S3Request) async throws -> [UInt8] {
        do {
            return Array(try await response.body.collect(upTo: limits.answerBytesMax).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw BlobFault.garbled(operation: request.operation)
        }
    }

    private func once<Answer>(
        _ request: S3Request, _ hash: String, _ read: (HTTPClientResponse) async throws -> Answer
    ) async throws -> Answer {
        do {
            let hasBody = if case .none = request.body { false } else { true }
            let seconds = hasBody ? limits.uploadSecondsMax : limits.answerSecondsMax
            let response = try await client.execute(signed(request, hash), timeout: .seconds(Int64(seconds)))
            guard (200..<300).contains(response.status.code) else {
                throw S3Failure.answered(S3Problem(response, try await collect(response, request)))
            }
            return try await read(response)
        } catch let error where Self.isOfNetwork(error) {
            // A cancelled task must not try again.
            try Task.checkCancellation()
            throw S3Failure.broken(Self.words(error))
        }
    }

    private func signed(_ request: S3Request, _ hash: String) -> HTTPClientRequest {
        let path = settings.path(request.key)
        let headers = S3Signer(keys: settings.keys, region: settings.region).signed(
            method: request.method.rawValue, path: path, query: request.query,
            headers: request.headers + [("host", settings.hostHeader)], payloadHash: hash,
            seconds: clock.seconds())
        let query = S3Signer.canonical(request.query)
        var message = HTTPClientRequest(url: settings.url(path: path, query: query))
        message.method = request.method
        message.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        message.body = request.body.content(pieceBytes: limits.pieceBytes, on: threads)
        return message
    }

    /// What a failure means for whoever asked.
    private func verdict(on failure: S3Failure, _ request: S3Request) -> any Error {
        switch failure {
        case .broken(let detail): BlobFault.unreachable(host: settings.hostHeader, detail: detail)
        case .answered(let problem): verdict(on: problem, request)
        }
    }

    private func verdict(on problem: S3Problem, _ request: S3Request) -> any Error {
        switch (problem.status, problem.code) {
        case (_, "NoSuchBucket"): BlobFault.bucketMissing(settings.bucket)
        case (_, "RequestTimeTooSkewed"): BlobFault.clockWrong
        case (301, _), (307, _), (308, _), (_, "AuthorizationHeaderMalformed"):
            BlobFault.wrongRegion(bucket: settings.bucket, region: problem.region)
        case (401, _), (403, _): BlobFault.accessDenied(bucket: settings.bucket, code: problem.code)
        case (404, ""), (404, "NoSuchKey"), (404, "NotFound"):
            request.key.map { BlobRefusal.notFound($0) } ?? BlobFault.bucketMissing(settings.bucket)
        case (let status, _) where failureMayPass(problem):
            BlobFault.busy(host: settings.hostHeader, status: status)
        default:
            BlobFault.refused(operation: request.operation, status: problem.status, code: problem.code)
        }
    }

    private func failureMayPass(_ problem: S3Problem) -> Bool { S3Failure.answered(problem).mayPass }
}

extension S3Connection {
    /// Whether an error came from the connection, and not from what we did with its bytes.
    static func isOfNetwork(_ error: any Error) -> Bool {
        switch error {
        case is S3Failure, is BlobFault, is BlobRefusal, is MediaFault, is CancellationError, is TakerStopped,
            is BrokenOff, is NIOThreadPoolError.ThreadPoolInactive:
            false
        default: true
        }
    }

    /// Kinds of errors we know to hold no more than what went wrong with a socket.
    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.description
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { "\($0.error)" } ?? "no address of the host takes connections"
        case let error as IOError: error.description
        case let error as ChannelError: "\(error)"
        default: "\(type(of: error))"
        }
    }
}

/// A download's connection broke when some of it had been taken: it goes on from there.
struct BrokenOff: Error {}

/// Whoever takes a file's pieces wants no more of them. Kept apart from what a connection throws.
struct TakerStopped: Error {
    let cause: any Error
}
