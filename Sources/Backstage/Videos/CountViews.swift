import Database
import Logging
import ServiceLifecycle

extension App {
    /// Writes the views counted since the last time.
    func writeViews() async throws {
        let views = tally.take()
        guard !views.isEmpty else { return }
        try await database.write { try $0.addViews(views) }
    }
}

/// Writes views and looks every few seconds, and the last ones when the server stops.
struct TallyKeeper: Service {
    let app: App
    /// Seldom enough that a viral video is one write, often enough that its page looks alive.
    private static let seconds = 5

    func run() async throws {
        let app = app
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(Self.seconds))) != nil { await Self.write(app) }
        }
        await Self.write(app)
    }

    /// Those of a failed write are lost, as with a killed process: nobody was promised a view.
    private static func write(_ app: App) async {
        do { try await app.writeViews() } catch {
            app.log.error("views were not written", metadata: ["error": "\(error)"])
        }
        do { try await app.writeLooks() } catch {
            app.log.error("looks were not written", metadata: ["error": "\(error)"])
        }
    }
}
