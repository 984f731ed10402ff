import Markup

/// What the pressed button of the composer asks for.
enum ComposerWish { case publish, preview, save, change, keepMine }

extension Composer {
    /// Reads which button was pressed; what only changes the form is done here.
    mutating func wish(_ form: Form) -> ComposerWish {
        if let kind = ComposerKind(name: form["become"]) {
            self.kind = kind
            return .change
        }
        if form.has("add") {
            options.append(ComposerOption())
            return .change
        }
        if let index = index(form["remove"]) {
            remove(at: index)
            return .change
        }
        if let index = index(form["remove-picture"]) {
            options[index].picture = nil
            return .change
        }
        if form.has("keep-mine") { return .keepMine }
        if form.has("save") { return .save }
        isPreviewed = form.has("preview")
        return isPreviewed ? .preview : .publish
    }

    /// Of an option, from its number in the form.
    private func index(_ number: String?) -> Int? {
        guard let number = number.flatMap({ Int($0) }), options.indices.contains(number - 1) else {
            return nil
        }
        return number - 1
    }

    private mutating func remove(at index: Int) {
        options.remove(at: index)
        answers = answers.compactMap { $0 == index + 1 ? nil : $0 > index + 1 ? $0 - 1 : $0 }
        while options.count < Limits.pollOptions.lowerBound { options.append(ComposerOption()) }
    }
}

/// What the composer alone can see is wrong.
enum ComposerRefusal: Refusal, Equatable {
    case linkMissing
    case linkWrong

    var problem: Problem {
        switch self {
        case .linkMissing: Problem("link", .studio_link_missing)
        case .linkWrong: Problem("link", .studio_link_wrong)
        }
    }
}

extension Composer {
    /// The post that is asked for, to be judged. Throws `Refused` for a link that is none.
    func draft(now: Int64) throws -> Draft {
        var draft = Draft(text: text, audience: audience)
        for part in kind.parts {
            switch part {
            case .photos: draft.photos = photos
            case .link: draft.text = try textWithLink()
            case .options: draft.poll = poll(now: now)
            case .shared: draft.shared = shared
            case .clip, .closing, .quiz: break
            }
        }
        if audience == .named { draft.readers = Self.handles(in: readers) }
        if isLater { draft.schedule = DraftSchedule(date: date, time: time, zone: zone) }
        // What is no number of hours is judged as none at all.
        draft.expiresAfterHours = expires.isEmpty ? nil : Int64(expires) ?? 0
        draft.hasCommentsOff = hasCommentsOff
        draft.video = video
        draft.saved = saved
        return draft
    }

    /// The address on a line of its own, unless the text has it already.
    private func textWithLink() throws -> String {
        guard !link.isEmpty else {
            guard Prose.firstLink(in: text) != nil else { throw Refused(ComposerRefusal.linkMissing) }
            return text
        }
        let address = link.contains("://") ? link : "https://\(link)"
        guard address.count <= Limits.linkCharacters, Prose.firstLink(in: address) == address else {
            throw Refused(ComposerRefusal.linkWrong)
        }
        if text.contains(address) { return text }
        return Cleaning.isBlank(text) ? address : "\(text)\n\(address)"
    }

    private func poll(now: Int64) -> DraftPoll {
        var poll = DraftPoll(options: options.map { DraftOption($0.text, picture: $0.picture) })
        if kind == .quiz {
            poll.isQuiz = true
            // Two right answers are as wrong as none.
            poll.answer = answers.count == 1 ? answers[0] - 1 : nil
            poll.explanation = explanation
        } else {
            let minutes = Int64(closesInMinutes).flatMap { abs($0) < 1 << 40 ? $0 : nil }
            poll.closes = minutes.map { now + $0 * 60_000 }
            poll.showsAtClose = showsAtClose
        }
        return poll
    }

    /// Parted by spaces, commas or line ends; each once, without its @.
    static func handles(in typed: String) -> [String] {
        var seen: Set<String> = []
        return typed.split { $0.isWhitespace || ",;".contains($0) }
            .map { String($0.drop { $0 == "@" }) }
            .filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }
}
