import Database

extension Transaction {
    func insert(
        _ attachment: Attachment, owner: ChannelID, look: PictureLook, bytes: Int64, now: Int64
    ) throws {
        let picture = attachment.picture
        try run(
            """
            INSERT INTO attachments (id, owner, post, kind, folder, widths, width, height, blurhash, look, \
            tone,
                alt, duration, bytes, created)
            VALUES (\(attachment.id), \(owner), \(attachment.post), \(attachment.kind), \(picture.folder),
                \(picture.files), \(picture.width), \(picture.height), \(look.blurhash), \(look.hash),
                \(picture.tone), \(picture.alt), \(picture.duration), \(bytes), \(now))
            """)
    }

    /// Uploads of this owner that still wait for a post, in the order asked for.
    func waitingPhotos(
        _ ids: [AttachmentID], of owner: ChannelID, kind: AttachmentKind = .photo
    ) throws -> [Attachment] {
        guard !ids.isEmpty else { return [] }
        let found = try rows(
            """
            SELECT id, post, kind, folder, widths, width, height, tone, alt, duration
            FROM attachments
            WHERE id IN \(list: ids) AND owner = \(owner) AND post IS NULL AND kind = \(kind)
            """, Attachment.init)
        return ids.compactMap { id in found.first { $0.id == id } }
    }

    /// What nobody took for a post since this time, and no saved draft names: at most a hundred at once.
    func abandonedAttachments(unclaimedBefore: Int64, limit: Int = 100) throws -> [Attachment] {
        try rows(
            """
            SELECT a.id, a.post, a.kind, a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration
            FROM attachments AS a
            WHERE a.post IS NULL AND a.created < \(unclaimedBefore) AND a.kind IN (0, 1, 3)
                AND NOT EXISTS (SELECT 1 FROM draft_pictures AS d WHERE d.attachment = a.id)
            ORDER BY a.created
            LIMIT \(limit)
            """, Attachment.init)
    }

    /// The attachments of a post, whatever became of it.
    func attachments(of post: PostID) throws -> [Attachment] {
        try rows(
            """
            SELECT id, post, kind, folder, widths, width, height, tone, alt, duration
            FROM attachments
            WHERE post = \(post)
            """, Attachment.init)
    }

    /// Takes an attachment back with all its names. The blobs go when nothing names them any more.
    func forget(_ attachment: Attachment, now: Int64) throws {
        let folder = attachment.picture.folder
        try forgetMedia(try mediaNames(in: folder), in: folder, now: now)
        try run("DELETE FROM captions WHERE attachment = \(attachment.id)")
        try run("DELETE FROM draft_pictures WHERE attachment = \(attachment.id)")
        try run("DELETE FROM renditions WHERE attachment = \(attachment.id)")
        try run("DELETE FROM attachments WHERE id = \(attachment.id)")
    }

    /// A replaced avatar or banner, that no channel shows.
    func unusedAdornments(before: Int64, limit: Int = 100) throws -> [Attachment] {
        try rows(
            """
            SELECT a.id, a.post, a.kind, a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration
            FROM attachments AS a
            WHERE a.kind = 2 AND a.post IS NULL AND a.created < \(before)
                AND NOT EXISTS (SELECT 1 FROM channels AS c WHERE c.avatar = a.id OR c.banner = a.id)
                AND NOT EXISTS (SELECT 1 FROM link_cards AS l WHERE l.picture = a.id)
            LIMIT \(limit)
            """, Attachment.init)
    }
}
