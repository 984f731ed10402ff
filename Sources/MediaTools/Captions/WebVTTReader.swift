/// Reads WebVTT (6.1), more strictly than a player: where a player passes over what it does not understand,
/// whoever sent the file is told the line.
struct WebVTTReader {
    let limits: CaptionLimits

    /// The word alone, or before a space or a tab (4.1).
    static func isHeader(_ line: String) -> Bool {
        line == "WEBVTT" || line.hasPrefix("WEBVTT ") || line.hasPrefix("WEBVTT\t")
    }

    /// The first block is the header, with whatever else stands in it.
    func read(_ lines: CaptionLines) throws(CaptionRefusal) -> [Cue] {
        var cues: [Cue] = []
        let blocks = lines.blocks(spacesAreBlank: false)
        try readHeader(blocks[0])
        for block in blocks.dropFirst() {
            guard let cue = try read(block) else { continue }
            guard cues.count < limits.cuesMax else { throw .tooManyCues(cuesMax: limits.cuesMax) }
            cues.append(cue)
        }
        return cues
    }

    private func readHeader(_ block: CaptionBlock) throws(CaptionRefusal) {
        if let arrow = block.lines.firstIndex(where: CaptionBlock.hasArrow) {
            throw .noEmptyLine(line: block.number + arrow)
        }
    }

    /// Nil for a block that is no caption, and for one that shows nothing.
    private func read(_ block: CaptionBlock) throws(CaptionRefusal) -> Cue? {
        guard let arrow = block.arrow else {
            guard Self.isAside(block.lines[0]) else { throw .withoutTimes(line: block.number) }
            return nil
        }
        let number = block.number + arrow
        guard let times = CueTimes(block.lines[arrow], CueTime.webVTT) else { throw .badTimes(line: number) }
        return try times.cue(
            id: arrow == 1 ? block.lines[0] : nil, text: Array(block.lines[(arrow + 1)...]), number: number,
            limits)
    }

    private static func isAside(_ line: String) -> Bool {
        let word = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first ?? ""
        return ["NOTE", "STYLE", "REGION"].contains(word)
    }
}

/// A line of times with what stands behind it.
struct CueTimes {
    let start: Int
    let end: Int
    let place: CuePlace

    /// `time` reads one of the two. Nil if either is not as it must be.
    init?(_ line: String, _ time: (Substring) -> Int?) {
        // The arrow needs no spaces around it to be read (6.3).
        let bytes = Array(line.utf8)
        guard let arrow = Bytes.place(of: Array("-->".utf8), in: bytes) else { return nil }
        let before = Self.words(bytes[..<arrow])
        let after = Self.words(bytes[(arrow + 3)...])
        guard before.count == 1, let first = after.first, let start = time(before[0]), let end = time(first)
        else { return nil }
        self.start = start
        self.end = end
        place = CuePlace(reading: after.dropFirst())
    }

    /// Nil if the caption shows nothing: no text, or no time at all.
    func cue(
        id: String?, text: [String], number: Int, _ limits: CaptionLimits
    ) throws(CaptionRefusal) -> Cue? {
        guard end >= start else { throw .backwards(line: number) }
        if let arrow = text.firstIndex(where: CaptionBlock.hasArrow) {
            throw .noEmptyLine(line: number + 1 + arrow)
        }
        let raw = text.joined(separator: "\n")
        guard raw.utf8.count <= limits.cueBytesMax else {
            throw .cueTooLong(line: number, bytesMax: limits.cueBytesMax)
        }
        return Cue(id: id, startMilliseconds: start, endMilliseconds: end, place: place, raw: raw)
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\t" }
    }
}
