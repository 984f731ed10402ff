/// SHA-1 (FIPS 180-4, 6.1): only because tus names it as the algorithm every server has. It finds bits
/// that fell over on the way; it keeps nobody out.
public struct SHA1 {
    private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    private var waiting: [UInt8] = []
    private var count: UInt64 = 0

    public init() {}

    public mutating func update(_ bytes: [UInt8]) {
        count += UInt64(bytes.count)
        waiting += bytes
        var start = 0
        while waiting.count - start >= 64 {
            mix(waiting[start..<start + 64])
            start += 64
        }
        waiting.removeFirst(start)
    }

    public mutating func digest() -> [UInt8] {
        let bits = count * 8
        waiting.append(0x80)
        while waiting.count % 64 != 56 { waiting.append(0) }
        for shift in stride(from: 56, through: 0, by: -8) {
            waiting.append(UInt8(bits >> UInt64(shift) & 0xFF))
        }
        for start in stride(from: 0, to: waiting.count, by: 64) { mix(waiting[start..<start + 64]) }
        waiting = []
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(word >> UInt32($0) & 0xFF) } }
    }

    private mutating func mix(_ block: ArraySlice<UInt8>) {
        var words = [UInt32](repeating: 0, count: 80)
        for (index, byte) in block.enumerated() { words[index / 4] = words[index / 4] << 8 | UInt32(byte) }
        for index in 16..<80 {
            words[index] = turned(
                words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
        }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for (index, word) in words.enumerated() {
            let (f, k): (UInt32, UInt32) =
                switch index {
                case ..<20: (b & c | ~b & d, 0x5A82_7999)
                case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
                case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            (a, b, c, d, e) = (turned(a, 5) &+ f &+ e &+ k &+ word, a, turned(b, 30), c, d)
        }
        for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
    }

    private func turned(_ word: UInt32, _ by: UInt32) -> UInt32 { word << by | word >> (32 - by) }
}
