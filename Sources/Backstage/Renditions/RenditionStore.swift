import Database
import Foundation

extension Transaction {
    /// A film waits for its post: its source has its name, and the work is queued.
    func insert(_ film: NewFilm, for post: PostID, alt: String, owner: ChannelID, _ app: App) throws {
        var picture = film.attachment.picture
        picture.alt = alt
        let attachment = Attachment(id: film.attachment.id, post: post, kind: .video, picture: picture)
        try insert(attachment, owner: owner, look: .unknown, bytes: film.source.bytes, now: app.clock.now())
        try name([NewMediaFile(name: Rendition.source, blob: film.source)], in: picture.folder)
        try run(
            """
            INSERT INTO renditions (attachment, state, filename, source_bytes)
            VALUES (\(attachment.id), 0, \(film.filename), \(film.source.bytes))
            """)
        try queue(PrepareVideo(attachment: attachment.id), app)
    }

    func rendition(of attachment: AttachmentID) throws -> Rendition? {
        try renditions(of: [attachment]).first
    }

    func renditions(of attachments: [AttachmentID]) throws -> [Rendition] {
        guard !attachments.isEmpty else { return [] }
        return try rows(
            """
            SELECT \(Rendition.columns)
            FROM renditions AS r
            WHERE r.attachment IN \(list: attachments)
            """
        ) { try Rendition($0, at: 0) }
    }

    /// The film, whose it is and where it hangs; nil when it is gone.
    func filmWork(_ attachment: AttachmentID) throws -> FilmWork? {
        guard let rendition = try rendition(of: attachment) else { return nil }
        return try row(
            """
            SELECT a.id, a.post, a.kind, a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration,
                a.owner
            FROM attachments AS a
            JOIN posts AS p ON p.id = a.post
            WHERE a.id = \(attachment) AND p.state <> 4
            """
        ) { row in
            FilmWork(attachment: Attachment(row), owner: row[10], rendition: rendition)
        }
    }

    func plan(_ heights: [Int], of attachment: AttachmentID) throws {
        let planned = heights.map(String.init).joined(separator: ",")
        try run(
            """
            UPDATE renditions
            SET state = 1, planned = \(planned), problem = NULL
            WHERE attachment = \(attachment)
            """)
    }

    func setProgress(_ percent: Int, secondsLeft: Int64?, of attachment: AttachmentID) throws {
        try run(
            """
            UPDATE renditions
            SET percent = \(percent), seconds_left = \(secondsLeft)
            WHERE attachment = \(attachment) AND state = 1
            """)
    }

    /// What this version has so far.
    func setMade(_ made: [Rendition.Step], of attachment: AttachmentID) throws {
        let text = String(decoding: try JSONEncoder().encode(made), as: UTF8.self)
        try run("UPDATE renditions SET made = \(text) WHERE attachment = \(attachment)")
    }

    /// From now on this version is played.
    func play(_ mp4: String, of attachment: AttachmentID) throws {
        try run("UPDATE renditions SET steps = made, mp4 = \(mp4) WHERE attachment = \(attachment)")
    }

    /// The film is made anew beside the version that is played.
    func beginVersion(of attachment: AttachmentID) throws {
        try run(
            """
            UPDATE renditions
            SET version = version + 1, made = '[]', state = 0, percent = 0, seconds_left = NULL,
                problem = NULL
            WHERE attachment = \(attachment)
            """)
    }

    func setBoard(_ board: Rendition.Board, of attachment: AttachmentID) throws {
        let text = String(decoding: try JSONEncoder().encode(board), as: UTF8.self)
        try run("UPDATE renditions SET storyboard = \(text) WHERE attachment = \(attachment)")
    }

    func setState(_ state: Rendition.State, problem: Word? = nil, of attachment: AttachmentID) throws {
        try run(
            """
            UPDATE renditions
            SET state = \(state), problem = \(problem?.key), percent = \(state == .ready ? 100 : 0),
                seconds_left = NULL
            WHERE attachment = \(attachment)
            """)
    }

    func setChoices(_ count: Int, of attachment: AttachmentID) throws {
        try run("UPDATE renditions SET choices = \(count) WHERE attachment = \(attachment)")
    }

    /// The picture that stands for a film.
    func setPoster(_ picture: Picture, look: PictureLook, of attachment: AttachmentID) throws {
        try run(
            """
            UPDATE attachments
            SET widths = \(picture.files), width = \(picture.width), height = \(picture.height),
                blurhash = \(look.blurhash), look = \(look.hash), tone = \(picture.tone),
                duration = \(picture.duration)
            WHERE id = \(attachment)
            """)
    }

    /// What a film takes up in the store, all its names together.
    func countBytes(of attachment: Attachment) throws {
        try run(
            """
            UPDATE attachments
            SET bytes = coalesce((
                SELECT CAST(sum(b.bytes) AS \(type: .int))
                FROM media_files AS f
                JOIN blobs AS b ON b.id = f.blob
                WHERE f.folder = \(attachment.picture.folder)), 0)
            WHERE id = \(attachment.id)
            """)
    }

    /// Finished films after this one, of one post or of all, and whether they can be made anew.
    func films(
        after last: AttachmentID, of post: PostID?, limit: Int
    ) throws -> [(id: AttachmentID, hasSource: Bool)] {
        try rows(
            """
            SELECT r.attachment, EXISTS (
                SELECT 1 FROM media_files AS f WHERE f.folder = a.folder AND f.name = 'source')
            FROM renditions AS r
            JOIN attachments AS a ON a.id = r.attachment
            WHERE r.attachment > \(last) AND r.state IN (2, 3)
                AND a.post = coalesce(\(post), a.post)
            ORDER BY r.attachment
            LIMIT \(limit)
            """
        ) { (id: $0[0], hasSource: $0[1]) }
    }
}

/// A film to be made playable.
struct FilmWork: Sendable {
    let attachment: Attachment
    let owner: ChannelID
    let rendition: Rendition

    var folder: String { attachment.picture.folder }
}

extension Rendition {
    /// Of `renditions AS r`.
    static let columns: SQL = """
        r.attachment, r.state, r.filename, r.source_bytes, r.planned, r.steps, r.percent, r.seconds_left,
        r.problem, r.mp4, r.storyboard, r.choices, r.version, r.made
        """

    /// Those columns, from `first` on.
    init(_ row: Row, at first: Int) throws {
        let (steps, made): (String, String) = (row[first + 5], row[first + 13])
        let (heights, board): (String, String?) = (row[first + 4], row[first + 10])
        self.init(
            attachment: row[first], state: row[first + 1], filename: row[first + 2],
            sourceBytes: row[first + 3], planned: heights.split(separator: ",").compactMap { Int($0) },
            version: row[first + 12], made: try JSONDecoder().decode([Step].self, from: Data(made.utf8)),
            steps: try JSONDecoder().decode([Step].self, from: Data(steps.utf8)), percent: row[first + 6],
            secondsLeft: row[first + 7], problem: row[first + 8], mp4: row[first + 9],
            storyboard: try board.map { try JSONDecoder().decode(Board.self, from: Data($0.utf8)) },
            choices: row[first + 11])
    }
}
