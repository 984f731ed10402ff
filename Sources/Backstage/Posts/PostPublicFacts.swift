import Markup

extension Post {
    /// A post of its own that everybody may see, in lists too: the only kind that other sites are told of.
    var isForTheWorld: Bool { audience == .everyone && root == nil && state == .published }

    /// What its page says to the world; nil where not everybody may see it. `film` is its fast-start file, if
    /// it has a film that can be played.
    func publicFacts(film: Link?, _ settings: Settings) -> PublicFacts? {
        guard isForTheWorld else { return nil }
        let (shown, clip) = (picture, attachments.first { $0.kind == .video })
        let size = EmbedSize(of: self)
        return PublicFacts(
            kind: form == .video ? .video : .article, title: title.isEmpty ? headline : title,
            description: Prose.excerpt(description, characters: Limits.cardDescriptionCharacters), link: link,
            author: author, picture: shown,
            film: film.map { file in
                PublicFacts.Film(
                    file: file, embed: .embed(id), width: size.width, height: size.height,
                    milliseconds: clip?.picture.duration ?? 0)
            },
            published: published, edited: edited,
            structured: StructuredPost(post: self, film: film, settings: settings).text)
    }

    /// One line that stands for it where titles stand.
    var headline: String {
        if !title.isEmpty { return title }
        let words = Prose.excerpt(text, characters: Limits.headlineCharacters)
        if !words.isEmpty { return words }
        let alt = attachments.lazy.map(\.picture.alt).first { !$0.isEmpty } ?? ""
        return alt.isEmpty ? author.name : Prose.excerpt(alt, characters: Limits.headlineCharacters)
    }

    /// What it says, in plain words: a poll's answers stand after its question. Never which one is right.
    var description: String {
        guard let poll else { return text }
        return ([text] + [poll.options.map(\.text).joined(separator: " · ")]).joined(separator: "\n")
    }

    /// The picture that stands for it: its first photograph, its film's, its link's. Nil while there is none.
    var picture: Picture? {
        let own = attachments.first { $0.kind == .photo || $0.kind == .video }?.picture ?? linkCard?.picture
        return own.flatMap { $0.widths.isEmpty ? nil : $0 }
    }
}

extension Limits {
    /// A title in a feed reader's list, or above a card: one line of it.
    static let headlineCharacters = 80
}
