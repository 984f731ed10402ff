import Database
import Markup

extension Transaction {
    /// A video's moments as this viewer may see them. Whether they may see the video was settled before.
    ///
    /// One query, and none while the video has no comments.
    func moments(on video: Post, for viewer: ChannelID?) throws -> Moments {
        guard video.comments > 0 else { return Moments() }
        var words = MutedWordsReader()
        let read = try rows(
            """
            SELECT p.id, p.thread, p.moment, p.text, c.name, p.author, \(.mutedWords(of: viewer))
            FROM posts AS p
            JOIN channels AS c ON c.id = p.author
            WHERE p.root = \(video.id) AND p.moment IS NOT NULL AND p.state = 1
                AND \(.visible(to: viewer, by: .address)) AND \(.heard(by: viewer, "p.author"))
            ORDER BY p.moment, p.id
            LIMIT \(Limits.momentsListed + 1)
            """
        ) { row -> Moment? in
            let isOwn = row[5] as ChannelID == viewer
            let isQuiet = !isOwn && words.read(row[6])?.found(in: [row[3]]) != nil
            return isQuiet ? nil : Moment(row)
        }
        return Moments(
            listed: read.prefix(Limits.momentsListed).compactMap { $0 },
            hasMore: read.count > Limits.momentsListed)
    }

    /// How long the video is that somebody comments on; nil on any other post.
    func film(of answered: Answered) throws -> FilmTime? {
        guard answered.form == .video else { return nil }
        let milliseconds: Int64? = try value(
            """
            SELECT max(a.duration)
            FROM attachments AS a
            WHERE a.post = \(answered.root) AND a.kind = \(AttachmentKind.video)
            """)
        return milliseconds.map { FilmTime(milliseconds: $0) }
    }
}

extension Moment {
    fileprivate init(_ row: Row) {
        comment = row[0]
        thread = row[1] ?? row[0]
        time = FilmTime(milliseconds: row[2])
        words = Prose.excerpt(row[3], characters: Limits.momentCharacters)
        author = row[4]
    }
}
