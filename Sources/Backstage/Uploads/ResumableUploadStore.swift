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

    /// So many bytes are safe. False when somebody else has moved it meanwhile.
    func advance(_ upload: ResumableUpload, from old: Int64, to arrived: Int64, expires: Int64) throws -> Bool
    {
        try run(
            """
            UPDATE uploads
            SET arrived = \(arrived), expires = \(expires)
            WHERE id = \(upload.id) AND arrived = \(old)
            """) == 1
    }

    /// The upload is used up, or unwanted. False when it was not there.
    func forgetUpload(_ key: String) throws -> Bool {
        try run("DELETE FROM uploads WHERE key = \(key)") == 1
    }

    /// At most a hundred.
    func expiredUploads(now: Int64) throws -> [String] {
        try rows("SELECT key FROM uploads WHERE expires <= \(now) ORDER BY expires LIMIT 100") { $0[0] }
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

    func storage(of account: AccountID, now: Int64) throws -> StorageUse {
        let stored: Int64? = try value(
            """
            SELECT CAST(coalesce(sum(a.bytes), 0) AS \(type: .int))
            FROM channel_people AS r
            JOIN attachments AS a ON a.owner = r.channel
            WHERE r.account = \(account) AND r.role = 0
            """)
        return try row(
            """
            SELECT CAST(coalesce(sum(bytes), 0) AS \(type: .int)), count(*)
            FROM uploads
            WHERE account = \(account) AND expires > \(now)
            """
        ) { StorageUse(stored: stored ?? 0, unfinished: $0[0], uploads: $0[1]) }
            ?? StorageUse(stored: 0, unfinished: 0, uploads: 0)
    }
}

extension ResumableUpload {
    fileprivate init(_ row: Row) {
        self.init(
            id: row[0], key: row[1], account: row[2], filename: row[3], bytes: row[4], arrived: row[5],
            expires: row[6])
    }
}
