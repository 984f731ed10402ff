/// Times of captions in milliseconds.
enum CueTime {
    /// `00:01:02.345`; hours have as many digits as they need (WebVTT 4.1).
    static func text(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1000
        return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
            .joined(separator: ":") + "." + padded(milliseconds % 1000, 3)
    }

    /// WebVTT: hours of two digits or more, or none; two of minutes and of seconds, three behind the point.
    static func webVTT(_ text: some StringProtocol) -> Int? {
        guard let (whole, rest) = halves(text, ["."]), rest.utf8.count == 3, let parts = numbers(whole),
            parts.allSatisfy({ $0.digits >= 2 }), parts.suffix(2).allSatisfy({ $0.digits == 2 })
        else { return nil }
        return milliseconds(parts, rest)
    }

    /// SubRip: a comma, or a point as some write; hours always, one digit as some write.
    static func subRip(_ text: some StringProtocol) -> Int? {
        guard let (whole, rest) = halves(text, [",", "."]), (1...3).contains(rest.utf8.count),
            let parts = numbers(whole), parts.count == 3, parts.allSatisfy({ $0.digits <= 2 })
        else { return nil }
        return milliseconds(parts, rest + String(repeating: "0", count: 3 - rest.utf8.count))
    }

    /// Nil if there are other characters than digits.
    static func number(_ text: some StringProtocol) -> Int? {
        let isShort = (1...6).contains(text.utf8.count)
        return isShort && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    private static func milliseconds(_ parts: [(value: Int, digits: Int)], _ rest: String) -> Int? {
        guard let thousandths = number(rest), parts.suffix(2).allSatisfy({ $0.value < 60 }) else {
            return nil
        }
        return parts.reduce(0) { $0 * 60 + $1.value } * 1000 + thousandths
    }

    /// Two or three numbers between colons; hours of six digits at most.
    private static func numbers(_ text: String) -> [(value: Int, digits: Int)]? {
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        let parts = words.compactMap { word in number(word).map { (value: $0, digits: word.utf8.count) } }
        return parts.count == words.count && (2...3).contains(parts.count) ? parts : nil
    }

    private static func halves(_ text: some StringProtocol, _ marks: [Character]) -> (String, String)? {
        guard let mark = text.firstIndex(where: marks.contains) else { return nil }
        return (String(text[..<mark]), String(text[text.index(after: mark)...]))
    }

    private static func padded(_ value: Int, _ digits: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
