import Database

extension Transaction {
    func insert(
        _ attachment: Attachment, owner: ChannelID, blurhash: String, bytes: Int, now: Int64,
        post: PostID? = nil
    ) throws {
        let picture = attachment.picture
        let widths = picture.widths.map(String.init).joined(separator: ",")
        try run(
            """
            INSERT INTO attachments (id, owner, post, kind, folder, widths, width, height, blurhash, tone, \
            alt,
                duration, bytes, created)
            VALUES (\(attachment.id), \(owner), \(post), \(attachment.kind), \(picture.folder), \(widths),
                \(picture.width), \(picture.height), \(blurhash), \(picture.tone), \(picture.alt),
                \(picture.duration), \(bytes), \(now))
            """)
    }

    /// Uploads of this owner that still wait for a post, in the order asked for.
    func waitingPhotos(_ ids: [AttachmentID], of owner: ChannelID) throws -> [Attachment] {
        guard !ids.isEmpty else { return [] }
        let found = try rows(
            """
            SELECT id, post, kind, folder, widths, width, height, tone, alt, duration
            FROM attachments
            WHERE id IN \(list: ids) AND owner = \(owner) AND post IS NULL AND kind = 0
            """, Attachment.init)
        return ids.compactMap { id in found.first { $0.id == id } }
    }

    /// Photographs that nobody took for a post since this time: at most a hundred at once.
    func unclaimedPhotos(before time: Int64) throws -> [Attachment] {
        try rows(
            """
            SELECT id, post, kind, folder, widths, width, height, tone, alt, duration
            FROM attachments
            WHERE post IS NULL AND created < \(time) AND kind = 0
            ORDER BY created
            LIMIT 100
            """, Attachment.init)
    }

    func forgetAttachment(_ id: AttachmentID) throws -> Bool {
        try run("DELETE FROM attachments WHERE id = \(id) AND post IS NULL AND kind = 0") == 1
    }
}
