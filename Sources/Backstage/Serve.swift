import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Wire

extension App {
    /// The server with all that runs beside it, ready to be run. `onReady` is told the port it listens on.
    /// Tests do the jobs themselves, in order, and leave the services out.
    func server(
        withServices hasServices: Bool = true, onReady: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        let router = Router(context: VisitContext.self)
        router.add(middleware: Layers(app: self))
        var routes = RouteTable()
        register(&routes)
        routes.install(in: router)
        let address = settings.listenAddress ?? (host: "127.0.0.1", port: 8080)
        var server = Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(Limits.idleSeconds))),
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(Limits.connections)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: quietLog)
        server.addServices(LiveKeeper(app: self), LiveCloser(app: self))
        if hasServices { server.addServices(JobRunner(app: self), TallyKeeper(app: self)) }
        return server
    }

    /// Every slice's URL table.
    private func register(_ routes: inout RouteTable) {
        siteRoutes(&routes)
        accountRoutes(&routes)
        uploadRoutes(&routes)
        homeRoutes(&routes)
        feedRoutes(&routes)
        tagRoutes(&routes)
        channelRoutes(&routes)
        mentionRoutes(&routes)
        quietRoutes(&routes)
        postRoutes(&routes)
        lookRoutes(&routes)
        votesRoutes(&routes)
        commentRoutes(&routes)
        postRuleRoutes(&routes)
        moderationRoutes(&routes)
        videoRoutes(&routes)
        studioRoutes(&routes)
        studioListRoutes(&routes)
        commentQueueRoutes(&routes)
        peopleRoutes(&routes)
        memberRoutes(&routes)
        commentRuleRoutes(&routes)
        invitationRoutes(&routes)
        outwardRoutes(&routes)
        notificationRoutes(&routes)
        rolloutRoutes(&routes)
        reportRoutes(&routes)
        decisionRoutes(&routes)
        siteQueueRoutes(&routes)
        blocklistRoutes(&routes)
    }

    /// The framework's own lines only when something is wrong: each request has one line of ours.
    private var quietLog: Logger {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        return quiet
    }
}

/// Ends the open streams when the server stops, so that it need not wait for its readers.
struct LiveCloser: Service {
    let app: App

    func run() async throws {
        try? await gracefulShutdown()
        app.live.close()
    }
}
