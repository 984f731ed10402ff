import Database

extension Schema {
    /// Media for real: resumable uploads, files by content, renditions of videos, captions.
    ///
    /// A blob is content, stored once; a media file is a name in an attachment's folder that stands for a
    /// blob. What pages show are names, so replacing or deleting never touches another post's content.
    static let media = Migration(3, "media", blobTables + uploadTables + videoTables)

    private static let blobTables: [SQL] = [
        // state 0: on its way, 1: here, 2: condemned, its file is being taken away and it is never named
        // again.
        // `touched` is when it was last named: what nothing names is condemned a day later.
        """
        CREATE TABLE blobs (
            id \(type: .id),
            key \(type: .text) NOT NULL UNIQUE,
            hash \(type: .text) NOT NULL,
            bytes \(type: .int) NOT NULL,
            state \(type: .int) NOT NULL,
            touched \(type: .int) NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX blobs_by_hash ON blobs (hash) WHERE state = 1",
        "CREATE INDEX blobs_by_touch ON blobs (touched)",
        """
        CREATE TABLE media_files (
            folder \(type: .text) NOT NULL,
            name \(type: .text) NOT NULL,
            blob \(type: .int) NOT NULL REFERENCES blobs (id),
            PRIMARY KEY (folder, name)
        )
        """,
        // What was there before names were; taken over at the next start.
        "CREATE TABLE media_to_adopt (attachment \(type: .id))",
        "INSERT INTO media_to_adopt (attachment) SELECT id FROM attachments",
        "CREATE INDEX media_files_of_blob ON media_files (blob)",
        "CREATE UNIQUE INDEX attachments_by_folder ON attachments (folder)",
        "CREATE INDEX attachments_of_owner ON attachments (owner, bytes)",
    ]

    private static let uploadTables: [SQL] = [
        // `key` is the address's secret part; `arrived` is the tus offset that is safe on the disk.
        """
        CREATE TABLE uploads (
            id \(type: .id),
            key \(type: .text) NOT NULL UNIQUE,
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            filename \(type: .text) NOT NULL,
            bytes \(type: .int) NOT NULL,
            arrived \(type: .int) NOT NULL DEFAULT 0,
            created \(type: .int) NOT NULL,
            expires \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX uploads_of_account ON uploads (account, expires)",
        "CREATE INDEX uploads_by_expiry ON uploads (expires)",
    ]

    private static let videoTables: [SQL] = [
        // One row for each attachment that is a moving picture. `steps` are played, `made` is what this
        // version has so far, both JSON; `choices` says how many pictures a thumbnail may be chosen from.
        """
        CREATE TABLE renditions (
            attachment \(type: .int) PRIMARY KEY REFERENCES attachments (id),
            state \(type: .int) NOT NULL,
            filename \(type: .text) NOT NULL DEFAULT '',
            source_bytes \(type: .int) NOT NULL DEFAULT 0,
            planned \(type: .text) NOT NULL DEFAULT '',
            version \(type: .int) NOT NULL DEFAULT 1,
            made \(type: .text) NOT NULL DEFAULT '[]',
            steps \(type: .text) NOT NULL DEFAULT '[]',
            percent \(type: .int) NOT NULL DEFAULT 0,
            seconds_left \(type: .int),
            problem \(type: .text),
            mp4 \(type: .text),
            storyboard \(type: .text),
            choices \(type: .int) NOT NULL DEFAULT 0
        )
        """,
        """
        CREATE TABLE captions (
            attachment \(type: .int) NOT NULL REFERENCES attachments (id),
            language \(type: .text) NOT NULL,
            label \(type: .text) NOT NULL,
            name \(type: .text) NOT NULL,
            PRIMARY KEY (attachment, language)
        )
        """,
        // A picture's look in 64 bits, for finding copies; NULL for one of one colour.
        "ALTER TABLE attachments ADD COLUMN look \(type: .int)",
        // How long a clip may be: of a tier, like its other limits.
        "ALTER TABLE tiers ADD COLUMN clip_seconds \(type: .int) NOT NULL DEFAULT 60",
        "ALTER TABLE posts ADD COLUMN category \(type: .int) NOT NULL DEFAULT 0",
        "ALTER TABLE posts ADD COLUMN tags \(type: .text) NOT NULL DEFAULT ''",
    ]
}
