import Database
import Testing

@testable import Backstage

@Suite("Following") struct FollowingTests {
    @Test(
        "what memory answers is what the database answers, for random channels, bells, posts and marks",
        arguments: TestEngine.available)
    func agreement(engine: TestEngine) async throws {
        try await Rig.run(engine, hasCaches: true) { rig in
            let world = try await RandomWorld(rig, channels: 14)
            for round in 0..<6 {
                for _ in 0..<60 { try await world.happen() }
                for reader in world.channels.prefix(4) { try await world.compare(reader, round) }
            }
        }
    }

    @Test("a change is seen by the very next read", arguments: TestEngine.available)
    func freshness(engine: TestEngine) async throws {
        try await Rig.run(engine, hasCaches: true) { rig in
            try await rig.app.saveTier(.generous)
            let (reader, author) = (try await rig.makeChannel("reader"), try await rig.makeChannel("author"))
            let feed = {
                try await rig.app.database.read { [following = rig.app.following] tx in
                    let known = try tx.following(of: reader, in: following)
                    return known?.newest(.both, before: .newest, limit: 20, includesOwn: true)?.map(
                        \.entry.post)
                }
            }
            let before = try await feed()
            #expect(before == [])
            try await rig.app.subscribe(reader, to: author, bell: .all)
            for number in 0..<30 {
                let post = try await rig.app.publish(Draft(text: "\(number)"), as: author)
                let after = try await feed()
                #expect(after?.first == post)
                if number % 3 == 0 {
                    let whole = try await rig.app.database.read { try $0.post(post, for: reader) }
                    let found = try #require(whole)
                    try await rig.app.database.write { try $0.remove(found, now: 1) }
                    let left = try await feed()
                    #expect(left?.contains(post) == false)
                }
            }
            try await rig.app.unsubscribe(reader, from: author)
            let last = try await feed()
            #expect(last == [])
        }
    }

    @Test("reads that a change overtakes keep nothing: writers and readers side by side agree in the end")
    func races() async throws {
        for engine in TestEngine.available {
            try await Rig.run(engine, hasCaches: true) { rig in
                let world = try await RandomWorld(rig, channels: 8)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask { for _ in 0..<60 { try await world.happen() } }
                        group.addTask {
                            for step in 0..<120 {
                                let reader = world.channels[step % world.channels.count]
                                _ = try await rig.app.database.read { [following = rig.app.following] tx in
                                    try tx.following(of: reader, in: following)?.followed.count
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                for reader in world.channels { try await world.compare(reader, 0) }
            }
        }
    }
}

/// Channels that follow, publish, remove and read at random.
private struct RandomWorld: Sendable {
    let rig: Rig
    let channels: [ChannelID]

    init(_ rig: Rig, channels count: Int) async throws {
        self.rig = rig
        try await rig.app.saveTier(.generous)
        var made: [ChannelID] = []
        for number in 0..<count { made.append(try await rig.makeChannel("author\(number)")) }
        channels = made
    }

    func happen() async throws {
        // A few channels publish most, so that tails run over.
        let author = channels[min(Int.random(in: 0..<channels.count), Int.random(in: 0..<channels.count))]
        let other = channels[Int.random(in: 0..<channels.count)]
        switch Int.random(in: 0..<20) {
        case 0...2 where author != other:
            try await rig.app.subscribe(author, to: other, bell: Bell.allCases.randomElement() ?? .all)
        case 3: try await rig.app.unsubscribe(author, from: other)
        case 4: rig.time.advance(hours: Int64.random(in: 1...9))
        case 5: try await rig.app.markRead(until: rig.app.ids.next(), as: other)
        case 6: try await removeOne(of: author)
        case 12: try await changeMembership(of: other, in: author)
        case 7:
            try await publish("A word for @author\(Int.random(in: 0..<channels.count))", .note, author)
            try await rig.runJobs()
        case 8...11: try await publish("A video", .video, author)
        default: try await publish("Words", .note, author)
        }
    }

    private func publish(_ text: String, _ form: PostForm, _ author: ChannelID) async throws {
        var draft = Draft(text: text)
        draft.audience = Audience.allCases.randomElement() ?? .everyone
        draft.readers = ["author\(Int.random(in: 0..<channels.count))"]
        guard form == .video else {
            _ = try await rig.app.publish(draft, as: author)
            return
        }
        let id = rig.app.ids.next(PostID.self)
        var new = NewPost(
            id: id, author: author, draft: draft, text: text, place: Place(id.raw), now: rig.time.value)
        new.form = form
        new.title = text
        let video = new
        try await rig.app.database.write { try $0.insert(video) }
    }

    private func changeMembership(of member: ChannelID, in host: ChannelID) async throws {
        try await rig.app.database.write { tx in
            let ended = try tx.run(
                "DELETE FROM memberships WHERE channel = \(member) AND target = \(host)")
            if ended == 0 {
                try tx.run(
                    "INSERT INTO memberships (channel, target, since) VALUES (\(member), \(host), 1)")
            }
            try tx.tell(FollowingNews.followed(member))
        }
    }

    private func removeOne(of author: ChannelID) async throws {
        try await rig.app.database.write { tx in
            let last: PostID? = try tx.value(
                "SELECT id FROM posts WHERE author = \(author) AND state = 1 ORDER BY place DESC LIMIT 1")
            guard let last, let post = try tx.post(last, for: author) else { return }
            try tx.remove(post, now: 1)
        }
    }

    /// Memory and database, side by side.
    func compare(_ reader: ChannelID, _ round: Int) async throws {
        let memory = rig.app.following
        for forms in FollowedForms.allCases {
            let (known, truth) = try await rig.app.database.read { tx in
                let following = try #require(try tx.following(of: reader, in: memory))
                let known = following.newest(forms, before: .newest, limit: 13, includesOwn: forms != .videos)
                let truth = try tx.feedIDs(
                    of: reader, nil, limit: 13, forms: forms, includesOwn: forms != .videos)
                return (known?.map(\.entry.post), truth.map(\.id))
            }
            #expect(known == nil || known == truth, "\(forms) in round \(round)")
        }
        let inboxes = try await rig.app.database.read { tx in
            let following = try #require(try tx.following(of: reader, in: memory))
            return try [following, nil].map { following in
                Seen(
                    unread: try tx.unreadCount(of: reader, following),
                    lines: try tx.broadcasts(to: reader, following, below: .max, limit: 9).map(\.key),
                    bells: try tx.bells(of: reader, following, limit: 5).map { "\($0.face.id) \($0.bell)" })
            }
        }
        #expect(inboxes[0] == inboxes[1], "round \(round)")
    }

    private struct Seen: Sendable, Equatable {
        let unread: Int
        let lines: [Int64]
        let bells: [String]
    }
}
