import NIOCore
import NIOPosix

/// Stands before a real store and hands on what comes, but hangs up on both sides once a connection has
/// carried so many bytes to the store.
enum CuttingRelay {
    static func run<Result>(
        toPort: Int, bytesMax: Int, _ body: (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { client in
                ClientBootstrap(group: client.eventLoop)
                    .connect(host: "127.0.0.1", port: toPort)
                    .flatMapThrowing { server in
                        try client.pipeline.syncOperations.addHandler(Half(other: server, bytesMax: bytesMax))
                        try server.pipeline.syncOperations.addHandler(Half(other: client, bytesMax: .max))
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result
        do {
            result = try await body(channel.localAddress?.port ?? 0)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
        return result
    }
}

/// One direction: what comes in on this channel goes out on the other, which lives on the same event loop.
private final class Half: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private var bytesLeft: Int

    init(other: any Channel, bytesMax: Int) {
        self.other = other
        bytesLeft = bytesMax
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        let passing = bytes.readSlice(length: min(bytesLeft, bytes.readableBytes)) ?? ByteBuffer()
        bytesLeft -= passing.readableBytes
        other.writeAndFlush(passing, promise: nil)
        if bytesLeft == 0 { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
