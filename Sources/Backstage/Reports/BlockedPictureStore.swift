import Database

/// An entry of the blocklist.
struct BlockedEntry: Sendable {
    let id: BlockedPictureID
    let look: Int64
    let why: String
    let at: Int64
    let by: Face
}

/// A picture on the site that looks like a listed one.
struct Likeness: Sendable {
    let post: PostID?
    let form: PostForm?
    let isRemoved: Bool
    let channel: Face
}

extension Transaction {
    func blockedCount() throws -> Int { try value("SELECT count(*) FROM blocked_pictures") ?? 0 }

    /// The pictures of a case's subject that have a look.
    func looks(
        ofPost post: PostID?, channel: ChannelID
    ) throws -> [(attachment: AttachmentID, look: Int64)] {
        try rows(
            """
            SELECT a.id, a.look
            FROM attachments AS a
            WHERE \(SQL.pictures(ofPost: post, channel: channel)) AND a.look IS NOT NULL
            ORDER BY a.position, a.id
            LIMIT \(Limits.casePictures)
            """
        ) { (attachment: $0[0], look: $0[1]) }
    }

    /// Listed once, whoever lists it again.
    func block(
        _ look: Int64, of attachment: AttachmentID, as id: BlockedPictureID, why: String,
        by actor: AccountID, at now: Int64
    ) throws {
        try run(
            """
            INSERT INTO blocked_pictures (id, look, why, attachment, listed_by, at)
            VALUES (\(id), \(look), \(why), \(attachment), \(actor), \(now))
            ON CONFLICT (look) DO NOTHING
            """)
    }

    func unblock(_ id: BlockedPictureID) throws -> Bool {
        try run("DELETE FROM blocked_pictures WHERE id = \(id)") == 1
    }

    /// The blocklist, newest entry first.
    func blocked(before key: BlockedPictureID, limit: Int) throws -> [BlockedEntry] {
        try rows("\(SQL.blocked) WHERE b.id < \(key) ORDER BY b.id DESC LIMIT \(limit)", BlockedEntry.init)
    }

    func blocked(_ id: BlockedPictureID) throws -> BlockedEntry? {
        try row("\(SQL.blocked) WHERE b.id = \(id)", BlockedEntry.init)
    }

    /// Pictures older than `key` that look like this one, of at most `Limits.looksCompared`; `next` is where
    /// the next look begins.
    func likenesses(
        of look: Int64, before key: AttachmentID
    ) throws -> (found: [Likeness], next: AttachmentID?) {
        var (alike, seen, last): ([AttachmentID], Int, AttachmentID?) = ([], 0, nil)
        let compared = try rows(
            """
            SELECT id, look
            FROM attachments
            WHERE look IS NOT NULL AND id < \(key)
            ORDER BY id DESC
            LIMIT \(Limits.looksCompared)
            """
        ) { (id: $0[0] as AttachmentID, look: $0[1] as Int64) }
        for picture in compared {
            seen += 1
            last = picture.id
            if PictureLook.distance(picture.look, look) <= Limits.blockedDistance { alike.append(picture.id) }
            if alike.count == Limits.likenessesShown { break }
        }
        let isEnd = seen == compared.count && compared.count < Limits.looksCompared
        return (try likenesses(alike), isEnd ? nil : last)
    }

    private func likenesses(_ ids: [AttachmentID]) throws -> [Likeness] {
        guard !ids.isEmpty else { return [] }
        return try rows(
            """
            SELECT p.id, p.form, p.state, \(SQL.faceColumns)
            FROM attachments AS a
            JOIN channels AS c ON c.id = a.owner
            LEFT JOIN attachments AS av ON av.id = c.avatar
            LEFT JOIN posts AS p ON p.id = a.post
            WHERE a.id IN \(list: ids)
            ORDER BY a.id DESC
            """
        ) { row in
            let state: PostState? = row[2]
            return Likeness(
                post: row[0], form: row[1], isRemoved: state == .removed, channel: Face(row, at: 3))
        }
    }
}

extension SQL {
    fileprivate static let blocked: SQL = """
        SELECT b.id, b.look, b.why, b.at, \(SQL.faceColumns)
        FROM blocked_pictures AS b
        JOIN channels AS c ON c.id = \(SQL.ownChannel(of: "b.listed_by"))
        LEFT JOIN attachments AS av ON av.id = c.avatar
        """
}

extension BlockedEntry {
    fileprivate init(_ row: Row) {
        self.init(id: row[0], look: row[1], why: row[2], at: row[3], by: Face(row, at: 4))
    }
}
