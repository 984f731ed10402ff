import Database
import Synchronization
import Testing

@testable import Backstage

/// Every surface, walked as every kind of viewer: whoever may not see a post finds neither its words, nor
/// its pictures' bytes, nor a hint that it exists.
@Suite("Every surface") struct EverySurfaceTests {
    /// A word that stands in nothing else.
    private static let secret = "zanzibarine"

    @Test("nobody finds what is not theirs, anywhere", arguments: TestEngine.available, Audience.allCases)
    func walk(engine: TestEngine, audience: Audience) async throws {
        try await Rig.run(engine) { rig in
            let world = try await SecretWorld(rig, audience, Self.secret)
            for (viewer, browser) in world.viewers {
                let maySee = world.permits(viewer, by: .address)
                for surface in world.surfaces {
                    let page = try await browser.get(surface)
                    if !maySee {
                        // A sign-in leads back to the address that was asked for.
                        let isAsked = surface.contains("\(world.post)")
                        let isNumbered = !isAsked && page.text.contains("\(world.post)")
                        let hints = page.text.contains(Self.secret) || isNumbered
                        #expect(!hints, "\(viewer) finds it on \(surface)")
                    }
                }
                let listed = world.permits(viewer, by: .list)
                let tab = try await browser.get("/@ada/backstage")
                #expect(tab.text.contains(Self.secret) == listed, "\(viewer) on the tab")
                let tag = try await browser.get("/tag/\(Self.secret)")
                #expect(tag.postIDs.contains("\(world.post)") == listed, "\(viewer) by its tag")
                for address in world.addresses {
                    let wanted = maySee ? 200 : 404
                    let seen = try await browser.get(address)
                    #expect(seen.status == wanted, "\(viewer) got \(seen.status) at \(address)")
                }
                for verb in world.verbs where !maySee {
                    let seen = try await browser.post("/post/\(world.post)/\(verb.name)", verb.fields)
                    let isRefused = viewer == .nobody ? seen.status != 200 || seen.path != "" : true
                    #expect(isRefused && !seen.text.contains(Self.secret), "\(viewer) \(verb.name)")
                    if viewer != .nobody {
                        #expect(seen.status == 404, "\(viewer) \(verb.name) \(seen.status)")
                    }
                }
            }
            try await world.checkCounts()
        }
    }

    @Test("open pages hear of a post only if all who follow may see it", arguments: TestEngine.available)
    func live(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let heard = Mutex<[String]>([])
            rig.app.database.watch(LiveNews.topic) { news in
                if case .told(let payload) = news { heard.withLock { $0.append(payload) } }
            }
            let host = try await rig.makeChannel("holder")
            _ = try await rig.makeChannel("reader")
            try await rig.app.saveTier(.generous)
            for audience in Audience.allCases {
                heard.withLock { $0 = [] }
                var draft = Draft(text: "Listen")
                draft.audience = audience
                draft.readers = ["@reader"]
                try await rig.app.publish(draft, as: host)
                try await rig.runJobs()
                let isAnnounced = heard.withLock { $0.contains(LiveNews.published(by: host).payload) }
                #expect(isAnnounced == [.everyone, .subscribers].contains(audience), "\(audience)")
            }
        }
    }

    @Test("what waits, is over or was deleted is its author's alone", arguments: TestEngine.available)
    func hidden(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await SecretWorld(rig, .everyone, Self.secret)
            var draft = Draft(text: "\(Self.secret) later")
            draft.schedule = DraftSchedule(rig.time.value + 3_600_000, zone: "UTC")
            let later = try await rig.app.publish(draft, as: world.author)
            let ada = try await rig.signIn(.ada)
            _ = try await ada.post("/post/\(world.post)/delete", [])
            for (viewer, browser) in world.viewers where viewer != .author {
                for surface in world.surfaces + ["/post/\(later)", "/post/\(later)/versions"] {
                    let page = try await browser.get(surface)
                    #expect(!page.text.contains(Self.secret), "\(viewer) finds it on \(surface)")
                }
                for address in world.addresses {
                    #expect(try await browser.get(address).status == 404, "\(viewer) \(address)")
                }
            }
        }
    }
}

/// One secret post with a photograph and a comment on it, and one viewer of each kind.
private struct SecretWorld: Sendable {
    enum Viewer: CaseIterable, Sendable { case author, subscriber, member, named, stranger, nobody }

