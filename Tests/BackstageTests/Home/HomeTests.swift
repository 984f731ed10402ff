import Database
import Testing

@testable import Backstage

@Suite("Home") struct HomeTests {
    @Test(
        "an act is two posts, the stage, two posts; no stage first, no two in a row, no video twice",
        arguments: TestEngine.available)
    func acts(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            let followed = try await rig.fillHome(posts: 10, videos: 9, as: .ben)
            _ = try await rig.fillHome(posts: 0, videos: 9, as: nil)
            let page = try await ben.get("/")
            let acts = page.text.components(separatedBy: "<div class=\"act\">").dropFirst()
            #expect(acts.count == 3)
            for act in acts {
                let parts = act.components(separatedBy: "<div class=\"act__stage\">")
                #expect(parts.count == 2, "one stage an act")
                #expect(Self.posts(in: parts[0]).count == 2, "two posts before the stage")
            }
            let posts = Self.posts(in: page.text)
            #expect(posts == followed.posts.reversed().prefix(10).map { "\($0)" })
            let videos = page.all(#"<article class="vid[^>]*>.*?/watch/(\d+)"#)
            #expect(Set(videos).count == videos.count, "no video stands twice")
            for act in acts {
                let shown = Set(Self.videos(in: act))
                let strangers = shown.subtracting(followed.videos.map { "\($0)" })
                #expect(strangers.count * 2 <= shown.count, "at most half from channels not followed")
            }
        }
    }

    @Test("Mix, Posts and Videos are links, and the account remembers", arguments: TestEngine.available)
    func remembered(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            _ = try await rig.fillHome(posts: 5, videos: 5, as: .ben)
            let mix = try await ben.get("/")
            #expect(mix.contains("class=\"act\"") && mix.contains("href=\"/?show=posts\""))
            let posts = try await ben.get("/?show=posts")
            #expect(!posts.contains("class=\"stage") && posts.postIDs.count == 5)
            let again = try await ben.get("/")
            #expect(!again.contains("class=\"stage") && again.postIDs.count == 5)
            let elsewhere = try await rig.signIn(.ben).get("/")
            #expect(!elsewhere.contains("class=\"stage"), "on another device too")
            let videos = try await ben.get("/?show=videos")
            #expect(videos.contains("stage--wide") && videos.postIDs.isEmpty)
            let back = try await ben.get("/?show=mix")
            #expect(back.contains("class=\"act\""))
            let unknown = try await ben.get("/?show=everything")
            #expect(unknown.status == 200 && unknown.contains("class=\"act\""))
        }
    }

    @Test("who follows nobody finds channels first, then one panel of what others see")
    func firstVisit() async throws {
        try await Rig.run(.sqlite) { rig in
            let ben = try await rig.signUp(.ben)
            _ = try await rig.fillHome(posts: 3, videos: 3, as: nil)
            let page = try await ben.get("/")
            #expect(page.contains("stranger0"), "a channel to follow")
            #expect(page.text.components(separatedBy: "<section class=\"stage").count == 2)
            #expect(page.postIDs.isEmpty)
        }
    }

    private static func posts(in html: String) -> [String] {
        html.matches(of: #/<article class="post"[^>]*id="post-(\d+)"/#).map { String($0.1) }
    }

    private static func videos(in html: String) -> [String] {
        html.matches(of: #/<h3 class="vid__title"[^>]*><a href="/watch/(\d+)/#).map { String($0.1) }
    }
}

extension Rig {
    /// Posts and videos of four channels, followed by this person if one is named.
    func fillHome(
        posts: Int, videos: Int, as person: Person?
    ) async throws -> (posts: [PostID], videos: [PostID]) {
        try await app.saveTier(.generous)
        let kind = person == nil ? "stranger" : "author"
        var authors: [ChannelID] = []
        for number in 0..<4 { authors.append(try await makeChannel("\(kind)\(number)")) }
        if let person {
            let me = try await channel(person).id
            for author in authors { try await app.subscribe(me, to: author, bell: .none) }
        }
        var made: (posts: [PostID], videos: [PostID]) = ([], [])
        for number in 0..<max(posts, videos) {
            let author = authors[number % 4]
            if number < videos { made.videos.append(try await insertVideo("Film \(number)", author)) }
            if number < posts {
                made.posts.append(try await app.publish(Draft(text: "Words \(number)"), as: author))
            }
        }
        return made
    }

    /// A video that only has to stand in lists.
    func insertVideo(_ title: String, _ author: ChannelID) async throws -> PostID {
        let id = app.ids.next(PostID.self)
        var new = NewPost(
            id: id, author: author, draft: Draft(text: ""), text: "", place: Place(id.raw), now: time.value)
        new.form = .video
        new.title = title
        let video = new
        try await app.database.write { try $0.insert(video) }
        return id
    }
}
