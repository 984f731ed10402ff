import Markup

/// One line of the inbox: who, what, when, and the picture it is about. The whole line is a link to it.
struct NoteView {
    let note: Note
    let isNew: Bool
    let visit: Visit

    var html: HTML {
        """
        <li><a class="note\(isNew ? " note--new" : "")" href="\(url: link.path)"><span class="note__face">\
        \(Avatar(face: note.actor, size: .post).image)\(icon.html)</span>\
        <p>\(sentence)\(quote)\(reason)<br><small>\(time)\(isNew ? newMark : nil)</small></p>\(thumb)</a></li>

        """
    }

    private var link: Link {
        if let post = note.post {
            // It stands nowhere else any more, and says there what happened to it.
            return note.subject == .told(.commentRemoved) ? .post(post.id) : post.link
        }
        return switch note.subject {
        case .told(.unlocked): .studio
        case .told(.siteDecision), .told(.appealDecided): .decisions
        default: .channel(note.actor.handle)
        }
    }

    private var icon: Icon {
        switch note.subject {
        case .post: .text
        case .video: .video
        case .told(let kind):
            switch kind {
            case .comment, .reply: .comment
            case .mention: .chat
            case .like, .heart: .heart
            case .pollClosed: .poll
            case .subscriber: .users
            case .unlocked: .mirror
            case .filmReady: .video
            case .filmFailed: .warn
            case .member: .users
            case .commentApproved: .check
            case .commentRemoved: .shield
            case .siteDecision, .appealDecided: .shield
            }
        }
    }

    // MARK: Words

    private var sentence: HTML {
        guard note.others > 0, note.subject == .told(.like) || note.subject == .told(.subscriber) else {
            return visit.say(word, html: pieces)
        }
        return visit.say(
            note.subject == .told(.like) ? .note_like_others : .note_subscriber_others, html: pieces,
            count: note.others)
    }

    private var pieces: [String: Piece] {
        ["name": .html("<b><bdi>\(note.actor.name)</bdi></b>"), "thing": .html("\(visit.say(thing))")]
    }

    private var word: Word {
        switch note.subject {
        case .post: .note_post
        case .video: .note_video
        case .told(let kind):
            switch kind {
            case .comment: .note_comment
            case .reply: .note_reply
            case .mention: .note_mention
            case .like: .note_like
            case .heart: .note_heart
            case .pollClosed: note.actor.id == visit.member?.channel.id ? .note_own_poll : .note_poll
            case .subscriber: .note_subscriber
            case .unlocked: .note_unlocked
            case .member: .note_member
            case .commentApproved: .note_comment_approved
            case .commentRemoved: .note_comment_removed
            case .siteDecision: .note_site_decision
            case .appealDecided: .note_appeal_decided
            case .filmReady: note.post?.form == .video ? .note_video_ready : .note_clip_ready
            case .filmFailed: note.post?.form == .video ? .note_video_failed : .note_clip_failed
            }
        }
    }

    /// What was liked.
    private var thing: Word {
        switch note.post?.form {
        case .comment: .note_your_comment
        case .video: .note_your_video
        default: .note_your_post
        }
    }

    /// The first words of what it is about; a video is known by its title.
    private var quote: HTML? {
        guard let post = note.post else { return nil }
        let words = Prose.excerpt(post.title.isEmpty ? post.text : post.title, characters: 80)
        guard !words.isEmpty else { return nil }
        return visit.say(.note_quote, html: ["text": .text(words)])
    }

    private var reason: HTML? {
        guard note.subject == .told(.commentRemoved), let lines = note.reason else { return nil }
        let reason = RemovalReason(lines: lines)
        let words = reason.words.isEmpty ? "" : " " + Prose.excerpt(reason.words, characters: 120)
        return "<br>\(visit.say(reason.kind.word))\(words)"
    }

    // MARK: The rest

    private var time: HTML {
        TimeView(milliseconds: note.at, text: visit.language.ago(note.at, now: visit.now)).html
    }

    /// Colour is never alone: unread has a word.
    private var newMark: HTML { " · <b>\(visit.say(.note_new))</b>" }

    private var thumb: HTML? {
        guard let picture = note.post?.picture else { return nil }
        return """
            <img class="note__thumb" src="\(url: picture.link(width: 112).path)" alt="" width="56" \
            height="56" data-tone="\(picture.tone)" loading="lazy">
            """
    }
}
