import Glibc

/// What a picture looks like in 64 bits, so that a copy is known again though it was made smaller, compressed
/// or stored in another format. Not for secrets: other pictures with the same hash can be made on purpose.
///
/// The picture is squeezed to 32 x 32 grey pixels and expressed as cosine waves (a discrete cosine transform,
/// DCT-II). Of the 8 x 8 slowest waves, each but the even grey gives a bit: whether its share lies above the
/// median of them all. Small changes touch fast waves, and move few shares across the median. After
/// C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010), 3.2.1.
public struct PerceptualHash: Sendable, Hashable {
    public let bits: UInt64

    /// A stored hash.
    public init(bits: UInt64) { self.bits = bits }

    /// Of `rgb`, three bytes a pixel, 32 rows of 32. Nil if nothing is to be seen: of one colour, or nearly.
    /// Takes some tens of microseconds.
    public init?(rgb: [UInt8]) {
        precondition(rgb.count == Self.side * Self.side * 3, "32 x 32 pixels of three bytes")
        let grey = stride(from: 0, to: rgb.count, by: 3).map { pixel -> Double in
            // ITU-R BT.601, 2.5.1, in thousandths.
            let weighted = 299 * Int(rgb[pixel]) + 587 * Int(rgb[pixel + 1]) + 114 * Int(rgb[pixel + 2])
            return Double(weighted) / 1000
        }
        let shares = Self.shares(of: grey)
        guard shares.map(abs).max() ?? 0 >= Self.shareMin else { return nil }
        let median = shares.sorted()[shares.count / 2]
        bits = shares.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
    }

    /// In how many of the bits two pictures differ, 0 to 63. A copy has 10 at most, as a rule; different
    /// photographs have more than 16.
    public func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// The 63 slow waves without the even grey: rows first, then columns.
    private static func shares(of grey: [Double]) -> [Double] {
        var rows = [Double](repeating: 0, count: side * waves)
        for row in 0..<side {
            for wave in 0..<waves {
                for column in 0..<side {
                    rows[row * waves + wave] += grey[row * side + column] * cosines[wave * side + column]
                }
            }
        }
        return (1..<waves * waves).map { place -> Double in
            var share = 0.0
            for row in 0..<side {
                share += rows[row * waves + place % waves] * cosines[place / waves * side + row]
            }
            return share
        }
    }

    private static let side = 32
    private static let waves = 8
    /// A wave of half a step of grey in all pixels; below it, compression decides the bits.
    private static let shareMin = 256.0

    private static let cosines = (0..<waves * side).map { index -> Double in
        let halfPeriods = Double(index / side)
        let place = (Double(index % side) + 0.5) / Double(side)
        return cos(.pi * halfPeriods * place)
    }
}
