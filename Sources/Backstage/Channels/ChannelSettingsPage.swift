import Markup

/// The acting channel's settings, a tab of the studio.
struct ChannelSettingsPage {
    let form: ChannelForm
    let channel: Channel
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.channel_settings), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\(StudioHead(author: channel.face, current: .channel, visit: visit).html)
        <section class="card stack" aria-labelledby="settings"><h2 class="section-title" id="settings">\
        \(visit.say(.channel_settings))</h2>\(saved)\(form.html)</section></div>
        """
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, form.problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.channel_saved))</span></p>
            """
    }
}
