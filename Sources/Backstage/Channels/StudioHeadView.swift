import Markup

/// The studio's heading and tabs.
struct StudioHead {
    enum Tab { case write, video, channel }

    let author: Face
    let current: Tab
    let visit: Visit

    var html: HTML {
        """
        <div class="row row--split"><h1>\(visit.say(.studio_title))</h1><span class="row small muted">\
        \(Avatar(face: author, size: .rail).image)\
        <span>\(visit.say(.studio_posting_as, html: ["name": .text(author.name)]))</span></span></div>
        <nav class="tabs" aria-label="\(visit.say(.studio_title))">\(tab(.write, Link.studio, .studio_write))\
        \(tab(.video, Link.studioVideo, .studio_video))\(tab(.channel, Link.studioChannel, .studio_channel))\
        </nav>
        """
    }

    private func tab(_ tab: Tab, _ link: Link, _ word: Word) -> HTML {
        """
        <a href="\(url: link.path)"\(raw: tab == current ? " aria-current=\"page\"" : "")>\(visit.say(word))\
        </a>
        """
    }
}
