import Markup

/// What a channel says of itself, to be changed. Works whole without scripts.
struct ChannelForm {
    let channel: Channel
    let settings: ChannelSettings
    let problems: [Problem]
    let visit: Visit

    init(_ channel: Channel, typed: ChannelSettings? = nil, problems: [Problem] = [], visit: Visit) {
        (self.channel, self.problems, self.visit) = (channel, problems, visit)
        settings = typed ?? ChannelSettings(channel)
    }

    private var shown: FormProblems { FormProblems(problems, visit) }

    var html: HTML {
        """
        <form class="stack stack--5" method="post" action="\(url: Link.studioChannel.path)" \
        enctype="multipart/form-data" novalidate>
        \(shown.summary)\(name)\(bio)\(links)\(kinds)
        \(picture(.avatar, .channel_avatar, .channel_avatar_hint, Avatar(face: channel.face, size: .l).image))
        \(picture(.banner, .channel_banner, .channel_banner_hint, banner))
        <div class="row"><button class="btn btn--primary">\(visit.say(.form_save))</button>\
        <a class="btn btn--quiet" href="\(url: Link.channel(channel.handle).path)">\
        \(visit.say(.channel_see))</a></div>
        </form>
        """
    }

    private var name: HTML {
        TextField(
            name: "name", label: visit.say(.account_name), value: settings.name, autocomplete: "off",
            isRequired: true, problems: shown
        ).html
    }

    private var bio: HTML {
        TextArea(
            name: "bio", label: visit.say(.channel_bio), value: settings.bio, max: Limits.bioCharacters,
            hint: visit.say(.channel_bio_hint), problems: shown
        ).html
    }

    private var links: HTML {
        TextArea(
            name: "links", label: visit.say(.channel_links), value: settings.links,
            hint: visit.say(.channel_links_hint, count: Limits.channelLinks), problems: shown
        ).html
    }

    private var kinds: HTML {
        """
        <fieldset><legend class="label">\(visit.say(.channel_kind))</legend><div class="grid grid--220">\
        \(kind("person", settings.isPerson, .channel_person, .channel_person_hint))\
        \(kind("channel", !settings.isPerson, .channel_channel, .channel_channel_hint))</div></fieldset>
        """
    }

    private func kind(_ value: String, _ isChosen: Bool, _ title: Word, _ hint: Word) -> HTML {
        """
        <label class="choice"><input type="radio" name="kind" value="\(value)"\(flag: "checked", isChosen)>\
        <span><b>\(visit.say(title))</b><small>\(visit.say(hint))</small></span></label>
        """
    }

    private var banner: HTML? {
        channel.banner.map { picture -> HTML in
            """
            <img class="thumb thumb--wide" src="\(url: picture.link(width: 960).path)" alt="" width="88" \
            height="50">
            """
        }
    }

    private func picture(_ picture: ChannelPicture, _ label: Word, _ hint: Word, _ present: HTML?) -> HTML {
        let name = picture.rawValue
        let size = visit.language.size(Limits.photoBytes)
        return """
            <div class="field"><label for="\(name)">\(visit.say(label))</label><div class="row row--nowrap">\
            \(present)\
            <input class="input" id="\(name)" name="\(name)" type="file" \
            accept="image/jpeg,image/png,image/webp,image/gif,image/heic,image/avif"\
            \(shown.attributes(for: name, hint: "\(name)-hint"))></div>\(shown.error(for: name))\
            \(waiting(picture))\
            <p class="hint" id="\(name)-hint">\(visit.say(hint, ["size": size]))</p></div>
            """
    }

    /// A picture that came with a form whose words were refused: it is here already, and need not be chosen
    /// again.
    private func waiting(_ picture: ChannelPicture) -> HTML? {
        guard let id = settings.taken(picture) else { return nil }
        return """
            <input type="hidden" name="\(picture.rawValue)-taken" value="\(String(id))">\
            <p class="row small">\(Icon.check.html)<span>\(visit.say(.channel_picture_waits))</span></p>
            """
    }
}
