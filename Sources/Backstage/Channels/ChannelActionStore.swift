import Database
import Markup

extension Transaction {
    /// Writes down who of the channel's people did what. Nothing without an account: what the program does by
    /// itself is nobody's doing.
    func note(
        _ action: ChannelAction, by account: AccountID?, of channel: ChannelID, post: PostID? = nil,
        role: ChannelRole? = nil, who: String = "", _ app: App
    ) throws {
        guard let account else { return }
        // A role's name has no space: what follows the first is the person's.
        let about = role.map { "\($0.name) \(who)" } ?? " \(who)"
        try run(
            """
            INSERT INTO channel_actions (id, channel, account, action, post, about, at)
            VALUES (\(app.ids.next(ChannelActionID.self)), \(channel), \(account), \(action.rawValue),
                \(post), \(about), \(app.clock.now()))
            """)
    }

    /// What was done below `last`, newest first: at most `limit`. One query.
    func actions(of channel: ChannelID, before last: ChannelActionID, limit: Int) throws -> [DoneAction] {
        try rows(
            """
            SELECT a.id, a.action, a.about, a.at, a.post, p.title, p.text, p.state, \(SQL.faceColumns)
            FROM channel_actions AS a
            JOIN channels AS c ON c.id = \(SQL.ownChannel(of: "a.account"))
            LEFT JOIN attachments AS av ON av.id = c.avatar
            LEFT JOIN posts AS p ON p.id = a.post
            WHERE a.channel = \(channel) AND a.id < \(last)
            ORDER BY a.id DESC
            LIMIT \(limit)
            """
        ) { row -> DoneAction? in
            let name: String = row[1]
            // A newer program may have written what this one has no words for.
            guard let action = ChannelAction(rawValue: name) else { return nil }
            let about: String = row[2]
            let space = about.firstIndex(of: " ") ?? about.endIndex
            return DoneAction(
                id: row[0], action: action, actor: Face(row, at: 8), post: Self.post(row),
                who: String(about[space...].dropFirst()), role: ChannelRole(name: about[..<space]),
                at: row[3])
        }.compactMap { $0 }
    }

    private static func post(_ row: Row) -> ActedPost? {
        let id: PostID? = row[4]
        let (title, text, state): (String?, String?, Int?) = (row[5], row[6], row[7])
        guard let id, let title, let text, let state else { return nil }
        // 4: taken down.
        return ActedPost(
            id: id, words: Prose.excerpt(title.isEmpty ? text : title, characters: 80), isThere: state != 4)
    }
}
