import Database

/// What is counted of a post, day by day.
enum Measure: String, CaseIterable, Sendable {
    /// Times that a reader's screen has shown it; its author's own looks apart.
    case seen
    /// Given less taken back: a day may come out below nought.
    case likes
    case comments
    case votes
    /// Subscriptions made from its page.
    case subscribers

    init?(name: String?) {
        guard let name, let measure = Measure(rawValue: name) else { return nil }
        self = measure
    }

    /// Its column in `post_days`.
    var column: SQL {
        switch self {
        case .seen: "seen"
        case .likes: "likes"
        case .comments: "comments"
        case .votes: "votes"
        case .subscribers: "subscribers"
        }
    }
}

/// What came of a post on one day.
struct PostDay: Sendable, Equatable {
    /// Days since 1970, UTC.
    let day: Int64
    /// In the order of `Measure.allCases`.
    var numbers = [Int64](repeating: 0, count: Measure.allCases.count)

    subscript(measure: Measure) -> Int64 {
        guard let index = Measure.allCases.firstIndex(of: measure) else { return 0 }
        return numbers[index]
    }

    /// The day's first millisecond.
    var milliseconds: Int64 { day * Self.milliseconds }

    static func day(of milliseconds: Int64) -> Int64 { milliseconds / Self.milliseconds }

    private static let milliseconds: Int64 = 86_400_000

    /// The last days up to `today`, oldest first, one each: days on which nothing happened are noughts.
    static func filled(_ days: [PostDay], through today: Int64, count: Int) -> [PostDay] {
        let known = Dictionary(days.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
        return (0..<Int64(count)).reversed().map { known[today - $0] ?? PostDay(day: today - $0) }
    }
}

extension Limits {
    /// Four weeks: as many of each weekday, and 28 bars fit a phone.
    static let figureDays = 28
}
