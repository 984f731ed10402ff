/// Captions: what is shown, when and where. Read from WebVTT or SubRip that people send, and written anew.
///
/// W3C, WebVTT (The Web Video Text Tracks Format): section 4 for the form of a file, 6.1 for reading one.
/// Comments, styles and regions are dropped: they are for an author's eyes, or reach beyond the captions.
public struct WebVTT: Sendable, Equatable {
    /// By their start; those that start together keep their order.
    public let cues: [Cue]

    public init(cues: [Cue]) {
        let places = cues.indices.sorted {
            (cues[$0].startMilliseconds, $0) < (cues[$1].startMilliseconds, $1)
        }
        self.cues = places.map { cues[$0] }
    }

    /// Reads WebVTT, or SubRip if that is what the bytes are. Throws `CaptionRefusal`, with the number of the
    /// first line that is wrong.
    public init(
        reading bytes: [UInt8], limits: CaptionLimits = CaptionLimits()
    ) throws(CaptionRefusal) {
        guard bytes.count <= limits.bytesMax else { throw .tooLarge(bytesMax: limits.bytesMax) }
        let lines = try CaptionLines(bytes)
        let cues =
            if let header = lines.first, WebVTTReader.isHeader(header) {
                try WebVTTReader(limits: limits).read(lines)
            } else if SubRipReader.isFirst(lines) {
                try SubRipReader(limits: limits).read(lines)
            } else {
                throw CaptionRefusal.notCaptions(line: lines.firstWrittenNumber)
            }
        guard !cues.isEmpty else { throw .empty }
        self.init(cues: cues)
    }

    /// The file as it is served: UTF-8, lines ended by LF.
    public var text: String {
        (["WEBVTT\n"] + cues.map(\.block)).joined(separator: "\n")
    }
}

/// One caption.
public struct Cue: Sendable, Equatable {
    /// Nil, or one line that a block may begin with.
    public let id: String?
    public let startMilliseconds: Int
    /// After the start.
    public let endMilliseconds: Int
    public let place: CuePlace
    /// Cue text as it is written: known tags, the rest escaped; no empty line, never empty.
    public let text: String

    /// `raw` is cue text of any kind and is cleaned. Nil if nothing is left of it, or if the times leave no
    /// moment to show it.
    public init?(
        id: String? = nil, startMilliseconds: Int, endMilliseconds: Int, place: CuePlace = CuePlace(),
        raw: String
    ) {
        let text = CueText.cleaned(raw)
        guard !text.isEmpty, startMilliseconds >= 0, endMilliseconds > startMilliseconds else { return nil }
        self.id = id.flatMap(Self.cleaned)
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.place = place
        self.text = text
    }

    /// An id that could be read as something else is none.
    private static func cleaned(id: String) -> String? {
        let line = String(id.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        let isTaken = ["NOTE", "STYLE", "REGION"].contains { line.hasPrefix($0) }
        let isWritten = line.contains { $0 != " " }
        return isWritten && !isTaken && !CaptionBlock.hasArrow(line) && line.utf8.count <= 200 ? line : nil
    }

    /// The lines of this cue in a file.
    fileprivate var block: String {
        let times = "\(CueTime.text(startMilliseconds)) --> \(CueTime.text(endMilliseconds))"
        let name = id.map { "\($0)\n" } ?? ""
        return "\(name)\(([times] + place.words).joined(separator: " "))\n\(text)\n"
    }
}
