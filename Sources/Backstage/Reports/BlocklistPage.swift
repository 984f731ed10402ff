import Markup

/// The pictures that are not taken: why, since when, by whom. They themselves are not shown.
struct BlocklistPage {
    let entries: [BlockedEntry]
    /// Where the next page begins; nil at the end.
    let older: BlockedPictureID?
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(found: [BlockedEntry], visit: Visit) {
        entries = Array(found.prefix(Limits.blockedAPage))
        older = found.count > entries.count ? entries.last?.id : nil
        self.visit = visit
    }

    var frame: PageFrame {
        PageFrame(title: visit.say(.admin_blocklist), place: .admin, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide"><h1>\(visit.say(.admin_blocklist))</h1>
        \(AdminTabs(current: .blocklist, visit: visit).html)\(saved)
        <section class="card stack"><p class="hint">\(visit.say(.blocklist_hint))</p>\(rows)\(more)\
        </section></div>
        """
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.blocklist_removed))</span></p>
            """
    }

    private var rows: HTML {
        guard !entries.isEmpty else { return "<p>\(visit.say(.blocklist_none))</p>" }
        return "<ul class=\"stack\">\(entries.map { BlockedEntryView(entry: $0, visit: visit).row })</ul>"
    }

    private var more: HTML? {
        guard let older else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.adminBlocklist.with("before", older).path)">\(visit.say(.nav_more))</a>
            """
    }
}

struct BlockedEntryView {
    let entry: BlockedEntry
    let visit: Visit

    var row: HTML {
        """
        <li class="row row--split"><a class="tap" href="\(url: Link.adminBlocked(entry.id).path)">\
        <b dir="auto">\(entry.why)</b></a> \(facts)\(remove)</li>

        """
    }

    var facts: HTML {
        """
        <small class="muted"><bdi>\(entry.by.name)</bdi> · \(visit.language.moment(entry.at))</small>
        """
    }

    var remove: HTML {
        """
        <form method="post" action="\(url: Link.unblock(entry.id).path)">\
        <button class="btn btn--s btn--quiet">\
        \(visit.say(.form_remove))<span class="vh"> <bdi>\(entry.why)</bdi></span></button></form>
        """
    }
}

/// One entry, and what is on the site already that looks like it.
struct BlockedPicturePage {
    let entry: BlockedEntry
    let found: [Likeness]
    let next: AttachmentID?
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.admin_blocklist), place: .admin, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        let view = BlockedEntryView(entry: entry, visit: visit)
        return """
            <div class="page page--wide"><h1 dir="auto">\(entry.why)</h1>
            \(AdminTabs(current: .blocklist, visit: visit).html)
            <section class="card stack"><div class="row row--split">\(view.facts)\(view.remove)</div>
            <h2 class="section-title">\(visit.say(.blocklist_alike))</h2>\(rows)\(more)</section></div>
            """
    }

    private var rows: HTML {
        guard !found.isEmpty else { return "<p>\(visit.say(.blocklist_alike_none))</p>" }
        return "<ul class=\"stack\">\(found.map(row))</ul>"
    }

    private func row(_ picture: Likeness) -> HTML {
        let kind = visit.say(CaseWords.kind(picture.form))
        let link =
            picture.post.map { picture.form == .video ? Link.watch($0) : Link.post($0) }
            ?? .channel(picture.channel.handle)
        return """
            <li class="row row--split"><a class="channel-line" href="\(url: link.path)">\
            \(Avatar(face: picture.channel, size: .post).image)<span><b>\(kind)</b><br>\
            <small class="muted"><bdi>@\(picture.channel.handle)</bdi></small></span></a>\
            \(picture.isRemoved ? gone : nil)</li>

            """
    }

    private var gone: HTML { "<span class=\"tape tape--plain\">\(visit.say(.case_gone))</span>" }

    private var more: HTML? {
        guard let next else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.adminBlocked(entry.id).with("before", next).path)">\(visit.say(.nav_more))</a>
            """
    }
}
