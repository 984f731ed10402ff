import Markup

/// What belongs to an account: its channels, its language, its password, its sessions.
struct AccountPage {
    /// What was just done, said once at the top after the redirect.
    enum Saved: String, Sendable {
        case language, password, channel, sessions
    }

    let member: Member
    let channels: [(face: Face, role: ChannelRole)]
    let sessions: [ListedSession]
    let saved: Saved?
    let problems: [Problem]
    /// A new channel's handle and name that were refused.
    let typed: ChannelIdentity?
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.account_title), place: .account, width: .reading, hasExtraStyles: true,
            content: content)
    }

    private var shown: FormProblems { FormProblems(problems, visit) }

    private var content: HTML {
        """
        <div class="stack stack--5"><h1>\(visit.say(.account_title))</h1>\(flash)\(shown.summary)
        \(channelSection)\(newChannel)\(languageSection)\(passwordSection)
        \(SessionList(sessions: sessions, current: member.session, visit: visit).html)
        <a class="card tap" href="\(url: Link.quietSettings.path)">\(visit.say(.quiet_settings))</a>
        <a class="card tap" href="\(url: Link.decisions.path)">\(visit.say(.decisions_title))</a>
        \(signOut)</div>
        """
    }

    private var flash: HTML? {
        guard let saved else { return nil }
        let word: Word =
            switch saved {
            case .language: .account_saved_language
            case .password: .account_saved_password
            case .channel: .account_saved_channel
            case .sessions: .account_saved_sessions
            }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)<span>\(visit.say(word))</span></p>
            """
    }

    // MARK: Channels

    private var channelSection: HTML {
        let rows = channels.map {
            ChannelSwitch(
                face: $0.face, role: $0.role, isCurrent: $0.face.id == member.channel.id, visit: visit
            ).html
        }
        return """
            <section class="card stack" aria-labelledby="your-channels">\
            <h2 class="section-title" id="your-channels">\(visit.say(.account_channels))</h2>\
            <p class="hint">\(visit.say(.account_channels_hint))</p>
            <ul class="stack stack--2">\(rows)</ul>
            <div class="row"><a class="btn btn--s" href="\(url: Link.studioChannel.path)">\(Icon.gear.html)\
            \(visit.say(.account_channel_settings))</a>\
            <a class="btn btn--s" href="\(url: Link.subscriptions.path)">\(Icon.bell.html)\
            \(visit.say(.channel_subscriptions))</a></div></section>
            """
    }

    /// Folded away until it is wanted, or was refused.
    private var newChannel: HTML {
        """
        <details class="card"\(flag: "open", typed != nil)><summary class="tap">\(Icon.plus.html)\
        <b>\(visit.say(.account_new_channel))</b></summary>
        <form class="stack" method="post" action="\(url: Link.channels.path)" novalidate>
        <p class="hint">\(visit.say(.account_new_channel_hint))</p>
        \(nameField)\(handleField)
        <div class="row"><button class="btn btn--primary">\(visit.say(.account_new_channel_do))</button></div>
        </form></details>
        """
    }

    private var nameField: HTML {
        TextField(
            name: "name", label: visit.say(.account_name), value: typed?.name ?? "", autocomplete: "off",
            isRequired: true, problems: shown
        ).html
    }

    private var handleField: HTML {
        TextField(
            name: "handle", label: visit.say(.account_handle), value: typed?.handle ?? "",
            autocomplete: "off",
            hint: visit.say(.account_handle_hint), isRequired: true, problems: shown
        ).html
    }

    // MARK: Language and password

    private var languageSection: HTML {
        let chosen = member.account.language
        let names: [(Language?, String)] = [
            (nil, visit.say(.account_language_automatic)), (.english, "English"), (.french, "Français"),
        ]
        let options = names.map { language, name -> HTML in
            """
            <option value="\(language?.rawValue ?? "")"\(flag: "selected", language == chosen)\
            \(attribute: "lang", language?.rawValue)>\(name)</option>
            """
        }
        return """
            <section class="card stack" aria-labelledby="languages"><h2 class="section-title" id="languages">\
            \(visit.say(.account_language))</h2>
            <form class="row" method="post" action="\(url: Link.accountLanguage.path)">
            <label class="vh" for="language">\(visit.say(.account_language))</label>\
            <select class="input input--auto" id="language" name="language"\
            \(shown.attributes(for: "language"))>\(options)</select>\
            <button class="btn">\(visit.say(.form_save))</button>\(shown.error(for: "language"))</form>\
            </section>
            """
    }

    private var passwordSection: HTML {
        """
        <section class="card stack" aria-labelledby="sign-in-with">\
        <h2 class="section-title" id="sign-in-with">\(visit.say(.account_access))</h2>
        <p>\(visit.say(.account_email_shown, html: ["email": .text(member.account.email)]))</p>
        <form class="stack" method="post" action="\(url: Link.accountPassword.path)" novalidate>
        <input type="hidden" name="username" value="\(member.account.email)" autocomplete="username">
        \(presentPassword)\(nextPassword)
        <div class="row"><button class="btn">\(visit.say(.account_password_change))</button></div></form>\
        </section>
        """
    }

    private var presentPassword: HTML {
        TextField(
            name: "password-now", label: visit.say(.account_password_now), type: "password",
            autocomplete: "current-password", isRequired: true, problems: shown
        ).html
    }

    private var nextPassword: HTML {
        TextField(
            name: "password", label: visit.say(.account_password_new), type: "password",
            autocomplete: "new-password", hint: visit.say(.account_password_new_hint), isRequired: true,
            problems: shown
        ).html
    }

    private var signOut: HTML {
        """
        <form method="post" action="\(url: Link.signOut.path)"><button class="btn btn--block">\
        \(visit.say(.account_sign_out))</button></form>
        """
    }
}

extension Link {
    static func accountSaved(_ saved: AccountPage.Saved) -> Link { account.with("saved", saved.rawValue) }
}
