import Database
import Testing

@testable import Backstage

extension Rig {
    /// A poll of Ada's, who must be there.
    func makePoll(
        _ options: [String] = ["Saturn", "Orion", "Porridge"], closesInMinutes: Int64 = 60,
        audience: Audience = .everyone
    ) async throws -> PostID {
        var draft = Draft(text: "Which?")
        draft.audience = audience
        draft.poll = DraftPoll(
            options: options.map { DraftOption($0) }, closes: time.value + closesInMinutes * 60_000 + 1_000)
        return try await app.publish(draft, as: try await channel(.ada).id)
    }

    /// Its time comes, and it is closed.
    func close(afterMinutes minutes: Int64 = 61) async throws {
        time.advance(minutes: minutes)
        try await runJobs()
    }

    /// Votes of channels 1 to `count`, in turn for each of three options, as they were stored before there
    /// were receipts.
    func castVotes(_ count: Int, in post: PostID) async throws {
        try await app.database.write { tx in
            try tx.seedCrowd(1...Int64(count), created: 0)
            try tx.run(
                """
                INSERT INTO poll_votes (post, channel, choice, at)
                SELECT \(post), id, id % 3, 0
                FROM channels
                WHERE id <= \(count)
                """)
            for option in 0..<3 {
                let votes = (1...count).filter { $0 % 3 == option }.count
                try tx.run(
                    """
                    UPDATE poll_options
                    SET votes = \(votes)
                    WHERE post = \(post) AND position = \(option)
                    """)
            }
            try tx.run("UPDATE polls SET votes = \(count) WHERE post = \(post)")
        }
    }

    /// The options' counts, the poll's own, and the rows of votes for each option: all that must agree.
    func counts(of post: PostID) async throws -> (options: [Int64], votes: Int64, rows: [Int64]) {
        try await app.database.read { tx in
            let options = try tx.optionCounts(of: post)
            var rows: [Int64] = []
            for option in options.indices {
                rows.append(
                    try tx.value(
                        "SELECT count(*) FROM poll_votes WHERE post = \(post) AND choice = \(option)") ?? 0)
            }
            return (options, try tx.seal(of: post)?.votes ?? -1, rows)
        }
    }
}

extension PageSeen {
    /// The long hashes on a page, in order.
    var hashes: [String] { all(#"<code class="hash">([0-9a-f]{64})</code>"#) }
}
