import Database
import Markup

extension Transaction {
    /// Channels whose handle, or a word of whose name, begins like this: those the viewer follows first, then
    /// those with the most subscribers.
    ///
    /// One query. It looks through whom the viewer follows (`Limits.subscriptionsAChannel` at most), the
    /// largest channels of the site, and the one of just this handle: a small channel nobody follows is found
    /// when its handle is written out.
    func channels(beginning typed: String, for viewer: ChannelID, limit: Int) throws -> [Face] {
        let folded = Folding.handle(typed)
        let name = typed.lowercased()
        let isLike: SQL = """
            (c.handle_folded LIKE \(Self.literal(folded) + "%") ESCAPE '!'
                OR lower(c.name) LIKE \(Self.literal(name) + "%") ESCAPE '!'
                OR lower(c.name) LIKE \("% " + Self.literal(name) + "%") ESCAPE '!')
                AND \(.heard(by: viewer, "c.id"))
            """
        return try rows(
            """
            SELECT f.id, f.handle, f.name, f.is_person,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM (
                SELECT u.id, u.handle, u.name, u.is_person, u.avatar, u.subscribers, max(u.follows) AS follows
                FROM (
                    SELECT c.id, c.handle, c.name, c.is_person, c.avatar, c.subscribers, 1 AS follows
                    FROM subscriptions AS s
                    JOIN channels AS c ON c.id = s.target
                    WHERE s.channel = \(viewer) AND c.suspended IS NULL AND \(isLike)
                    UNION ALL
                    SELECT c.id, c.handle, c.name, c.is_person, c.avatar, c.subscribers, 0 AS follows
                    FROM (
                        SELECT l.id, l.handle, l.handle_folded, l.name, l.is_person, l.avatar, l.subscribers
                        FROM channels AS l
                        WHERE l.suspended IS NULL
                        ORDER BY l.subscribers DESC, l.id DESC
                        LIMIT \(Limits.mentionsLookedThrough)
                    ) AS c
                    WHERE \(isLike)
                    UNION ALL
                    SELECT c.id, c.handle, c.name, c.is_person, c.avatar, c.subscribers, 0 AS follows
                    FROM channels AS c
                    WHERE c.handle_folded = \(folded) AND c.suspended IS NULL
                        AND \(.heard(by: viewer, "c.id"))
                ) AS u
                GROUP BY u.id, u.handle, u.name, u.is_person, u.avatar, u.subscribers
                ORDER BY follows DESC, u.subscribers DESC, u.id DESC
                LIMIT \(limit)
            ) AS f
            LEFT JOIN attachments AS av ON av.id = f.avatar
            ORDER BY f.follows DESC, f.subscribers DESC, f.id DESC
            """
        ) { Face(id: $0[0], handle: $0[1], name: $0[2], avatar: Picture($0, at: 4), isPerson: $0[3]) }
    }

    /// What `LIKE` would take for a sign of its own stands for itself.
    private static func literal(_ text: String) -> String {
        text.map { "!%_".contains($0) ? "!\($0)" : String($0) }.joined()
    }
}

extension Limits {
    /// What fits under a field without scrolling.
    static let mentionsOffered = 8
    /// Of the largest channels, for one who types a name: a millisecond's work.
    static let mentionsLookedThrough = 2_000
}