    let rig: Rig
    let audience: Audience
    let author: ChannelID
    let post: PostID
    let comment: PostID
    let viewers: [(Viewer, Browser)]
    /// Of the post, its comment and its picture's files.
    let addresses: [String]

    var surfaces: [String] {
        [
            "/", "/?show=posts", "/?show=videos", "/feed", "/@ada", "/@ada/backstage", "/@ada/videos",
            "/@ada/about", "/notifications", "/notifications?show=replies", "/notifications?panel=1",
            "/subscriptions", "/channels", "/post/\(post)", "/post/\(post)/versions", "/post/\(comment)",
            "/watch/\(post)", "/studio?share=\(post)", "/studio", "/sitemap.xml", "/@ada/feed.rss",
            "/@ada/feed.atom", "/oembed?url=\(Browser.encoded(rig.url + "/post/\(post)"))", "/embed/\(post)",
            "/post/\(post)/votes", "/post/\(post)/votes.txt", "/studio/post/\(post)", "/search?q=zanzibarine",
            "/complete/mentions?q=a",
        ]
    }

    let verbs: [(name: String, fields: [(String, String)])] = [
        ("like", []), ("vote", [("choice", "0")]), ("comments", [("text", "Hello")]),
        ("edit", [("text", "Mine now")]), ("delete", []), ("restore", []), ("pin", []), ("publish", []),
    ]

    init(_ rig: Rig, _ audience: Audience, _ secret: String) async throws {
        (self.rig, self.audience) = (rig, audience)
        let ada = try await rig.signUp(.ada)
        let subscriber = try await rig.signUp(.ben)
        let member = try await rig.signUp(.eve)
        let named = try await rig.signUp(.cleo)
        let stranger = try await rig.signUp(.dan)
        try await rig.app.saveTier(.generous)
        let author = try await rig.channel(.ada).id
        self.author = author
        _ = try await subscriber.post("/@ada/subscribe", [("bell", "all")])
        let insider = try await rig.channel(.eve).id
        try await rig.app.database.write { tx in
            try tx.run("INSERT INTO memberships (channel, target, since) VALUES (\(insider), \(author), 1)")
            try tx.tell(FollowingNews.followed(insider))
        }
        let photo = try await rig.takePhoto(owner: author)
        var draft = Draft(text: "The \(secret) #\(secret) @cleo @dan", photos: [photo])
        draft.audience = audience
        draft.readers = ["@cleo"]
        let post = try await rig.app.publish(draft, as: author)
        self.post = post
        comment = try await rig.app.comment(text: "On the \(secret) @dan", photos: [], on: post, as: author)
        try await rig.runJobs()
        let files = try await rig.app.database.read { tx in
            let folder = try tx.post(post, for: author)?.photos.first?.picture.folder ?? ""
            return try tx.mediaNames(in: folder).map { "/media/\(folder)/\($0)" }
        }
        addresses = ["/post/\(post)"] + files.filter { !$0.hasSuffix("source") }
        viewers = [
            (.author, ada), (.subscriber, subscriber), (.member, member), (.named, named),
            (.stranger, stranger), (.nobody, rig.visitor()),
        ]
    }

    func permits(_ viewer: Viewer, by approach: Approach) -> Bool {
        let standing = Standing(
            isSubscribed: viewer == .subscriber, isMember: viewer == .member, isNamed: viewer == .named)
        let someone: ChannelID? = viewer == .nobody ? nil : viewer == .author ? author : ChannelID(1)
        return audience.permits(someone, host: author, standing: standing, by: approach)
    }

    /// Nobody is told of what they may not see, and no badge and no count moves with it.
    func checkCounts() async throws {
        let counted = try await rig.app.database.read { try $0.channel(author)?.posts }
        #expect(counted == (audience == .everyone ? 1 : 0), "the channel's count")
        let listed: Int64? = try await rig.app.database.read { [author] tx in
            try tx.value("SELECT open_head FROM channels WHERE id = \(author)")
        }
        #expect((listed == post.raw) == audience.isForAllSubscribers, "where the channel stands in lists")
        for (viewer, _) in viewers where viewer != .nobody && viewer != .author {
            guard !permits(viewer, by: .address) else { continue }
            let person: Person = [.subscriber: .ben, .member: .eve, .named: .cleo][viewer] ?? .dan
            let channel = try await rig.channel(person).id
            let unread = try await rig.app.database.read { try $0.unreadCount(of: channel, nil) }
            #expect(unread == 0, "\(viewer) has \(unread) unread")
        }
    }
}
