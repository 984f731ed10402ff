extension Post {
    /// Everything of it that a reader reads, where muted words are looked for.
    var texts: [String] {
        var texts = [title, text, stage?.title ?? ""] + attachments.map(\.picture.alt)
        if let poll {
            texts += poll.options.flatMap { [$0.text, $0.picture?.alt ?? ""] } + [poll.explanation]
        }
        if let linkCard { texts += [linkCard.title, linkCard.description] }
        return texts
    }

    /// What stands above it on its own page when the viewer has made it quiet.
    func quietLine(_ visit: Visit) -> QuietLine? {
        quiet.map { QuietLine(reason: $0, author: author, visit: visit) }
    }
}
