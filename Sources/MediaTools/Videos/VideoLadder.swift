/// One size to make of a film.
public struct VideoStep: Sendable, Equatable {
    /// Of the shorter side, as people call it: 240, 480, 720, 1080; of a smaller film its own.
    public var name: Int
    /// Even, as H.264 with 4:2:0 wants them.
    public var width: Int
    public var height: Int
    /// Constant, whatever the film's is. Of all sizes of a film either the same or one half of the other.
    public var frameRate: FrameRate
    /// Bits a second that the picture may take at its busiest.
    public var bitsPerSecondMax: Int
    public var audioBitsPerSecond: Int
}

/// Which sizes are made of a film: never larger than it is, lowest first, in its own shape.
public enum VideoLadder {
    public static func steps(for facts: VideoFacts) -> [VideoStep] {
        guard facts.hasPicture else { return [step(480, facts, still)] }
        let short = min(facts.width, facts.height)
        let reached = rungs.filter { $0.short <= short }
        if reached.isEmpty { return [step(max(2, short), facts, rungs[0])] }
        return reached.map { step($0.short, facts, $0) }
    }

    private struct Rung {
        let short: Int
        let bits: Int
        let audio: Int
        var isFast = false
    }

    /// Ceilings for busy pictures; most films take a half of it (constant quality decides). Small sizes
    /// are for slow lines and small screens, where more than 30 pictures a second are not seen.
    private static let rungs = [
        Rung(short: 240, bits: 400_000, audio: 64_000),
        Rung(short: 480, bits: 1_400_000, audio: 96_000),
        Rung(short: 720, bits: 3_500_000, audio: 128_000, isFast: true),
        Rung(short: 1080, bits: 6_500_000, audio: 128_000, isFast: true),
    ]
    private static let still = Rung(short: 480, bits: 200_000, audio: 128_000)

    private static func step(_ short: Int, _ facts: VideoFacts, _ rung: Rung) -> VideoStep {
        let scale = Double(short) / Double(max(1, min(facts.width, facts.height)))
        let even = { (side: Int) in max(2, Int((Double(side) * scale / 2).rounded()) * 2) }
        let rate = facts.hasPicture ? FrameRate(near: facts.framesPerSecond) : FrameRate(2)
        return VideoStep(
            name: short, width: even(facts.width), height: even(facts.height),
            frameRate: rung.isFast ? rate : rate.slow, bitsPerSecondMax: rung.bits,
            audioBitsPerSecond: rung.audio)
    }
}
