import Database
import Markup

/// What a post names beside itself: its readers, the original it shares, the video it hangs on.
extension Transaction {
    func readers(of draft: Draft) throws -> [ChannelID] { try readers(called: draft.readers, draft.audience) }

    /// The channels a post for named people is for. Throws the refusal for a handle that is nobody's.
    func readers(called handles: [String], _ audience: Audience) throws -> [ChannelID] {
        guard audience == .named, handles.count <= Limits.readersAPost else { return [] }
        var found: [ChannelID] = []
        for handle in handles {
            let folded = Folding.handle(handle.hasPrefix("@") ? String(handle.dropFirst()) : handle)
            let channel: ChannelID? = try value("SELECT id FROM channels WHERE handle_folded = \(folded)")
            guard let channel else { throw PublishRefusal.unknownReader(handle) }
            if !found.contains(channel) { found.append(channel) }
        }
        return found
    }

    /// The same for a verb that refuses at once.
    func namedReaders(_ handles: [String], _ audience: Audience) throws -> [ChannelID] {
        do { return try readers(called: handles, audience) } catch let refusal as PublishRefusal {
            throw Refused(refusal)
        }
    }

    func name(_ readers: [ChannelID], asReadersOf post: PostID) throws {
        for reader in readers {
            try run(
                """
                INSERT INTO post_readers (post, channel)
                VALUES (\(post), \(reader))
                ON CONFLICT (post, channel) DO NOTHING
                """)
            try tell(FollowingNews.followed(reader))
        }
    }

    /// Whom a post names, at most as many as it may.
    func readers(of post: PostID) throws -> [ChannelID] {
        try rows("SELECT channel FROM post_readers WHERE post = \(post) LIMIT \(Limits.readersAPost)") {
            $0[0]
        }
    }

    /// What is shared when somebody shares `post`: the original, where that is a share without more.
    /// Only what everybody may see can be shared: else the share would tell of it.
    func original(of post: PostID, for sharer: ChannelID) throws -> PostID {
        let found = try row(
            """
            SELECT coalesce(p.shared, p.id), q.audience, q.root, q.state
            FROM posts AS p
            JOIN posts AS q ON q.id = coalesce(p.shared, p.id)
            WHERE p.id = \(post) AND p.state = 1 AND \(.visible(to: sharer, by: .address))
            """
        ) { row in
            (
                id: row[0] as PostID, audience: row[1] as Audience, root: row[2] as PostID?,
                state: row[3] as PostState
            )
        }
        guard let found, found.root == nil, found.state == .published else { throw PublishRefusal.shareGone }
        guard found.audience == .everyone else { throw PublishRefusal.shareNotOpen }
        return found.id
    }

    func isVideo(_ post: PostID, of channel: ChannelID) throws -> Bool {
        let found: PostID? = try value(
            """
            SELECT id
            FROM posts
            WHERE id = \(post) AND author = \(channel) AND form = \(PostForm.video) AND state IN (1, 2, 5)
            """)
        return found != nil
    }
}
