/// What decides where a comment stands among those sorted by "top" (docs/decisions/0013-comment-order.md).
///
/// Points count by their doublings, and a day counts as one doubling, so the score of a comment that nobody
/// touches never changes and still sinks under what is new. Whole numbers only: the same on every machine.
struct CommentRank: Sendable {
    var likes: Int64 = 0
    var dislikes: Int64 = 0
    var replies: Int64 = 0
    var isHearted = false
    /// Milliseconds UTC.
    let published: Int64

    /// The host has read it and was glad: as good as five strangers.
    static let heartPoints: Int64 = 5
    /// A thousand steps are a doubling, and a day.
    private static let stepMilliseconds: Int64 = 86_400

    private var points: Int64 {
        likes + replies + (isHearted ? Self.heartPoints : 0) - dislikes
    }

    var score: Int64 {
        let merit = Self.doublings(of: abs(points) + 1)
        return published / Self.stepMilliseconds + (points < 0 ? -merit : merit)
    }

    /// A thousand times the logarithm to base two, in straight lines between the powers of two.
    private static func doublings(of number: Int64) -> Int64 {
        let power = Int64(Int64.bitWidth - 1 - number.leadingZeroBitCount)
        let low: Int64 = 1 << power
        return 1_000 * power + (number - low) * 1_000 / low
    }
}
