import Hummingbird
import Markup

/// What surrounds every page: the header, the rail, the bottom bar, and what they need to know.
struct Shell: Sendable {
    /// The channels the member follows, newest post first: at most `Limits.railChannels`.
    var channels: [Face] = []
    var unread = 0
    /// For the page itself: whom the member follows, as far as memory knows.
    var following: Following?

    static let empty = Shell()
}

/// Where a page stands in the navigation.
enum NavPlace { case home, subscriptions, notifications, studio, admin, account }

/// A page as a slice hands it over: its title, its content, and how it wants to be laid out.
struct PageFrame {
    enum Width: String { case full = "main", reading = "main main--read" }

    let title: String
    var place: NavPlace? = nil
    var width = Width.full
    /// Studio, admin, gate, sign-in bring a second style sheet.
    var hasExtraStyles = false
    /// A page without header and rail: sign-in and sign-up.
    var isBare = false
    /// The address search engines should know it by; nil keeps it out of them.
    var canonical: Link? = nil
    /// For other sites and search engines; nil where not everybody may see the page.
    var facts: PublicFacts? = nil
    let content: HTML
}

extension Visit {
    /// The page in its frame. A form's refusal passes 422, so that scripts and people know it was not done.
    func show(_ frame: PageFrame, in shell: Shell, status: Int = 200) -> Response {
        let layout = Layout(visit: self, shell: shell, frame: frame)
        return reply(layout.html, status: .init(code: status))
    }
}

