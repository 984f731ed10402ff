import Database

extension Transaction {
    func insert(_ upload: ResumableUpload, now: Int64) throws {
        try run(
            """
            INSERT INTO uploads (id, key, account, filename, bytes, arrived, created, expires)
            VALUES (\(upload.id), \(upload.key), \(upload.account), \(upload.filename), \(upload.bytes), 0, \
            \(now),
                \(upload.expires))
            """)
    }

    /// Somebody else's upload does not exist.
    func upload(_ key: String, of account: AccountID, now: Int64) throws -> ResumableUpload? {
        try row(
            """
            SELECT id, key, account, filename, bytes, arrived, expires
            FROM uploads
            WHERE key = \(key) AND account = \(account) AND expires > \(now)
            """, ResumableUpload.init)
    }

    /// So many bytes are safe, and the upload's day begins anew. False when it is gone, or does not stand
    /// where it was found to.
    func move(_ upload: ResumableUpload, to moved: ResumableUpload) throws -> Bool {
        try run(
            """
            UPDATE uploads
            SET arrived = \(moved.arrived), expires = \(moved.expires)
            WHERE id = \(upload.id) AND arrived = \(upload.arrived)
            """) == 1
    }

    /// The upload is used up, or unwanted. False when it was not there.
    func forgetUpload(_ key: String) throws -> Bool {
        try run("DELETE FROM uploads WHERE key = \(key)") == 1
    }

    /// The same, unless somebody has gone on with it meanwhile.
    func forgetUpload(_ key: String, expiredBy now: Int64) throws -> Bool {
        try run("DELETE FROM uploads WHERE key = \(key) AND expires <= \(now)") == 1
    }

    func expiredUploads(now: Int64, limit: Int) throws -> [String] {
        try rows(
            """
            SELECT key
            FROM uploads
            WHERE expires <= \(now)
            ORDER BY expires
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// Of these keys, those of uploads.
    func knownUploads(_ keys: [String]) throws -> Set<String> {
        var known: Set<String> = []
        for key in keys {
            let found: String? = try value("SELECT key FROM uploads WHERE key = \(key)")
            if let found { known.insert(found) }
        }
        return known
    }

    /// Whose storage a channel's files count for.
    func ownerAccount(of channel: ChannelID) throws -> AccountID? {
        try value("SELECT \(SQL.firstOwner(of: "\(channel)"))")
    }

    /// One statement: a look into the index of its channels' attachments, and one into its few uploads.
    func storage(of account: AccountID, now: Int64) throws -> StorageUse {
        let use = try row(
            """
            SELECT (
                SELECT CAST(coalesce(sum(a.bytes), 0) AS \(type: .int))
                FROM channel_people AS r
                JOIN attachments AS a ON a.owner = r.channel
                WHERE r.account = \(account) AND r.account = \(SQL.firstOwner(of: "r.channel"))
            ), CAST(coalesce(sum(bytes), 0) AS \(type: .int)), count(*)
            FROM uploads
            WHERE account = \(account) AND expires > \(now)
            """
        ) { StorageUse(stored: $0[0], unfinished: $0[1], uploads: $0[2]) }
        return use ?? StorageUse(stored: 0, unfinished: 0, uploads: 0)
    }
}

extension ResumableUpload {
    fileprivate init(_ row: Row) {
        self.init(
            id: row[0], key: row[1], account: row[2], filename: row[3], bytes: row[4], arrived: row[5],
            expires: row[6])
    }
}
