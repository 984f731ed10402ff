import Markup

/// What stands above something quiet that was opened by its own address: why it is in no list, and the way
/// back.
struct QuietLine {
    let reason: QuietReason
    let author: Face
    let visit: Visit

    var html: HTML {
        """
        <div class="flash flash--warn" id="quiet">\(Icon.silent.html)<p>\(words)</p>\(undo)</div>
        """
    }

    private var words: String {
        switch reason {
        case .channel(.mute): visit.say(.quiet_muted, ["name": author.name])
        case .channel(.block): visit.say(.quiet_blocked, ["name": author.name])
        case .word(let word): visit.say(.quiet_word_here, ["word": word])
        }
    }

    private var undo: HTML {
        guard let kind = reason.kind else {
            return "<a href=\"\(url: Link.quietSettings.path)\">\(visit.say(.quiet_words))</a>"
        }
        return QuietUndo(face: author, kind: kind, visit: visit, anchor: "quiet").html
    }
}

/// The button that takes a mute or a block back.
struct QuietUndo {
    let face: Face
    let kind: QuietKind
    let visit: Visit
    let anchor: String

    var html: HTML {
        """
        <form method="post" action="\(url: Link.quiet(face.handle).path)">\
        \(BackField(visit: visit, anchor: anchor).html)\
        <button class="btn btn--s" name="do" value="undo">\
        \(visit.say(kind == .mute ? .quiet_unmute : .quiet_unblock))\
        <span class="vh"> <bdi>\(face.name)</bdi></span></button></form>
        """
    }
}

/// In the menu of a post, a comment or a channel: the way to mute or block who is behind it.
struct QuietItem {
    let handle: String
    let visit: Visit

    var html: HTML {
        """
        <a href="\(url: Link.quiet(handle).path)" rel="nofollow">\(Icon.silent.html)\
        <span>\(visit.say(.quiet_do))<span class="vh"> <bdi>@\(handle)</bdi></span></span></a>
        """
    }
}
