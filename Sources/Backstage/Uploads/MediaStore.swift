import Database

/// Blobs and the names that stand for them.
extension Transaction {
    /// The blob with this content, if there is one, safe for another day.
    func touchBlob(hash: String, now: Int64) throws -> Blob? {
        try row(
            """
            UPDATE blobs
            SET touched = \(now)
            WHERE hash = \(hash) AND state = 1
            RETURNING id, key, bytes
            """, Blob.init)
    }

    func announce(_ blob: Blob, hash: String, now: Int64) throws {
        try run(
            """
            INSERT INTO blobs (id, key, hash, bytes, state, touched)
            VALUES (\(blob.id), \(blob.key), \(hash), \(blob.bytes), 0, \(now))
            """)
    }

    /// Its file is there. The same content may have arrived beside it: then that one is used, and this one
    /// swept.
    func arrive(_ blob: Blob, hash: String, now: Int64) throws -> Blob {
        try lock(Self.lockNumber(hash))
        if let other = try touchBlob(hash: hash, now: now) { return other }
        try run("UPDATE blobs SET state = 1, touched = \(now) WHERE id = \(blob.id)")
        return blob
    }

    /// Gives blobs their names in a folder. A name that stands for something already keeps it: what a name
    /// shows never changes. Throws `BlobGone` when a blob was swept meanwhile, which takes a day.
    func name(_ files: [NewMediaFile], in folder: String) throws {
        for file in files {
            try lock(file.blob.id.raw)
            let isHere: Int64? = try value("SELECT id FROM blobs WHERE id = \(file.blob.id) AND state = 1")
            guard isHere != nil else { throw BlobGone(key: file.blob.key) }
            try run(
                """
                INSERT INTO media_files (folder, name, blob)
                VALUES (\(folder), \(file.name), \(file.blob.id))
                ON CONFLICT (folder, name) DO NOTHING
                """)
        }
    }

    /// Takes names back. What no name stands for any more is condemned a day later.
    func forgetMedia(_ names: [String], in folder: String, now: Int64) throws {
        for name in names {
            try run(
                """
                UPDATE blobs
                SET touched = \(now)
                WHERE id = (SELECT blob FROM media_files WHERE folder = \(folder) AND name = \(name))
                """)
            try run("DELETE FROM media_files WHERE folder = \(folder) AND name = \(name)")
        }
    }

    func mediaNames(in folder: String) throws -> [String] {
        try rows("SELECT name FROM media_files WHERE folder = \(folder) ORDER BY name LIMIT 1000") { $0[0] }
    }

    func mediaBlob(_ name: String, in folder: String) throws -> Blob? {
        try row(
            """
            SELECT b.id, b.key, b.bytes
            FROM media_files AS f
            JOIN blobs AS b ON b.id = f.blob
            WHERE f.folder = \(folder) AND f.name = \(name)
            """, Blob.init)
    }

    /// The blob behind an address, and whether everybody may read it: an avatar, or what hangs on a post that
    /// whoever has its address may see.
    func servedBlob(_ name: String, in folder: String) throws -> (blob: Blob, isOpen: Bool)? {
        try row(
            """
            SELECT b.id, b.key, b.bytes, (a.kind = 2 AND NOT EXISTS (
                SELECT 1
                FROM channels AS c
                WHERE c.id = a.owner AND c.suspended IS NOT NULL)) OR EXISTS (
                SELECT 1
                FROM posts AS p
                WHERE p.id = a.post AND p.state = 1 AND \(.visible(to: nil, by: .address))
                    AND (p.root IS NULL OR EXISTS (SELECT 1 FROM posts AS t WHERE t.id = p.root AND t.state \
                    = 1)))
            FROM media_files AS f
            JOIN blobs AS b ON b.id = f.blob
            JOIN attachments AS a ON a.folder = f.folder
            WHERE f.folder = \(folder) AND f.name = \(name)
            """
        ) { (blob: Blob($0), isOpen: $0[3]) }
    }

