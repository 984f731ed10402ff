import Markup

/// How much waits in the studio.
struct StudioCounts: Sendable {
    let scheduled: Int64
    let drafts: Int64
    /// Comments held for the channel's people, counted up to a hundred.
    var held: Int64 = 0
}

/// The studio's heading and tabs.
struct StudioHead {
    enum Tab {
        case write, video, published, scheduled, drafts, archived, comments, channel, people, members

        /// What a role must permit for its tab to be there.
        var deed: ChannelDeed {
            switch self {
            case .write, .video, .drafts: .speak
            case .channel: .govern
            case .comments: .moderate
            case .published, .scheduled, .archived, .people, .members: .look
            }
        }
    }

    let author: Face
    let current: Tab
    /// Nil where nobody asked.
    var counts: StudioCounts?
    let visit: Visit

    var html: HTML {
        """
        <div class="row row--split"><h1>\(visit.say(.studio_title))</h1><span class="row small muted">\
        \(Avatar(face: author, size: .rail).image)\
        <span>\(visit.say(.studio_posting_as, html: ["name": .text(author.name)]))</span></span></div>
        <nav class="tabs" aria-label="\(visit.say(.studio_title))">\(tab(.write, Link.studio, .studio_write))\
        \(tab(.video, Link.studioVideo, .studio_video))\
        \(tab(.published, Link.studioPosts("published"), .lists_published))\
        \(tab(.scheduled, Link.studioPosts("scheduled"), .lists_scheduled, counts?.scheduled))\
        \(tab(.drafts, Link.studioPosts("drafts"), .lists_drafts, counts?.drafts))\
        \(tab(.archived, Link.studioPosts("archived"), .lists_archived))\
        \(tab(.comments, Link.studioComments("held"), .queue_title, counts?.held))\
        \(tab(.channel, Link.studioChannel, .studio_channel))\
        \(tab(.people, Link.studioPeople, .people_title))\(tab(.members, Link.studioMembers, .members_title))\
        </nav>
        """
    }

    private func tab(_ tab: Tab, _ link: Link, _ word: Word, _ count: Int64? = nil) -> HTML? {
        guard visit.member?.role.permits(tab.deed) != false else { return nil }
        var number: HTML?
        if let count, count > 0 {
            let text = count > 99 && tab == .comments ? "99+" : visit.language.short(count)
            number = " <span class=\"chip\">\(text)</span>"
        }
        return """
            <a href="\(url: link.path)"\(raw: tab == current ? " aria-current=\"page\"" : "")>\
            \(visit.say(word))\(number)</a>
            """
    }
}
