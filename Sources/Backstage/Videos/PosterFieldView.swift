import Markup

/// The choice of the picture that stands for a video: left to us, one of those taken from it, or one's own.
struct PosterFieldView {
    /// Taken from the video, in the order of their numbers; none before there is a video.
    var stills: [Link] = []
    /// The creator's own, uploaded before.
    var own: Link?
    let chosen: PosterChoice
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        """
        <poster-field><fieldset class="field"><legend class="label">\(visit.say(.video_thumbnail))</legend>\
        <div class="posters\(raw: stills.isEmpty ? "" : " posters--seen")">\
        \(choices)\(ownChoice)</div>\
        <div class="field posters__own"><label for="thumbnail">\(visit.say(.video_thumbnail_file))</label>\
        <input class="input" id="thumbnail" name="thumbnail" type="file" \
        accept="image/jpeg,image/png,image/webp,image/heic,image/avif"\
        \(problems.attributes(for: "thumbnail", hint: "thumbnail-hint"))>\
        \(problems.error(for: "thumbnail"))\
        <p class="hint" id="thumbnail-hint">\
        \(visit.say(.video_thumbnail_hint, ["limit": visit.language.size(Limits.photoBytes)]))</p></div>\
        </fieldset></poster-field>
        """
    }

    private var choices: HTML {
        stills.isEmpty ? automatic : "\(stills.enumerated().map(still))"
    }

    private var automatic: HTML {
        """
        <label class="choice"><input type="radio" name="poster" value="\(PosterChoice.automatic.name)"\
        \(flag: "checked", chosen != .own)><span><b>\(visit.say(.video_thumbnail_automatic))</b>\
        <small>\(visit.say(.video_thumbnail_automatic_hint))</small></span></label>
        """
    }

    private func still(_ number: Int, _ link: Link) -> HTML {
        // Before one is chosen, the first of them is shown.
        let isChosen = chosen == .still(number) || (chosen == .automatic && number == 0)
        return """
            <label class="poster"><input type="radio" name="poster" value="\(number)"\
            \(flag: "checked", isChosen)><img src="\(url: link.path)" alt="" width="480" height="270" \
            loading="lazy"><span>\(visit.say(.video_thumbnail_still, count: number + 1))</span></label>
            """
    }

    private var ownChoice: HTML {
        let radio: HTML = """
            <input type="radio" name="poster" value="\(PosterChoice.own.name)"\
            \(flag: "checked", chosen == .own)>
            """
        guard !stills.isEmpty else {
            return """
                <label class="choice">\(radio)<span><b>\(visit.say(.video_thumbnail_own))</b>\
                <small>\(visit.say(.video_thumbnail_own_hint))</small></span></label>
                """
        }
        let blank: HTML = "<span class=\"poster__blank\">\(Icon.image.html)</span>"
        let picture = own.map { own -> HTML in
            "<img src=\"\(url: own.path)\" alt=\"\" width=\"480\" height=\"270\" loading=\"lazy\">"
        }
        return """
            <label class="poster">\(radio)\(picture ?? blank)\
            <span>\(visit.say(.video_thumbnail_own))</span></label>
            """
    }
}
