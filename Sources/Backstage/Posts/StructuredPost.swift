import Wire

/// A public post as JSON-LD (schema.org): a `VideoObject` for a video, a `SocialMediaPosting` for the rest.
struct StructuredPost {
    let post: Post
    /// Its film's fast-start file, if there is one to be played.
    let film: Link?
    let settings: Settings

    /// Without any `<`, so that no `</script>` and no `<!--` can stand in it.
    var text: String {
        var json = JSONWriter(capacity: 2_048)
        json.object { json in
            json.field("@context", "https://schema.org")
            if post.form == .video { video(&json) } else { posting(&json) }
        }
        return json.text.replacing("<", with: "\\u003c")
    }

    private func video(_ json: inout JSONWriter) {
        film(&json)
        about(&json)
    }

    private func posting(_ json: inout JSONWriter) {
        json.field("@type", "SocialMediaPosting")
        json.field("headline", post.headline)
        if !post.text.isEmpty { json.field("articleBody", post.text) }
        json.field("datePublished", InternetDate.text(milliseconds: post.published))
        if let edited = post.edited { json.field("dateModified", InternetDate.text(milliseconds: edited)) }
        let photos = post.attachments.filter { $0.kind == .photo }
        if !photos.isEmpty {
            json.array("image") { json in
                for photo in photos { json.value(settings.absolute(photo.picture.largest)) }
            }
        }
        if post.attachments.contains(where: { $0.kind == .video }) { json.object("video") { film(&$0) } }
        if let card = post.linkCard {
            json.object("sharedContent") { json in
                json.field("@type", "WebPage")
                json.field("url", card.url)
            }
        }
        about(&json)
    }

    /// What search engines ask of a film: name, description, picture and date must be there.
    private func film(_ json: inout JSONWriter) {
        let duration = post.attachments.first { $0.kind == .video }?.picture.duration ?? 0
        json.field("@type", "VideoObject")
        json.field("name", post.headline)
        json.field("description", post.text.isEmpty ? post.headline : post.text)
        if let picture = post.picture {
            json.array("thumbnailUrl") { $0.value(settings.absolute(picture.largest)) }
        }
        json.field("uploadDate", InternetDate.text(milliseconds: post.published))
        json.field("duration", InternetDate.span(milliseconds: duration))
        if let film { json.field("contentUrl", settings.absolute(film)) }
        json.field("embedUrl", settings.absolute(.embed(post.id)))
    }

    private func about(_ json: inout JSONWriter) {
        json.field("url", settings.absolute(post.link))
        if let language = post.language { json.field("inLanguage", language) }
        json.object("author") { json in
            json.field("@type", post.author.isPerson ? "Person" : "Organization")
            json.field("name", post.author.name)
            json.field("url", settings.absolute(.channel(post.author.handle)))
        }
        json.field("commentCount", post.comments)
        json.array("interactionStatistic") { json in
            if post.form == .video { count("WatchAction", post.views, &json) }
            count("LikeAction", post.likes, &json)
            count("CommentAction", post.comments, &json)
        }
    }

    private func count(_ action: String, _ number: Int64, _ json: inout JSONWriter) {
        json.object { json in
            json.field("@type", "InteractionCounter")
            json.object("interactionType") { $0.field("@type", "https://schema.org/" + action) }
            json.field("userInteractionCount", number)
        }
    }
}