/// The document around a page (`design/DESIGN.md`, section 3).
struct Layout {
    let visit: Visit
    let shell: Shell
    let frame: PageFrame

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(visit.language.rawValue)" dir="ltr" data-ago="\(ago)"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
        <title>\(frame.title) · Backstage</title>
        <meta name="color-scheme" content="light dark">\(robots)\(facts)
        <link rel="icon" href="\(raw: Assets.bundled.address("logo.svg"))">
        <link rel="stylesheet" href="\(raw: Assets.bundled.address("backstage.css"))">\(extraStyles)
        <script type="module" src="\(raw: Assets.bundled.address("backstage.js"))"></script>
        </head>
        <body\(attribute: "data-live", live)>
        <a class="skip" href="#main">\(visit.say(.nav_skip))</a>
        \(frame.isBare ? frame.content : framed)
        </body></html>
        """
    }

    private var live: String? { visit.member == nil || frame.isBare ? nil : Link.live.path }
    /// The words of relative times, for the script that keeps them true.
    private var ago: String {
        [Word.time_now, .time_minutes, .time_hours, .time_days].map { visit.language.template($0) }.joined(
            separator: " / ")
    }
    private var extraStyles: HTML? {
        guard frame.hasExtraStyles else { return nil }
        return "\n<link rel=\"stylesheet\" href=\"\(raw: Assets.bundled.address("extra.css"))\">"
    }
    private var robots: HTML? {
        guard let canonical = frame.canonical else { return "\n<meta name=\"robots\" content=\"noindex\">" }
        return "\n<link rel=\"canonical\" href=\"\(url: visit.app.settings.publicURL + canonical.path)\">"
    }

    private var facts: HTML? {
        frame.facts.map { PublicFactsView(facts: $0, settings: visit.app.settings).html }
    }

    private var framed: HTML {
        """
        \(header)
        <div class="shell">\(rail)
        <main class="\(frame.width.rawValue)" id="main">\(undo)\(frame.content)</main></div>
        \(tabbar)
        """
    }

    /// What was just deleted is offered back, for ten seconds (`feedback.css`).
    private var undo: HTML? {
        guard visit.member != nil, let id = visit.query("deleted").flatMap({ PostID($0) }) else { return nil }
        return """
            <form class="flash flash--passing" method="post" \
            action="\(url: Link.post(id, doing: "restore").path)">\(Icon.trash.html)\
            <p role="status">\(visit.say(.undo_deleted))</p>\
            <button class="btn btn--s">\(visit.say(.undo_do))</button></form>
            """
    }

    private var header: HTML {
        """
        <header class="topbar"><a class="brand" href="/">\(Self.logo)<span>Backstage</span></a>
        <span></span>
        <div class="topbar__end">\(visit.member == nil ? visitorTools : memberTools)</div></header>
        """
    }

    private var visitorTools: HTML {
        """
        <a class="btn btn--quiet btn--s" href="\(url: Link.signIn.path)">\(visit.say(.nav_sign_in))</a>
        <a class="btn btn--primary btn--s" href="\(url: Link.signUp.path)">\(visit.say(.nav_sign_up))</a>
        """
    }

    private var memberTools: HTML {
        """
        <a class="btn btn--s only-l" \
        href="\(url: Link.studio.path)">\(Icon.plus.html)\(visit.say(.nav_create))</a>
        <a class="btn btn--icon" id="bell" data-bell href="\(url: Link.notifications.path)"\
        \(current(.notifications))>\
        \(Icon.bell.html)<span class="vh">\(visit.say(.nav_notifications))</span>\(badge)</a>
        <a class="btn btn--icon" href="\(url: Link.account.path)"\(current(.account))>\
        \(visit.member.map { Avatar(face: $0.channel.face, size: .s).image })\
        <span class="vh">\(visit.say(.nav_you))</span></a>
        """
    }

    /// Always there, so that a live count finds its place; hidden at nought.
    private var badge: HTML {
        let count = shell.unread >= Limits.unreadCounted ? "99+" : String(shell.unread)
        return """
            <span class="badge" data-unread \
            data-text="\(visit.language.template(.nav_unread))"\(flag: "hidden", shell.unread == 0)>\
            <span aria-hidden="true">\(count)</span>\
            <span class="vh">\(visit.say(.nav_unread, count: shell.unread))</span></span>
            """
    }

    private var rail: HTML {
        let account = visit.member?.account
        let admin = account?.isAdmin == true ? Link.adminRollout : .adminReports
        return """
            <nav class="rail" aria-label="\(visit.say(.nav_main))"><div>
            \(railLink(.home, Link.home, .home, .nav_home))
            \(visit.member == nil ? nil : railLink(.subscriptions, Link.feed, .inbox, .nav_subscriptions))
            \(visit.member == nil ? nil : railLink(.studio, Link.studio, .stage, .nav_studio))
            \(account?.isStaff == true ? railLink(.admin, admin, .shield, .nav_admin) : nil)
            </div>\(railChannels)</nav>
            """
    }

    private var railChannels: HTML? {
        guard !shell.channels.isEmpty else { return nil }
        return """
            <h2 class="rail__title">\(visit.say(.nav_your_channels))</h2><div>
            \(shell.channels.map(railChannel))</div>
            """
    }

    private func railChannel(_ face: Face) -> HTML {
        """
        <a class="rail__link" href="\(url: Link.backstage(face.handle).path)">\
        \(Avatar(face: face, size: .rail).image)<span dir="auto">\(face.name)</span></a>

        """
    }

    private func railLink(_ place: NavPlace, _ link: Link, _ icon: Icon, _ word: Word) -> HTML {
        """
        <a class="rail__link" href="\(url: link.path)"\(current(place))>\(icon.html)\
        <span>\(visit.say(word))</span></a>
        """
    }

    private var tabbar: HTML? {
        guard visit.member != nil else { return nil }
        return """
            <nav class="tabbar" aria-label="\(visit.say(.nav_main))">
            \(tab(.home, Link.home, .home, .nav_home))
            \(tab(.subscriptions, Link.feed, .inbox, .nav_channels))
            <a href="\(url: Link.studio.path)"><span class="tabbar__new">\(Icon.plus.html)</span>\
            <span class="vh">\(visit.say(.nav_create))</span></a>
            \(tab(.notifications, Link.notifications, .bell, .nav_told))
            \(tab(.account, Link.account, .users, .nav_me))
            </nav>
            """
    }

    private func tab(_ place: NavPlace, _ link: Link, _ icon: Icon, _ word: Word) -> HTML {
        """
        <a href="\(url: link.path)"\(current(place))>\(icon.html)<span>\(visit.say(word))</span></a>
        """
    }

    private func current(_ place: NavPlace) -> HTML {
        frame.place == place ? " aria-current=\"page\"" : ""
    }

    static let logo: HTML = "\(raw: Assets.text(Assets.folder + "/icons/logo.svg"))"
}
