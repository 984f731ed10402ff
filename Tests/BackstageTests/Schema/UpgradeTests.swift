import Database
import Foundation
import Testing

@testable import Backstage

/// A site that was there before a step of the schema is brought up to it with all that stood in it.
@Suite("Upgrades") struct UpgradeTests {
    @Test("what was published before every kind of post is counted and listed as it is now")
    func everyKindOfPost() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/backstage-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try Database.open(.sqlite("\(folder)/backstage.sqlite"))
        defer { database.close() }
        try await database.migrate(Array(Schema.migrations.prefix(3)))
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO accounts (id, email, email_folded, password, created)
                VALUES (1, 'a', 'a', '', 0)
                """)
            try tx.run(
                """
                INSERT INTO channels (id, handle, handle_folded, name, posts, videos, head, created)
                VALUES (2, 'ada', 'ada', 'Ada', 3, 1, 14, 0)
                """)
            try tx.run("INSERT INTO channel_people (channel, account, role) VALUES (2, 1, 0)")
            // For everyone, unlisted, for subscribers, and a video for everyone.
            for (id, form, audience) in [(11, 0, 0), (12, 0, 1), (13, 0, 2), (14, 2, 0)] {
                try tx.run(
                    """
                    INSERT INTO posts (id, author, host, form, state, audience, place, published, text)
                    VALUES (\(id), 2, 2, \(form), 1, \(audience), \(id), 1, 'Words')
                    """)
            }
            try tx.run("INSERT INTO polls (post, closes, shows_at_close, votes) VALUES (11, 99, 0, 1)")
            try tx.run("INSERT INTO poll_options (post, position, text, votes) VALUES (11, 0, 'Yes', 1)")
            try tx.run("INSERT INTO poll_votes (post, channel, choice, at) VALUES (11, 2, 0, 5)")
        }
        try await database.migrate(Schema.migrations)
        let (channel, posts) = try await database.read { tx in
            let ids = [11, 12, 13, 14].map { PostID($0) }
            return (try tx.channel(ChannelID(2)), try tx.posts(ids, for: ChannelID(2)))
        }
        #expect(channel?.posts == 1 && channel?.videos == 1)
        #expect(posts.map(\.id.raw) == [11, 12, 13, 14])
        let poll = try #require(posts.first?.poll)
        #expect(poll.mine == 0 && !poll.isQuiz && poll.options.map(\.votes) == [1])
        let listed: Int64? = try await database.read { try $0.value("SELECT open_head FROM channels") }
        #expect(listed == 14)
    }
}
