/// Where on the picture a caption stands: WebVTT's cue settings (4.4), checked and written in one order.
/// None is the usual place, below in the middle.
public struct CuePlace: Sendable, Equatable {
    /// `vertical:rl` and so on, in the order of `names`, each at most once.
    let words: [String]

    /// The usual place.
    public init() { words = [] }

    /// Takes what is valid of the words behind a cue's times; a player passes over the rest as well.
    init(reading settings: some Sequence<Substring>) {
        var found: [String: String] = [:]
        for setting in settings {
            let halves = setting.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { continue }
            let name = String(halves[0])
            let value = String(halves[1])
            if Self.isValid(name, value) { found[name] = value }
        }
        words = Self.names.compactMap { name in found[name].map { "\(name):\($0)" } }
    }

    private static func isValid(_ name: String, _ value: String) -> Bool {
        let halves = value.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let first = String(halves[0])
        let second = halves.count == 2 ? String(halves[1]) : nil
        switch name {
        case "vertical": return ["rl", "lr"].contains(value)
        case "align": return ["start", "center", "end", "left", "right"].contains(value)
        case "size": return isPercentage(value)
        case "position":
            return isPercentage(first) && second.map(["line-left", "center", "line-right"].contains) ?? true
        case "line":
            return (isPercentage(first) || isLine(first))
                && second.map(["start", "center", "end"].contains) ?? true
        default: return false
        }
    }

    /// 0 to 100, with up to six digits behind the point.
    private static func isPercentage(_ text: String) -> Bool {
        guard text.hasSuffix("%") else { return false }
        let halves = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = CueTime.number(halves[0]),
            halves.count == 1 || CueTime.number(halves[1]) != nil
        else { return false }
        return whole < 100 || whole == 100 && (halves.count == 1 || CueTime.number(halves[1]) == 0)
    }

    private static func isLine(_ text: String) -> Bool {
        CueTime.number(text.hasPrefix("-") ? text.dropFirst() : text[...]) != nil
    }

    private static let names = ["vertical", "line", "position", "size", "align"]
}
