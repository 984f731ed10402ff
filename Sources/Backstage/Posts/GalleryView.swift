import Markup

/// A post's photographs: up to five shown, the rest behind the last.
struct Gallery {
    let photos: [Attachment]
    let post: Post
    let visit: Visit
    private static let shown = 5

    var html: HTML? {
        guard !photos.isEmpty else { return nil }
        let cut = photos.prefix(Self.shown)
        return """
            <div class="gallery post__bleed" data-n="\(cut.count)">\(cut.enumerated().map(photo))</div>
            """
    }

    private func photo(_ index: Int, _ photo: Attachment) -> HTML {
        let hidden = photos.count - Self.shown
        let more: HTML? =
            index == Self.shown - 1 && hidden > 0
            ? "<span class=\"gallery__more\" aria-hidden=\"true\">+\(hidden)</span>" : nil
        let picture = photo.picture
        let alt = picture.alt.isEmpty ? visit.say(.photo_no_alt) : picture.alt
        return """
            <a class="media" href="\(url: picture.largest.path)" data-tone="\(picture.tone)">\
            <img src="\(url: picture.link(width: 1_080).path)" srcset="\(picture.sources)" \
            sizes="(max-width: 719px) 100vw, 640px" alt="\(alt)" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" decoding="async">\(more)</a>
            """
    }
}
