import Database
import Markup

extension Transaction {
    /// The post if everybody may see it, in lists too; else `Missing`. Six queries at most.
    func publicPost(_ id: PostID) throws -> Post {
        guard let post = try visiblePost(id, for: nil), post.isForTheWorld else { throw Missing() }
        return post
    }

    /// A channel's newest public posts and videos, strictly newest first, with what its feeds offer to be
    /// fetched. At most `Limits.syndicatedPosts`, six queries; nil when no channel has this handle.
    func syndication(of handle: String) throws -> Syndication? {
        let folded = Folding.handle(handle)
        var channel: Channel?
        let found = try rows(Self.syndicated(folded)) { row -> SyndicatedFile in
            if channel == nil { channel = Channel(row, at: 0) }
            return SyndicatedFile(post: row[23], folder: row[24], name: row[25], bytes: row[26])
        }
        guard let channel else { return nil }
        var (ids, files): ([PostID], [String: [SyndicatedFile]]) = ([], [:])
        for file in found {
            guard let post = file.post else { continue }
            if ids.last != post { ids.append(post) }
            if let folder = file.folder { files[folder, default: []].append(file) }
        }
        return Syndication(channel: channel, posts: try posts(ids, for: nil), files: files)
    }

    /// One row a file: all sizes of a photograph, of a film its fast-start file alone.
    private static func syndicated(_ folded: String) -> SQL {
        """
        SELECT \(SQL.channelColumns), t.id, f.folder, f.name, b.bytes
        FROM channels AS c
        \(SQL.channelPictures)
        LEFT JOIN (
            SELECT p.id, p.author, p.place
            FROM posts AS p
            WHERE p.author = (SELECT k.id FROM channels AS k WHERE k.handle_folded = \(folded))
                AND p.root IS NULL AND p.state = 1 AND \(.visible(to: nil, by: .list))
            ORDER BY p.place DESC
            LIMIT \(Limits.syndicatedPosts)
        ) AS t ON t.author = c.id
        LEFT JOIN attachments AS a ON a.post = t.id
        LEFT JOIN renditions AS r ON r.attachment = a.id
        LEFT JOIN media_files AS f ON f.folder = a.folder AND (a.kind = 0 OR f.name = r.mp4)
        LEFT JOIN blobs AS b ON b.id = f.blob
        WHERE c.handle_folded = \(folded) AND c.suspended IS NULL
        ORDER BY t.place DESC, a.position, f.name
        """
    }

    // MARK: Site maps

    /// The days that have a public post or video, newest first: at most `Limits.sitemapDays`. One look into
    /// an index a day, whatever stands in it.
    func publicDays() throws -> [Int64] {
        try rows(
            """
            WITH RECURSIVE days (day) AS (
                SELECT (\(Self.newestPublic(below: "\(Place.newest)"))) / \(IdMaker.aDay)
                UNION ALL
                SELECT (\(Self.newestPublic(below: "d.day * \(IdMaker.aDay)"))) / \(IdMaker.aDay)
                FROM days AS d
                WHERE d.day IS NOT NULL
            )
            SELECT day
            FROM days
            WHERE day IS NOT NULL
            LIMIT \(Limits.sitemapDays)
            """
        ) { $0[0] }
    }

    private static func newestPublic(below place: SQL) -> SQL {
        """
        SELECT max(p.place)
        FROM posts AS p
        WHERE p.root IS NULL AND p.state = 1 AND \(.visible(to: nil, by: .list))
            AND p.place > 0 AND p.place < \(place)
        """
    }

    /// What a day published for everybody, newest first: at most `Limits.sitemapPosts`. A channel stands
    /// beside the newest of its public posts, so on one day only.
    func publicPosts(ofDay day: Int64) throws -> [SitemapEntry] {
        try rows(
            """
            SELECT p.id, p.form, p.published, p.edited, c.handle, NOT EXISTS (
                SELECT 1
                FROM posts AS n
                WHERE n.author = p.author AND n.place > p.place AND n.root IS NULL AND n.state = 1
                    AND n.audience = 0)
            FROM posts AS p
            JOIN channels AS c ON c.id = p.author
            WHERE p.root IS NULL AND p.state = 1 AND \(.visible(to: nil, by: .list))
                AND p.place > 0 AND p.place >= \(day * IdMaker.aDay) AND p.place < \((day + 1) * IdMaker.aDay)
            ORDER BY p.place DESC
            LIMIT \(Limits.sitemapPosts)
            """
        ) { row in
            SitemapEntry(
                id: row[0], form: row[1], changed: max(row[2] as Int64, row[3] as Int64? ?? 0),
                newestOf: row[5] ? row[4] : nil)
        }
    }
}

extension Limits {
    /// What a feed reader that looks once a day needs of a channel at its busiest.
    static let syndicatedPosts = 20
    /// The protocol allows 50,000 in an index (sitemaps.org); days since 2025 will be fewer for a century.
    static let sitemapDays = 40_000
    /// Each may bring its channel with it, and 50,000 addresses are allowed in a file.
    static let sitemapPosts = 20_000
}
