import AsyncHTTPClient
import CSodium
import Database
import Foundation
import Logging
import MediaTools

/// What the program owns, assembled: passed by hand to whatever needs it. One a process; tests make their
/// own.
final class App: Sendable {
    let settings: Settings
    let log: Logger
    let clock: Clock
    let chance: Chance
    let ids: IdMaker
    let database: Database
    let media: BlobStore
    let pictures: Pictures
    let videos: Videos
    let fetch: Fetch
    let bells: Bells
    let live = LiveHub()
    let following = FollowingMemory()
    let uploadsInHand = UploadsInHand()
    let counts = Counts()
    /// Views of videos, and looks at posts.
    let tally = Tally()
    let looks = Tally()
    let disk = DiskThreads(threads: 4)
    /// For the object store alone: nil where files lie in a folder.
    private let storeClient: HTTPClient?
    /// Password hashing takes 19 MB and 15 ms each: two at a time, the rest waits.
    let hashing = DiskThreads(threads: 2)
    /// Decoders at once; the rest waits its turn.
    let pictureTurns = Turns(Limits.picturesAtOnce)

    /// Threads of one encoder: all together they take the machine's cores, and no more.
    var transcodeThreads: Int { max(1, settings.cores / settings.transcodes) }

    var unfinishedFolder: String { settings.data + "/unfinished" }

    /// Opens what is there and brings the database up to date. Throws with a sentence when it cannot.
    static func open(
        _ settings: Settings, log: Logger, clock: Clock = .system, chance: Chance = .system,
        fetch: Fetch = .system
    ) async throws -> App {
        precondition(sodium_init() >= 0, "libsodium could not start")
        let folders = ["", "/media", "/unfinished"].map { settings.data + $0 }
        for folder in folders {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let location: Database.Location =
            settings.database.isEmpty
            ? .sqlite(settings.data + "/backstage.sqlite") : .postgres(settings.database)
        let database = try Database.open(location)
        do {
            try await database.migrate(Schema.migrations)
            let node = try await database.write { try $0.nextProcessNumber() }
            let app = try App(settings, log, clock, chance, fetch, database, node: node)
            // With SQLite there is one process: what another had claimed is nobody's.
            if settings.database.isEmpty { try await database.write { try $0.releaseClaims() } }
            try await app.adoptMedia()
            return app
        } catch {
            database.close()
            throw error
        }
    }

    private init(
        _ settings: Settings, _ log: Logger, _ clock: Clock, _ chance: Chance, _ fetch: Fetch,
        _ database: Database, node: Int64
    ) throws {
        self.settings = settings
        self.log = log
        self.clock = clock
        self.chance = chance
        self.fetch = fetch
        self.database = database
        ids = IdMaker(clock: clock, node: node)
        bells = Bells(decoders: settings.transcodes)
        if settings.blobs.isEmpty {
            storeClient = nil
            media = try BlobStore.folder(settings.data + "/media", threads: disk.pool)
        } else {
            let address = try S3Settings(
                address: settings.blobs, environment: ProcessInfo.processInfo.environment)
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: BlobStore.s3ClientConfiguration())
            storeClient = client
            media = BlobStore.s3(address, client: client, threads: disk.pool)
        }
        pictures = Pictures(limits: MediaLimits())
        videos = Videos(limits: MediaLimits())
        if settings.hasCaches { following.watch(database) }
    }

    /// Ends what the app started. The database last, so that nothing acknowledged is cut off.
    func close() async {
        try? await storeClient?.shutdown()
        try? await hashing.stop()
        try? await disk.stop()
        database.close()
    }
}
