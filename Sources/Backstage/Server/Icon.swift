import Markup

/// The pictures of `Web/icons/icons.svg`, by name.
enum Icon: String, CaseIterable {
    case bell, calendar, chat, check, clock, comment, down, edit, eye, flag, full, gear, globe, grip, heart,
        home
    case image, inbox, link, lock, mirror, more, next, pause, pin, play, plus, poll, prev, quiz, save, search
    case share, shield, sound, spaces, stage, star, text, trash, upload, users, video, warn, x
    case bellAll = "bell-all"
    case bellOff = "bell-off"
    case captions = "cc"
    case code, dislike
    // The player's.
    case again, silent, small, theatre, unfull

    var html: HTML { svg("i") }
    /// Mirrored where writing runs from right to left.
    var directed: HTML { svg("i i--dir") }

    private func svg(_ classes: String) -> HTML {
        """
        <svg class="\(classes)" aria-hidden="true"><use href="\(raw: Self.sheet)#i-\(rawValue)"/></svg>
        """
    }
    private static let sheet = Assets.bundled.address("icons.svg")
}
