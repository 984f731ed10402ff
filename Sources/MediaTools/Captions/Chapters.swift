/// A part of a video that has a name.
public struct Chapter: Sendable, Equatable {
    public let startMilliseconds: Int
    public let title: String

    public init(startMilliseconds: Int, title: String) {
        self.startMilliseconds = startMilliseconds
        self.title = title
    }
}

/// Finds chapters in a video's description.
public enum Chapters {
    /// The lines that begin or end with a time such as `0:00` or `1:02:03`, if they are chapters: three at
    /// least, the first at 0:00, each after the one before and before the end. Otherwise none, since a
    /// description may well name times for other reasons.
    public static func find(in text: String, durationMilliseconds: Int) -> [Chapter] {
        let chapters = text.split(whereSeparator: \.isNewline).compactMap(chapter)
        let starts = chapters.map(\.startMilliseconds)
        let isAscending = zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }
        guard starts.count >= 3, starts[0] == 0, isAscending, starts.allSatisfy({ $0 < durationMilliseconds })
        else { return [] }
        return chapters
    }

    /// A line without a time, or without a title, is none.
    private static func chapter(_ line: Substring) -> Chapter? {
        let words = line.split(whereSeparator: \.isWhitespace)
        let beginning = words.drop { $0.allSatisfy(isDecoration) }
        if let start = beginning.first.flatMap(time) {
            return chapter(start, trim(beginning.dropFirst().joined(separator: " "), isDecoration))
        }
        let end = words.reversed().drop { $0.allSatisfy(isDecoration) }
        let title = end.dropFirst().reversed().joined(separator: " ")
        return end.first.flatMap(time).flatMap { chapter($0, trim(title, isDecoration)) }
    }

    private static func chapter(_ start: Int, _ title: String) -> Chapter? {
        title.isEmpty ? nil : Chapter(startMilliseconds: start, title: title)
    }

    /// `M:SS`, `MM:SS` or `H:MM:SS`, perhaps in brackets or with a dash that sticks to it.
    private static func time(_ word: Substring) -> Int? {
        let bare = trim(String(word), { isDecoration($0) || "()[]".contains($0) })
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false)
        let values = parts.compactMap { CueTime.number($0) }
        guard values.count == parts.count, (2...3).contains(parts.count), parts[0].utf8.count <= 3,
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            values.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        return values.reduce(0) { $0 * 60 + $1 } * 1000
    }

    private static func trim(_ text: String, _ isTrimmed: (Character) -> Bool) -> String {
        let front = text.drop(while: isTrimmed)
        return String(front.reversed().drop(while: isTrimmed).reversed())
    }

    /// Dashes, bullets and the like, which people put between times and titles.
    private static func isDecoration(_ character: Character) -> Bool {
        " -–—|:•·*►▶→>~=".contains(character)
    }
}
