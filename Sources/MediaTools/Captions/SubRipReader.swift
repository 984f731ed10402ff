/// Reads SubRip (.srt): blocks of a number, a line of times and the text. There is no specification; this is
/// what SubRip itself writes, with the liberties that editors take: no number, a point for the comma,
/// coordinates behind the times. Fonts and colours (`<font …>`, `{\an8}`) are dropped.
struct SubRipReader {
    let limits: CaptionLimits

    /// True if an arrow stands in the first block's first two lines.
    static func isFirst(_ lines: CaptionLines) -> Bool {
        lines.blocks(spacesAreBlank: true).first?.arrow != nil
    }

    func read(_ lines: CaptionLines) throws(CaptionRefusal) -> [Cue] {
        var cues: [Cue] = []
        for block in lines.blocks(spacesAreBlank: true) {
            guard let cue = try read(block) else { continue }
            guard cues.count < limits.cuesMax else { throw .tooManyCues(cuesMax: limits.cuesMax) }
            cues.append(cue)
        }
        return cues
    }

    /// A number alone, at the end of many files, is nothing; coordinates are read as settings that no player
    /// knows, and so are gone.
    private func read(_ block: CaptionBlock) throws(CaptionRefusal) -> Cue? {
        let lines = block.lines
        guard let arrow = block.arrow else {
            if lines.count == 1, Self.isNumber(lines[0]) { return nil }
            throw .withoutTimes(line: block.number)
        }
        guard let times = CueTimes(lines[arrow], CueTime.subRip) else {
            throw .badTimes(line: block.number + arrow)
        }
        guard arrow == 0 || Self.isNumber(lines[0]) else { throw .withoutTimes(line: block.number) }
        let text = lines[(arrow + 1)...].map(Self.withoutFonts)
        return try times.cue(id: nil, text: text, number: block.number + arrow, limits)
    }

    private static func isNumber(_ line: String) -> Bool {
        CueTime.number(line.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")) != nil
    }

    private static func withoutFonts(_ line: String) -> String {
        var rest = line[...]
        var kept = ""
        while let open = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
            kept += rest[..<open]
            let close: Character = rest[open] == "<" ? ">" : "}"
            guard isFont(rest[open...]), let end = rest[open...].firstIndex(of: close) else {
                kept.append(rest[open])
                rest = rest[rest.index(after: open)...]
                continue
            }
            rest = rest[rest.index(after: end)...]
        }
        return kept + rest
    }

    private static func isFont(_ text: Substring) -> Bool {
        let beginning = text.prefix(6).lowercased()
        return ["<font ", "<font>", "</font", "{\\"].contains { beginning.hasPrefix($0) }
    }
}
