import Database
import Foundation
import Testing

@testable import Backstage

/// Every surface, walked by somebody who has made a channel or a word quiet: nothing of it is on any list.
@Suite("Every surface, kept quiet") struct QuietSurfaceTests {
    enum Way: CaseIterable, Sendable { case mute, block, word }

    @Test("what was made quiet is on no surface", arguments: TestEngine.available, Way.allCases)
    func walk(engine: TestEngine, way: Way) async throws {
        try await Rig.run(engine) { rig in try await check(rig, way) }
    }

    @Test("the same where memory holds nothing", arguments: TestEngine.available, Way.allCases)
    func walkWithoutMemory(engine: TestEngine, way: Way) async throws {
        try await Rig.run(engine, hasCaches: false) { rig in try await check(rig, way) }
    }

    private func check(_ rig: Rig, _ way: Way) async throws {
        let world = try await QuietWorld(rig)
        let ben = world.ben
        // There is something to be kept quiet: each of these shows it before.
        for path in world.loud { #expect(try await ben.get(path).contains(QuietWorld.secret), "\(path)") }
        for path in ["/", "/subscriptions", "/notifications", "/complete/mentions?q=quax"] {
            #expect(try await ben.get(path).contains(QuietWorld.handle), "\(path)")
        }
        let before = try await costs(world)
        switch way {
        case .mute, .block:
            try await rig.app.setQuiet(way == .mute ? .mute : .block, toward: world.quaxby, as: world.me)
        case .word: try await rig.app.muteWord("Zánzibarine", as: world.me)
        }
        let banned =
            way == .word ? [QuietWorld.secret] : [QuietWorld.secret, QuietWorld.handle, world.avatar]
        for path in world.surfaces {
            let page = try await ben.get(path)
            for word in banned { #expect(!page.contains(word), "\(word) on \(path), \(way)") }
        }
        #expect(!(try await ben.get("/tag/stagetag").postIDs).contains("\(world.post)"))
        try await checkUnread(world, way)
        // People who made nothing quiet pay nothing; muted words cost a query where there is news.
        for (path, cost) in try await costs(world) {
            let most = (before[path] ?? 0) + (way == .word ? 1 : 0)
            #expect(cost <= most, "\(path) costs \(cost) after \(most), \(way)")
        }
        try await checkOpened(world, way)
        // Others see all of it, and so does Ben once he takes it back.
        for path in world.loud.filter({ !$0.hasPrefix("/notifications") && $0 != "/feed" }) {
            #expect(try await rig.visitor().get(path).contains(QuietWorld.secret), "\(path)")
        }
        try await rig.app.setQuiet(nil, toward: world.quaxby, as: world.me)
        try await rig.app.unmuteWord("Zánzibarine", as: world.me)
        for path in world.loud { #expect(try await ben.get(path).contains(QuietWorld.secret), "\(path)") }
    }

    /// What the second look at each page costs: the first has things to remember.
    private func costs(_ world: QuietWorld) async throws -> [String: Int] {
        var costs: [String: Int] = [:]
        for path in ["/", "/feed", "/notifications", "/tag/stagetag", "/post/\(world.open)"] {
            _ = try await world.ben.get(path)
            costs[path] = try await world.ben.get(path).queries
        }
        return costs
    }

    /// The badge counts the lines that are shown, however it is counted.
    private func checkUnread(_ world: QuietWorld, _ way: Way) async throws {
        let (app, me) = (world.rig.app, world.me)
        let (plain, known, shown) = try await app.database.read { tx in
            let following = try tx.following(of: me, in: app.following)
            let inbox = try tx.inbox(of: me, following, below: .max, shows: .all)
            return (
                try tx.unreadCount(of: me, nil), try tx.unreadCount(of: me, following),
                inbox.notes.filter { inbox.isNew($0) }.count
            )
        }
        #expect(plain == shown && known == shown, "\(way): \(plain), \(known), \(shown)")
    }

    /// What is opened by its own address is there, and says that it is quiet.
    private func checkOpened(_ world: QuietWorld, _ way: Way) async throws {
        for path in ["/post/\(world.post)", "/watch/\(world.video)"] {
            let page = try await world.ben.get(path)
            #expect(page.status == 200 && page.contains(QuietWorld.secret))
            #expect(page.contains("id=\"quiet\""), "\(path) \(way)")
        }
        let tab = try await world.ben.get("/@\(QuietWorld.handle)/backstage")
        #expect(tab.status == 200)
        #expect(tab.contains(QuietWorld.secret) == (way != .word))
        #expect(tab.contains("id=\"quiet\"") == (way != .word))
        #expect(!(try await world.rig.visitor().get("/post/\(world.post)")).contains("id=\"quiet\""))
    }
}

/// Ben, who follows Ada and Quaxby, and all that Quaxby did where Ben could come upon it.
private struct QuietWorld: Sendable {
    static let secret = "zanzibarine"
    static let handle = "quaxby"

    let rig: Rig
    let ben: Browser
    let me: ChannelID
    let quaxby: ChannelID
    /// Quaxby's, with the secret.
    let post: PostID
    let video: PostID
    /// Ada's, which Quaxby commented on.
    let open: PostID
    let film: PostID
    let comment: PostID
    /// Where Quaxby's picture lies.
    let avatar: String

    /// Show the secret to Ben as long as nothing is quiet.
    var loud: [String] {
        [
            "/feed", "/tag/stagetag", "/notifications", "/post/\(open)", "/post/\(open)?sort=new",
            "/watch/\(film)",
        ]
    }

    var surfaces: [String] {
        loud + [
            "/", "/?show=mix", "/?show=posts", "/?show=videos", "/@ada", "/@ada/backstage", "/@ada/videos",
            "/@ada/about", "/@ben", "/@ben/backstage", "/notifications?show=replies",
            "/notifications?show=channels", "/subscriptions", "/account", "/studio", "/studio/posts",
            "/post/\(open)?sort=old", "/post/\(open)?sort=media", "/post/\(open)?sort=creator",
            "/post/\(open)?thread=\(comment)", "/watch/\(film)?sort=new", "/complete/mentions?q=quax",
            "/complete/mentions?q=quaxby", "/complete/mentions?q=q",
        ]
    }

    init(_ rig: Rig) async throws {
        self.rig = rig
        let ada = try await rig.signUp(.ada)
        ben = try await rig.signUp(.ben)
        try await rig.app.saveTier(.generous)
        let quaxby = try await rig.makeChannel(Self.handle)
        let (host, me) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
        (self.me, self.quaxby) = (me, quaxby)
        let theirs = rig.visitor()
        _ = try await theirs.post(
            "/sign-in",
            [("email", "\(Self.handle)@example.org"), ("password", "a long sentence for \(Self.handle)")])
        for handle in ["ada", Self.handle] {
            _ = try await ben.post("/@\(handle)/subscribe", [("bell", "all")])
        }
        let face = try await rig.takePhoto(owner: quaxby, kind: .adornment)
        let folder: String? = try await rig.app.database.write { tx in
            try tx.run("UPDATE channels SET avatar = \(face.attachment) WHERE id = \(quaxby)")
            return try tx.value("SELECT folder FROM attachments WHERE id = \(face.attachment)")
        }
        avatar = try #require(folder)
        film = try await rig.video(of: ada)
        let video = try await rig.video(of: theirs)
        self.video = video
        try await rig.app.database.write { tx in
            try tx.run("UPDATE posts SET title = \("All of \(Self.secret)") WHERE id = \(video)")
        }
        let said = "The \(Self.secret) #stagetag @ben"
        let shared = try await rig.app.publish(Draft(text: said), as: quaxby)
        post = shared
        var polled = Draft(text: "Which?")
        polled.poll = DraftPoll(
            options: [DraftOption(stringLiteral: Self.secret), "no"], closes: rig.time.value + 86_400_000)
        _ = try await rig.app.publish(polled, as: quaxby)
        // Ada is heard; what she shares is not.
        var share = Draft(text: "Look at this")
        share.shared = shared
        _ = try await rig.app.publish(share, as: host)
        let open = try await rig.app.publish(Draft(text: "What do you say? #stagetag"), as: host)
        self.open = open
        let mine = try await rig.app.publish(Draft(text: "Ben here"), as: me)
        let asked = try await rig.app.comment(text: "I say yes", photos: [], on: open, as: me)
        comment = try await rig.app.comment(text: "No \(Self.secret)", photos: [], on: open, as: quaxby)
        _ = try await rig.app.comment(text: "Why not?", photos: [], on: comment, as: host)
        for place in [asked, film, mine] {
            _ = try await rig.app.comment(
                text: "\(Self.secret) @ben", photos: [], at: place == film ? "0:30" : "", on: place,
                as: quaxby)
        }
        for place in [mine, asked] { _ = try await theirs.post("/post/\(place)/like", []) }
        _ = try await theirs.post("/@ben/subscribe", [("bell", "all")])
        let under = try await rig.app.comment(text: "Nice", photos: [], on: shared, as: me)
        _ = try await theirs.post("/post/\(under)/heart", [])
        try await rig.runJobs()
    }
}
