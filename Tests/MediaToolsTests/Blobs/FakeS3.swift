import AsyncHTTPClient
import MediaTools
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What a test's own store hears.
struct FakeRequest: Sendable {
    let method: String
    let uri: String
    let headers: HTTPHeaders
    let body: [UInt8]

    var verb: String { "\(method) \(uri.prefix { $0 != "?" })" }
}

/// What it says to that.
enum FakeAnswer: Sendable {
    case status(Int, String = "", headers: [(String, String)] = [])
    case bytes(Int, [UInt8], headers: [(String, String)] = [])
    /// Announces all the bytes, sends so many, and hangs up.
    case cut([UInt8], after: Int, headers: [(String, String)])
    /// Hangs up without a word.
    case hangUp
    case silence
}

/// A store that answers as a test wants, and remembers what it was asked. For what a real one does only on
/// bad days.
final class FakeS3: Sendable {
    private let channel: any Channel
    private let heard: Heard

    /// `answer` is given each request and its number, from 0.
    static func run<Result>(
        answer: @escaping @Sendable (FakeRequest, Int) -> FakeAnswer, _ body: (FakeS3) async throws -> Result
    ) async throws -> Result {
        let heard = Heard(answer: answer)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(FakeHandler(heard))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result
        do {
            result = try await body(FakeS3(channel, heard))
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
        return result
    }

    private init(_ channel: any Channel, _ heard: Heard) {
        self.channel = channel
        self.heard = heard
    }

    /// All requests so far, in order.
    var asked: [FakeRequest] { heard.requests.withLock { $0 } }
    var port: Int { channel.localAddress?.port ?? 0 }
    var address: String { "s3://keyid:veryhidden@127.0.0.1:\(port)/bucket/pre?scheme=http" }
}

private final class Heard: Sendable {
    let requests = Mutex<[FakeRequest]>([])
    let answer: @Sendable (FakeRequest, Int) -> FakeAnswer

    init(answer: @escaping @Sendable (FakeRequest, Int) -> FakeAnswer) { self.answer = answer }

    func hear(_ request: FakeRequest) -> FakeAnswer {
        let number = requests.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        return answer(request, number)
    }
}

private final class FakeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let heard: Heard
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ heard: Heard) { self.heard = heard }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let piece): body += piece.readableBytesView
        case .end:
            guard let head else { return }
            let request = FakeRequest(
                method: head.method.rawValue, uri: head.uri, headers: head.headers, body: body)
            send(heard.hear(request), isHead: head.method == .HEAD, context)
        }
    }

    private func send(_ answer: FakeAnswer, isHead: Bool, _ context: ChannelHandlerContext) {
        switch answer {
        case .silence: return
        case .hangUp: context.close(promise: nil)
        case .status(let status, let text, let headers):
            whole(status, Array(text.utf8), headers, isHead, context)
        case .bytes(let status, let bytes, let headers): whole(status, bytes, headers, isHead, context)
        case .cut(let bytes, let count, let headers):
            write(206, bytes.count, headers, context)
            let piece = ByteBuffer(bytes: bytes[..<count])
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(piece))), promise: nil)
            context.close(promise: nil)
        }
    }

    private func whole(
        _ status: Int, _ bytes: [UInt8], _ headers: [(String, String)], _ isHead: Bool,
        _ context: ChannelHandlerContext
    ) {
        write(status, bytes.count, headers, context)
        if !isHead {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func write(
        _ status: Int, _ length: Int, _ headers: [(String, String)], _ context: ChannelHandlerContext
    ) {
        var all = HTTPHeaders(headers)
        if !all.contains(name: "content-length") { all.add(name: "content-length", value: String(length)) }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: all)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }
}

/// A clock that does not wait: pauses are noted, and make it later.
final class FakeClock: Sendable {
    private let state = Mutex<(uptime: Duration, pauses: [Duration])>((.zero, []))

    var pauses: [Duration] { state.withLock { $0.pauses } }

    func advance(_ time: Duration) { state.withLock { $0.uptime += time } }

    func clock(chance: Double = 0) -> BlobClock {
        BlobClock(
            seconds: { 1_769_903_998 + Int(self.state.withLock { $0.uptime.components.seconds }) },
            uptime: { self.state.withLock { $0.uptime } },
            pause: { pause in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.uptime += pause
                    state.pauses.append(pause)
                }
            },
            chance: { chance })
    }
}

/// A client for one test, closed at its end.
func withS3Client<Result>(_ body: (HTTPClient) async throws -> Result) async throws -> Result {
    let client = HTTPClient(configuration: BlobStore.s3ClientConfiguration())
    let result: Result
    do {
        result = try await body(client)
    } catch {
        try await client.shutdown()
        throw error
    }
    try await client.shutdown()
    return result
}

/// A store whose requests `answer` answers: each with its number, from 0.
func withFakeStore(
    _ clock: BlobClock, _ limits: BlobLimits = BlobLimits(),
    answer: @escaping @Sendable (FakeRequest, Int) -> FakeAnswer,
    _ body: (BlobStore, FakeS3) async throws -> Void
) async throws {
    try await withS3Client { client in
        try await FakeS3.run(answer: answer) { fake in
            let settings = try S3Settings(address: fake.address)
            try await body(
                .s3(settings, client: client, threads: .singleton, limits: limits, clock: clock), fake)
        }
    }
}
