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
        homeRoutes(&routes)
        feedRoutes(&routes)
        tagRoutes(&routes)
        channelRoutes(&routes)
        postRoutes(&routes)
        commentRoutes(&routes)
        videoRoutes(&routes)
        studioRoutes(&routes)
        notificationRoutes(&routes)
        rolloutRoutes(&routes)
    }

    /// The framework's own lines only when something is wrong: each request has one line of ours.
    private var quietLog: Logger {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        return quiet
    }

    /// What is known of a request before anybody looks at its page.
    func visit(_ request: Request, _ context: VisitContext) -> Visit {
        Visit(
            app: self, request: request, requestID: hexadecimal(chance.bytes(8)),
            address: clientAddress(request, peer: context.address),
            language: Language.preferred(request.headers[.acceptLanguage]), now: clock.now())
    }

    /// A proxy on this machine says who asked; nobody else is believed.
    private func clientAddress(_ request: Request, peer: String) -> String {
        guard peer == "127.0.0.1" || peer == "::1" || peer.isEmpty,
            let last = request.headers[.forwardedFor]?.split(separator: ",").last
        else { return peer }
        return String(last.drop { $0 == " " }.prefix(64))
    }
}

extension Language {
    /// The browser's first choice among ours (RFC 9110, 12.5.4).
    static func preferred(_ header: String?) -> Language {
        guard let header else { return .english }
        let names = Language.allCases.map(\.rawValue)
        return Accept.language(header, among: names).flatMap(Language.init) ?? .english
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
