import Markup

/// The pages of whoever looks after the site; the rollout is for administrators.
struct AdminTabs {
    enum Place { case rollout, reports, blocklist }

    let current: Place
    let visit: Visit

    var html: HTML {
        let isAdmin = visit.member?.account.isAdmin == true
        return """
            <nav class="tabs" aria-label="\(visit.say(.nav_admin))">\
            \(isAdmin ? tab(.rollout, .adminRollout, .rollout_title) : nil)\
            \(tab(.reports, .adminReports, .admin_reports))\
            \(tab(.blocklist, .adminBlocklist, .admin_blocklist))</nav>
            """
    }

    private func tab(_ place: Place, _ link: Link, _ word: Word) -> HTML {
        """
        <a href="\(url: link.path)"\(raw: place == current ? " aria-current=\"page\"" : "")>\
        \(visit.say(word))</a>
        """
    }
}
