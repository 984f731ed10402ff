/// The composer as fields of its form: what a draft keeps, and what a form of another kind carries along.
extension Composer {
    /// Everything typed. Read back by `Composer(saved)`, it is the same composer.
    var fields: [DraftField] {
        var fields = [DraftField("kind", kind.rawValue), DraftField("text", text)]
        for part in ComposerPart.allCases { fields += self.fields(of: part) }
        fields.append(DraftField("audience", audience.name))
        add("readers", readers, to: &fields)
        if isLater { fields.append(DraftField("when", "later")) }
        add("date", date, to: &fields)
        add("time", time, to: &fields)
        add("zone", zone, to: &fields)
        add("expires", expires, to: &fields)
        if hasCommentsOff { fields.append(DraftField("comments-off", "1")) }
        add("video", video?.description ?? "", to: &fields)
        return fields
    }

    /// What this kind's form does not show, but somebody typed: carried along unseen, for a change of mind.
    var unseenFields: [DraftField] {
        ComposerPart.allCases.filter { !kind.parts.contains($0) }.flatMap(fields(of:))
    }

    private func fields(of part: ComposerPart) -> [DraftField] {
        var fields: [DraftField] = []
        switch part {
        case .photos:
            for photo in photos {
                fields.append(DraftField("photo", "\(photo.attachment)"))
                add("alt-\(photo.attachment)", photo.alt, to: &fields)
            }
        case .clip:
            if let upload {
                fields += [
                    DraftField("upload", upload), DraftField("upload-name", uploadName),
                    DraftField("upload-bytes", "\(uploadBytes)"),
                ]
            }
            add("clip-alt", clipAlt, to: &fields)
        case .link: add("link", link, to: &fields)
        case .options: fields = optionFields
        case .closing:
            if closesInMinutes != Self.usualMinutes { add("closes", closesInMinutes, to: &fields) }
            if showsAtClose { fields.append(DraftField("results", "close")) }
        case .quiz:
            fields = answers.map { DraftField("answer", "\($0)") }
            add("explanation", explanation, to: &fields)
        case .shared: add("shared", shared?.description ?? "", to: &fields)
        }
        return fields
    }

    private var optionFields: [DraftField] {
        guard options != Self.noOptions else { return [] }
        return options.enumerated().flatMap { index, option -> [DraftField] in
            var fields = [DraftField("option-\(index + 1)", option.text)]
            add("option-picture-\(index + 1)", option.picture?.description ?? "", to: &fields)
            return fields
        }
    }

    private func add(_ name: String, _ value: String, to fields: inout [DraftField]) {
        if !value.isEmpty { fields.append(DraftField(name, value)) }
    }

    /// As one page saves it.
    func writing() -> DraftWriting {
        let options = kind.asks ? options.map(\.text).filter { !$0.isEmpty } : []
        return DraftWriting(
            kind: kind.rawValue, text: ([text] + options).joined(separator: "\n"), fields: fields,
            pictures: pictures, seat: seat)
    }

    /// Goes on where a saving ended.
    init(_ draft: SavedDraft) {
        let form = Form(fields: draft.writing.fields.map { (name: $0.name, value: $0.value) })
        let photos = form.all("photo").compactMap { id in
            AttachmentID(id).map { DraftPhoto(attachment: $0, alt: form.line("alt-\(id)")) }
        }
        var pictures: [Int: AttachmentID] = [:]
        for number in Self.optionNumbers {
            pictures[number] = form["option-picture-\(number)"].flatMap { AttachmentID($0) }
        }
        self.init(form, photos: photos, pictures: pictures)
        (saved, revision, savedAt) = (draft.id, draft.revision, draft.saved)
    }
}
