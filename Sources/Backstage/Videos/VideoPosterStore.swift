import Database
import MediaTools

/// A picture that a creator chose to stand for a video, in the store and not yet named.
struct NewPoster: Sendable {
    let picture: Picture
    let look: PictureLook
    let files: [NewMediaFile]
}

/// Captions in the store and not yet named.
struct NewCaptions: Sendable {
    let language: VideoLanguage
    let file: NewMediaFile
}

extension Transaction {
    func set(_ poster: NewPoster, of video: Attachment) throws {
        try name(poster.files, in: video.picture.folder)
        try setPoster(poster.picture, look: poster.look, of: video.id)
    }

    /// Replaces those of the same language.
    func set(_ captions: NewCaptions, of video: Attachment) throws {
        try name([captions.file], in: video.picture.folder)
        let language = captions.language
        try run(
            """
            INSERT INTO captions (attachment, language, label, name)
            VALUES (\(video.id), \(language.rawValue), \(language.ownName), \(captions.file.name))
            ON CONFLICT (attachment, language) DO UPDATE
            SET label = excluded.label, name = excluded.name
            """)
    }

    func removeCaptions(_ language: VideoLanguage, of video: Attachment, now: Int64) throws {
        let name: String? = try value(
            "SELECT name FROM captions WHERE attachment = \(video.id) AND language = \(language.rawValue)")
        guard let name else { return }
        try run("DELETE FROM captions WHERE attachment = \(video.id) AND language = \(language.rawValue)")
        try forgetMedia([name], in: video.picture.folder, now: now)
    }

    /// By language: as many as there are languages.
    func captions(of video: AttachmentID) throws -> [(language: String, label: String, name: String)] {
        try rows(
            """
            SELECT language, label, name
            FROM captions
            WHERE attachment = \(video)
            ORDER BY language
            LIMIT 100
            """
        ) { (language: $0[0], label: $0[1], name: $0[2]) }
    }

    /// What only a video's own pages need of it: its tags and its category.
    func videoKind(of post: PostID) throws -> (tags: String, category: VideoCategory) {
        try row("SELECT tags, category FROM posts WHERE id = \(post)") { row in
            let category: VideoCategory? = row[1]
            return (tags: row[0] as String, category: category ?? .other)
        } ?? ("", .other)
    }

    func change(
        _ video: PostID, title: String, audience: Audience, tags: [String], _ draft: VideoDraft
    ) throws {
        try run(
            """
            UPDATE posts
            SET title = \(title), audience = \(audience), language = \(draft.language?.rawValue),
                tags = \(tags.joined(separator: ",")), category = \(draft.category)
            WHERE id = \(video)
            """)
    }
}
