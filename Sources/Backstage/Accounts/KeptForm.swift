import Markup

/// A form that somebody without a session sent: carried through the sign-in, so that nothing written is lost.
///
/// Files are not carried, and neither are passwords, which belong in no page.
struct KeptForm: Sendable {
    /// Where it was sent to.
    let action: Link
    let fields: [(name: String, value: String)]
    /// Files that came with it and have to be chosen again.
    let fileCount: Int

    /// Each field takes two of the sign-in form's, which has a few of its own (`Limits.formFields`).
    static let fieldsMax = Limits.formFields / 2 - 10
    /// The same text in two sizes of packing: as it came, and as pairs.
    static let formBytes = 2 * Limits.formBytes

    /// A form as it came. Nil when its address is none of ours.
    init?(_ form: Form, action path: String) {
        guard let action = Link.own(path) else { return nil }
        self.action = action
        fields = Self.fitting(form.fields.filter { !$0.name.hasPrefix("password") })
        fileCount = form.files.count
    }

    /// A form of ours always fits; what somebody made by hand is cut rather than sent back in megabytes.
    private static func fitting(_ fields: [(name: String, value: String)]) -> [(name: String, value: String)]
    {
        var left = Limits.formBytes
        return fields.prefix(fieldsMax).filter { field in
            left -= field.value.utf8.count
            return left >= 0
        }
    }

    /// The form that a sign-in page carried. Nil when it carried none.
    init?(carriedBy form: Form) {
        guard let action = Link.own(form["kept-action"]) else { return nil }
        self.action = action
        let pairs = zip(form.all("kept-name"), form.all("kept-value"))
        fields = pairs.prefix(Self.fieldsMax).map { (name: $0, value: $1) }
        fileCount = min(form["kept-files"].flatMap { Int($0) } ?? 0, Limits.photosAPost)
    }

    /// For the sign-in form.
    var carried: HTML {
        let pairs = fields.map { field -> HTML in
            """
            <input type="hidden" name="kept-name" value="\(field.name)">\
            <input type="hidden" name="kept-value" value="\(field.value)">
            """
        }
        return """
            <input type="hidden" name="kept-action" value="\(action.path)">\
            <input type="hidden" name="kept-files" value="\(fileCount)">\(pairs)
            """
    }

    /// For the form that sends it on its way again.
    var restored: HTML {
        let fields = fields.map { field -> HTML in
            "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">"
        }
        return "\(fields)"
    }

    /// What a person wrote, as against what the form says of itself.
    var written: [String] {
        fields.filter { Self.isWritten($0.name) && !Cleaning.isBlank($0.value) }.map(\.value)
    }

    private static func isWritten(_ name: String) -> Bool {
        ["text", "title", "name", "bio", "links"].contains(name)
            || ["option-", "alt-", "new-alt-"].contains { name.hasPrefix($0) }
    }
}

/// After the sign-in: what was written, and the button that sends it where it was going.
struct WelcomeBackPage {
    let kept: KeptForm
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.account_welcome_back), hasExtraStyles: true, isBare: true, content: content)
    }

    private var content: HTML { WelcomeStage(form: form, visit: visit).html }

    private var form: HTML {
        """
        <form class="stack split__fields" method="post" action="\(url: kept.action.path)" \
        enctype="multipart/form-data">
        <div class="stack stack--1"><h1>\(visit.say(.account_welcome_back))</h1><p class="muted">\(lead)</p>\
        </div>
        \(texts)\(KeptFiles(count: kept.fileCount, visit: visit).html)\(kept.restored)
        <button class="btn btn--primary btn--block">\(visit.say(.account_send_now))</button>
        <a class="btn btn--quiet btn--block" href="\(url: Link.home.path)">\(visit.say(.account_send_not))\
        </a></form>
        """
    }

    private var lead: String {
        visit.say(kept.written.isEmpty ? .account_welcome_back_go_on : .account_welcome_back_text)
    }

    private var texts: HTML? {
        guard !kept.written.isEmpty else { return nil }
        let texts = kept.written.map { "<p class=\"post__text\" dir=\"auto\">\($0)</p>" as HTML }
        return """
            <section class="card card--side" aria-label="\(visit.say(.account_kept_label))">\(texts)</section>
            """
    }
}

/// Says that files have to be chosen again; nothing when there were none.
struct KeptFiles {
    let count: Int
    let visit: Visit

    var html: HTML? {
        guard count > 0 else { return nil }
        return """
            <p class="flash flash--warn" role="status">\(Icon.image.html)\
            <span>\(visit.say(.account_kept_files, count: count))</span></p>
            """
    }
}
