import Markup

/// Both ways to hear nothing more of a channel, what each of them does, and a button for each.
struct QuietPage {
    let channel: Channel
    let kind: QuietKind?
    let isMine: Bool
    let problems: [Problem]
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.quiet_title, ["name": channel.name]), place: nil, width: .reading,
            hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><a class="row small backlink" \
        href="\(url: Link.channel(channel.handle).path)">\(Icon.prev.directed)\
        <span><bdi>\(channel.name)</bdi></span></a>
        <h1>\(visit.say(.quiet_title, ["name": channel.name]))</h1>\(FormProblems(problems, visit).summary)
        \(state)\(isMine ? own : choices)
        <p><a class="tap" href="\(url: Link.quietSettings.path)">\(visit.say(.quiet_settings))</a></p></div>
        """
    }

    private var own: HTML? {
        problems.isEmpty ? "<p class=\"card\">\(visit.say(.quiet_oneself))</p>" : nil
    }

    private var state: HTML? {
        kind.map { QuietLine(reason: .channel($0), author: channel.face, visit: visit).html }
    }

    private var choices: HTML {
        """
        \(kind == .mute ? nil : choice("mute", .quiet_mute, .quiet_mute_text, "btn"))\
        \(kind == .block ? nil : choice("block", .quiet_block, .quiet_block_text, "btn btn--danger"))
        """
    }

    private func choice(_ name: String, _ title: Word, _ text: Word, _ button: String) -> HTML {
        """
        <section class="card stack" aria-labelledby="\(name)"><h2 class="section-title" id="\(name)">\
        \(visit.say(title))</h2><p>\(visit.say(text))</p>
        <form class="row" method="post" action="\(url: Link.quiet(channel.handle).path)">\
        <button class="\(button)" name="do" value="\(name)">\(visit.say(title))\
        <span class="vh"> <bdi>\(channel.name)</bdi></span></button></form></section>

        """
    }
}
