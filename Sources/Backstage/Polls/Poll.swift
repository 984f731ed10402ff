/// A question with two to six answers. One vote a channel, changed as often as wanted until it closes.
///
/// A quiz is one with a right answer: answered once, and never closed.
struct Poll: Sendable {
    struct Option: Sendable {
        let position: Int
        let text: String
        let votes: Int64
        var picture: Picture?
    }

    let post: PostID
    let closes: Int64
    /// Results stay hidden until it closes, also from who voted.
    let showsAtClose: Bool
    let votes: Int64
    /// The viewer's choice.
    let mine: Int?
    var isQuiz = false
    /// The position of the right answer; nil while it is sealed for the viewer, and in a plain poll.
    var answer: Int?
    /// Why it is right: shown with it.
    var explanation = ""
    var options: [Option] = []
    var hasPictures: Bool { options.contains { $0.picture != nil } }

    /// When a quiz closes.
    static let never: Int64 = 1 << 53

    func isClosed(at now: Int64) -> Bool { now >= closes }

    /// Results show after voting or closing; if the author chose so, only after closing.
    func showsResults(at now: Int64, to isAuthor: Bool) -> Bool {
        if isQuiz { return mine != nil || isAuthor }
        return isClosed(at: now) || (!showsAtClose && mine != nil) || isAuthor
    }

    /// Whole per cents that add up to 100: the largest remainders are rounded up (Hamilton's method).
    var shares: [Int] {
        guard votes > 0 else { return options.map { _ in 0 } }
        let exact = options.map { Double($0.votes) * 100 / Double(votes) }
        var whole = exact.map { Int($0) }
        let byRemainder = exact.indices.sorted {
            exact[$0] - Double(whole[$0]) > exact[$1] - Double(whole[$1])
        }
        for index in byRemainder.prefix(max(0, 100 - whole.reduce(0, +))) { whole[index] += 1 }
        return whole
    }
}
