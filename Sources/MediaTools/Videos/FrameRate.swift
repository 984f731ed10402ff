/// Pictures a second as a quotient, so that 30000/1001 is exactly that.
public struct FrameRate: Sendable, Equatable {
    public let numerator: Int
    public let denominator: Int

    public init(_ numerator: Int, _ denominator: Int = 1) {
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// The constant rate that shows a film of about so many pictures a second. At most 60: of a faster film
    /// every second picture (or third, or fourth), so that motion stays even. The rates of cameras and
    /// broadcasts are met exactly, others as a whole number. 0 is a film that does not say.
    init(near perSecond: Double) {
        guard perSecond > 0 else {
            self.init(30)
            return
        }
        var rate = min(perSecond, 10_000)
        if rate > Self.mostPerSecond {
            let part = rate / (rate / Self.mostPerSecond).rounded(.up)
            rate = part < 40 ? 60 : part
        }
        let nearest = Self.usual.min { abs($0.perSecond - rate) < abs($1.perSecond - rate) }
        if let nearest, abs(nearest.perSecond - rate) < rate / 100 {
            self = nearest
        } else {
            self.init(max(1, Int(rate < 10 ? rate.rounded(.up) : rate.rounded())))
        }
    }

    public var perSecond: Double { Double(numerator) / Double(denominator) }

    /// As ffmpeg is told.
    var text: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

    /// For small screens and slow lines: every second picture of a film of more than 30.
    var slow: FrameRate { isFast ? halved : self }

    /// Pictures from one key frame to the next, about two seconds. A fast rate and its half have their key
    /// frames at exactly the same moments.
    var keyFrameInterval: Int {
        isFast ? 2 * halved.keyFrameInterval : Int((2 * perSecond).rounded())
    }

    /// What two such intervals last.
    var segmentMicroseconds: Int { 2 * keyFrameInterval * denominator * 1_000_000 / numerator }

    private var isFast: Bool { perSecond > 30.5 }

    private var halved: FrameRate {
        numerator % 2 == 0
            ? FrameRate(numerator / 2, denominator) : FrameRate(numerator, denominator * 2)
    }

    /// 60, and what a clock that runs a little fast makes of it.
    private static let mostPerSecond = 60.5

    private static let usual = [
        FrameRate(25, 2), FrameRate(15_000, 1001), FrameRate(15), FrameRate(24_000, 1001), FrameRate(24),
        FrameRate(25), FrameRate(30_000, 1001), FrameRate(30), FrameRate(48_000, 1001), FrameRate(48),
        FrameRate(50), FrameRate(60_000, 1001), FrameRate(60),
    ]
}
