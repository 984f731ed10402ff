import Markup

/// Where an administrator opens posting, step by step (`design/admin-rollout.html`).
struct RolloutPage {
    let overview: RolloutOverview
    let steps: [RolloutStep]
    let tiers: [Tier]
    /// What was typed when it was refused.
    let typed: StageForm?
    let typedTier: TierForm?
    let problems: FormProblems
    let visit: Visit
    let shell: Shell

    var frame: PageFrame {
        PageFrame(title: visit.say(.rollout_title), place: .admin, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide"><h1>\(visit.say(.nav_admin))</h1>
        \(AdminTabs(current: .rollout, visit: visit).html)
        \(problems.summary)
        <div class="grid grid--150">\(stat(overview.open, .rollout_open))\
        \(stat(max(0, overview.channels - overview.open), .rollout_waiting))\
        \(stat(overview.havePosted, .rollout_posted))</div>
        <div class="cols cols--admin"><div class="stack stack--5">\(stageCard)\(tierCard)</div>
        <aside class="cols__aside stack stack--5">\(sizes)\(invitations)\(history)</aside></div></div>
        """
    }

    private func stat(_ number: Int64, _ word: Word) -> HTML {
        """
        <div class="card stat"><b>\(visit.language.number(number))</b><span>\
        \(visit.say(word, count: number))</span></div>
        """
    }

    // MARK: Stage

    private var stageCard: HTML {
        """
        <section class="card stack"><h2 class="section-title">\(visit.say(.rollout_who))</h2>
        <form class="stack" method="post" action="\(url: Link.adminRollout.path)"><div class="stack stack--2">
        \(choice("closed", .stage_closed, .rollout_closed_hint))\
        \(choice("invited", .stage_invited, .rollout_invited_hint))\
        \(counted("subscribers", .rollout_subscribers, .rollout_subscribers_hint))\
        \(counted("percent", .rollout_percent, .rollout_percent_hint))\
        \(choice("everyone", .stage_everyone, .rollout_everyone_hint))</div>\(problems.error(for: "count"))
        <div class="row"><button class="btn \
        btn--primary">\(visit.say(.rollout_change))</button></div></form></section>
        """
    }

    private var chosen: String { typed?.kind ?? String(overview.stage.name.prefix { $0 != ":" }) }

    private func choice(_ name: String, _ title: Word, _ hint: Word) -> HTML {
        """
        <label class="choice"><input type="radio" name="stage" \
        value="\(name)"\(flag: "checked", chosen == name)>\
        <span><b>\(visit.say(title))</b><small>\(visit.say(hint))</small></span></label>
        """
    }

    private func counted(_ name: String, _ title: Word, _ hint: Word) -> HTML {
        let present =
            overview.stage.name.hasPrefix(name + ":")
            ? String(overview.stage.name.dropFirst(name.count + 1)) : ""
        let value = typed?.kind == name ? typed?.count ?? "" : present
        return """
            <div class="choice choice--field"><label class="choice__pick"><input type="radio" name="stage" \
            value="\(name)"\
            \(flag: "checked", chosen == name)><span><b>\(visit.say(title))</b><small>\(visit.say(hint))\
            </small></span></label>\
            <input class="input input--number" id="count-\(name)" name="count-\(name)" inputmode="numeric" \
            value="\(value)" aria-label="\(visit.say(title))"></div>
            """
    }

    // MARK: Tiers

    private var tierCard: HTML {
        """
        <section class="card stack"><h2 class="section-title">\(visit.say(.rollout_tiers))</h2>
        <p class="hint">\(visit.say(.rollout_tiers_hint))</p>\(tierTable)
        <details class="disclosure"\(flag: "open", typedTier != nil)><summary class="btn \
        btn--s">\(Icon.plus.html)\
        \(visit.say(.rollout_tier_new))</summary>
        <form class="stack" method="post" action="\(url: Link.adminTier.path)">
        \(tierName)
        <div class="grid grid--190">\(TierForm.fields.map { numberField($0.name) })</div>
        <div class="row"><button class="btn \
        btn--primary">\(visit.say(.form_save))</button></div></form></details></section>
        """
    }

    private var tierName: HTML {
        TextField(
            name: "tier-name", label: visit.say(.rollout_tier_name),
            value: typedTier?.values["tier-name"] ?? "", problems: problems
        ).html
    }

    private func numberField(_ name: String) -> HTML {
        TextField(
            name: name, label: visit.say(Self.labels[name, default: .rollout_tier_name]),
            value: typedTier?.values[name] ?? "", problems: problems
        ).html
    }

    private static let labels: [String: Word] = [
        "tier-subscribers": .rollout_tier_subscribers, "tier-posts": .rollout_tier_posts,
        "tier-polls": .rollout_tier_polls, "tier-photos": .rollout_tier_photos,
        "tier-options": .rollout_tier_options, "tier-characters": .rollout_tier_characters,
        "tier-clip": .rollout_tier_clip,
    ]

    private var tierTable: HTML {
        let all = tiers.isEmpty ? [Tier.first] : tiers
        return """
            <table class="table"><thead><tr><th scope="col">\(visit.say(.rollout_tier_name))</th>\
            \(TierForm.fields.map { header($0.name) })</tr></thead><tbody>\(all.map(tierRow))</tbody></table>
            """
    }

    private func header(_ name: String) -> HTML {
        "<th scope=\"col\" class=\"num\">\(visit.say(Self.labels[name, default: .rollout_tier_name]))</th>"
    }

    private func tierRow(_ tier: Tier) -> HTML {
        let numbers = [
            Int(tier.subscribersMin), tier.postsADay, tier.pollsADay, tier.photosAPost, tier.pollOptions,
            tier.characters, tier.clipSeconds,
        ]
        let cells = zip(TierForm.fields, numbers).map { field, number -> HTML in
            let label = visit.say(Self.labels[field.name, default: .rollout_tier_name])
            return "<td class=\"num\" data-l=\"\(label):\">\(visit.language.number(number))</td>"
        }
        let name = tier.id == TierID(0) ? visit.say(.rollout_tier_first) : tier.name
        return "<tr><th scope=\"row\" dir=\"auto\">\(name)</th>\(cells)</tr>"
    }

    // MARK: Beside

    private var sizes: HTML {
        let most = max(1, overview.sizes.max() ?? 1)
        let bars = overview.sizes.map { count -> HTML in
            "<i data-v=\"\(count == 0 ? 0 : max(2, Int(count * 100 / most)))\"></i>"
        }
        let parts = zip(["< 10", "< 100", "< 1,000", "< 10,000", "< 100,000", "100,000+"], overview.sizes)
        let sentence = parts.map { "\($0): \(visit.language.number($1))" }.joined(separator: "; ")
        return """
            <section class="card"><h2 class="section-title">\(visit.say(.rollout_sizes))</h2>
            <div class="hist" role="img" aria-label="\(sentence)">\(bars)</div>
            <p class="row row--split hint"><span>10</span><span>1K</span><span>100K</span></p></section>
            """
    }

    private var invitations: HTML {
        """
        <section class="card stack"><h2 class="section-title">\(visit.say(.rollout_invite))</h2>
        <form class="stack stack--2" method="post" action="\(url: Link.adminInvite.path)">
        \(TextField(name: "handle", label: visit.say(.rollout_handle), problems: problems).html)
        <div class="row"><button class="btn btn--s" name="invited" \
        value="1">\(visit.say(.rollout_let_in))</button></div></form>
        \(overview.invited.isEmpty ? nil : invitedList)</section>
        """
    }

    private var invitedList: HTML {
        let rows = overview.invited.map { face -> HTML in
            """
            <li class="row row--split"><a href="\(url: Link.channel(face.handle).path)" \
            class="tap"><bdi>\(face.name)</bdi></a>\
            <form method="post" action="\(url: Link.adminInvite.path)"><input type="hidden" name="handle" \
            value="\(face.handle)">\
            <button class="btn btn--s btn--quiet" name="invited" value="0">\(visit.say(.rollout_take_back))\
            <span class="vh"> \(face.name)</span></button></form></li>
            """
        }
        return "<ul class=\"plain\">\(rows)</ul>"
    }

    private var history: HTML? {
        guard !steps.isEmpty else { return nil }
        let rows = steps.reversed().map { step -> HTML in
            """
            <li class="row row--split"><span>\(step.stage.title(visit))</span>\
            <span class="muted small">\(visit.language.moment(step.at))</span></li>
            """
        }
        return """
            <section class="card"><h2 class="section-title">\(visit.say(.rollout_history))</h2>\
            <ul class="plain">\(rows)</ul></section>
            """
    }
}
