import Markup

/// The composer's photographs: those that wait, and a way to choose more.
struct ComposerPhotosForm {
    let composer: Composer
    /// Uploaded at an earlier try and still waiting.
    let photos: [Attachment]
    let tier: Tier
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        """
        <photo-field data-max="\(tier.photosAPost)" data-max-bytes="\(Limits.photoBytes)" \
        data-alt="\(visit.language.template(.studio_alt))" data-remove="\(visit.say(.form_remove))" \
        data-earlier="\(visit.say(.studio_photo_earlier))" data-later="\(visit.say(.studio_photo_later))" \
        data-many="\(visit.say(.publish_photos, count: tier.photosAPost))" \
        data-large="\(visit.language.template(.upload_large))">
        <fieldset class="field"><legend class="label">\(visit.say(.studio_photos))</legend>
        \(photos.isEmpty ? nil : waiting)
        <label class="dropzone" \
        for="photos">\(Icon.image.html)<span>\(visit.say(.studio_choose_photos))</span>\
        <span class="hint" id="photos-hint">\
        \(hint)</span>\
        <input id="photos" name="photos" type="file" multiple accept="\(Self.accepted)"\
        \(problems.attributes(for: "photos", hint: "photos-hint"))></label>\(problems.error(for: "photos"))
        </fieldset></photo-field>
        """
    }

    static let accepted = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/avif"

    private var hint: String {
        let size = visit.language.size(Limits.photoBytes)
        return visit.say(.studio_photos_hint, ["size": size], count: Int64(tier.photosAPost))
    }

    private var waiting: HTML {
        "<ul class=\"photolist\">\(photos.enumerated().map(waitingPhoto))</ul>"
    }

    private func waitingPhoto(_ index: Int, _ photo: Attachment) -> HTML {
        let id = String(photo.id)
        let alt = composer.photos.first { $0.attachment == photo.id }?.alt ?? ""
        return """
            <li class="photolist__item"><img src="\(url: photo.picture.link(width: 480).path)" alt="" \
            width="96" height="96">\
            <input type="hidden" name="photo" value="\(id)">\
            <div class="field"><label for="alt-\(id)">\(visit.say(.studio_alt, count: index + 1))</label>\
            <input class="input" id="alt-\(id)" name="alt-\(id)" value="\(alt)" dir="auto"\
            \(problems.attributes(for: "alt-\(id)"))>\(problems.error(for: "alt-\(id)"))</div>\
            <label class="check"><input type="checkbox" name="drop-\(id)" value="1">\
            <span>\(visit.say(.form_remove))</span></label></li>
            """
    }
}