    /// Whether this viewer may read what hangs in a folder that is not open: its own uploads, and what
    /// hangs on a post it may see, or on a comment its own posts hold or have lost. The site's moderators see
    /// what was reported.
    func mayRead(_ folder: String, _ viewer: ChannelID, isStaff: Bool = false) throws -> Bool {
        let reported: SQL = """
            OR EXISTS (SELECT 1 FROM report_cases AS k WHERE k.post = a.post OR (
                a.kind = 2 AND k.post IS NULL AND k.channel = a.owner))
            """
        let orReported: SQL = isStaff ? reported : ""
        let found: Int64? = try value(
            """
            SELECT a.id
            FROM attachments AS a
            LEFT JOIN posts AS p ON p.id = a.post
            WHERE a.folder = \(folder) AND ((a.owner = \(viewer) AND (p.id IS NULL OR p.state <> 4))
                OR ((p.state = 3 OR (p.state = 4 AND p.removed_why IS NOT NULL AND p.decision IS NULL)) AND \
                p.host = \(viewer)) OR (
                p.state = 1 AND \(.visible(to: viewer, by: .address)) AND (p.root IS NULL OR EXISTS (
                    SELECT 1 FROM posts AS t WHERE t.id = p.root AND t.state = 1)))
                \(orReported))
            """)
        return found != nil
    }

    // MARK: Upkeep

    /// Condemns blobs that nothing names and nobody touched since then: at most a hundred, to be taken away.
    func condemn(before: Int64) throws -> [Blob] {
        let found = try rows(
            """
            SELECT b.id, b.key, b.bytes
            FROM blobs AS b
            WHERE b.touched < \(before) AND (b.state <> 1 OR NOT EXISTS (
                SELECT 1 FROM media_files AS f WHERE f.blob = b.id))
            ORDER BY b.touched
            LIMIT 100
            """, Blob.init)
        return try found.filter { blob in
            // Held against whoever names it at this moment.
            try lock(blob.id.raw)
            let condemned = try run(
                """
                UPDATE blobs
                SET state = 2
                WHERE id = \(blob.id) AND touched < \(before) AND NOT EXISTS (
                    SELECT 1 FROM media_files AS f WHERE f.blob = \(blob.id))
                """)
            return condemned == 1
        }
    }

    func forgetBlob(_ id: BlobID) throws {
        try run("DELETE FROM blobs WHERE id = \(id) AND state = 2")
    }

    /// Blobs after this one in the order of their keys: at most `limit`.
    func blobs(after key: String, limit: Int) throws -> [(blob: Blob, isHere: Bool)] {
        try rows(
            """
            SELECT id, key, bytes, state = 1
            FROM blobs
            WHERE key > \(key)
            ORDER BY key
            LIMIT \(limit)
            """
        ) { (blob: Blob($0), isHere: $0[3]) }
    }

    func hasBlob(key: String) throws -> Bool {
        let found: BlobID? = try value("SELECT id FROM blobs WHERE key = \(key)")
        return found != nil
    }

    /// The names that stand for a blob.
    func mediaNames(of blob: BlobID) throws -> [String] {
        try rows("SELECT folder, name FROM media_files WHERE blob = \(blob) ORDER BY folder, name LIMIT 1000")
        {
            "\($0[0] as String)/\($0[1] as String)"
        }
    }

    /// A lock's number for a hash: its first 60 bits.
    private static func lockNumber(_ hash: String) -> Int64 { Int64(hash.prefix(15), radix: 16) ?? 0 }
}

extension Transaction {
    /// Attachments that were there before names were.
    func attachmentsToAdopt(limit: Int) throws -> [Attachment] {
        try rows(
            """
            SELECT a.id, a.post, a.kind, a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration
            FROM media_to_adopt AS m
            JOIN attachments AS a ON a.id = m.attachment
            ORDER BY a.id
            LIMIT \(limit)
            """, Attachment.init)
    }

    func markAdopted(_ attachment: Attachment, film: String?) throws {
        try run("DELETE FROM media_to_adopt WHERE attachment = \(attachment.id)")
        guard attachment.kind == .video else { return }
        try run(
            """
            INSERT INTO renditions (attachment, state, percent, mp4)
            VALUES (\(attachment.id), 2, 100, \(film))
            ON CONFLICT (attachment) DO NOTHING
            """)
    }
}

/// A blob was swept before a transaction named it.
struct BlobGone: Error { let key: String }

extension Blob {
    fileprivate init(_ row: Row) { self.init(id: row[0], key: row[1], bytes: row[2]) }
}
