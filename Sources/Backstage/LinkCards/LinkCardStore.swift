import Database

extension Transaction {
    func author(of post: PostID) throws -> ChannelID? {
        try value("SELECT author FROM posts WHERE id = \(post) AND state = 1")
    }

    /// The card of this address, made if there is none. `wantsFetch` when it is new, or was empty and has
    /// grown old.
    func linkCard(
        for url: String, new: LinkCardID, staleBefore: Int64
    ) throws -> (id: LinkCardID, wantsFetch: Bool) {
        let made = try run(
            """
            INSERT INTO link_cards (id, url, state)
            VALUES (\(new), \(url), 0)
            ON CONFLICT (url) DO NOTHING
            """)
        if made == 1 { return (new, true) }
        let known = try row("SELECT id, state, fetched FROM link_cards WHERE url = \(url)") { row in
            (id: row[0] as LinkCardID, state: row[1] as LinkCardState, fetched: row[2] as Int64)
        }
        guard let known else { return (new, false) }
        return (known.id, known.state == .empty && known.fetched < staleBefore)
    }

    func tie(_ post: PostID, to card: LinkCardID) throws {
        try run("UPDATE posts SET link_card = \(card) WHERE id = \(post)")
    }

    func fill(_ card: LinkCardID, with facts: PageFacts, picture: AttachmentID?, now: Int64) throws {
        let state: LinkCardState = facts.isEmpty ? .empty : .ready
        try run(
            """
            UPDATE link_cards
            SET state = \(state), title = \(facts.title), description = \(facts.description),
                picture = \(picture), fetched = \(now)
            WHERE id = \(card)
            """)
    }
}
