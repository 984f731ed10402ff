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

    /// How wide a tile is (`media.css`): the whole post, half of it, or a third.
    private func sizes(_ index: Int) -> String {
        let isHalf = photos.count == 2 || photos.count == 4 || (photos.count >= 5 && index < 2)
        let isThird = photos.count >= 3 && index > 0 && !isHalf
        if isThird { return "(max-width: 719px) 34vw, 213px" }
        return isHalf ? "(max-width: 719px) 50vw, 320px" : "(max-width: 719px) 100vw, 640px"
    }

    private func photo(_ index: Int, _ photo: Attachment) -> HTML {
        let hidden = photos.count - Self.shown
        let more: HTML? =
            index == Self.shown - 1 && hidden > 0
            ? "<span class=\"gallery__more\" aria-hidden=\"true\">+\(hidden)</span>" : nil
        let picture = photo.picture
        if let film = picture.loop { return LoopView(picture: picture, film: film, visit: visit).html }
        let alt = picture.alt.isEmpty ? visit.say(.photo_no_alt) : picture.alt
        return """
            <a class="media" href="\(url: picture.largest.path)" data-tone="\(picture.tone)">\
            <img src="\(url: picture.link(width: 1_280).path)" srcset="\(picture.sources)" \
            sizes="\(raw: sizes(index))" alt="\(alt)" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" decoding="async">\(more)</a>
            """
    }
}
