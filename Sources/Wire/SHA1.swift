/// SHA-1 (FIPS 180-4, 6.1): only because tus names it as the algorithm every server has. It finds bits
/// that fell over on the way; it keeps nobody out.
///
/// Bytes are taken 64 at a time: a block is spread over 80 words, each of which turns five numbers once.
public struct SHA1: Sendable {
    private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    private var words = [UInt32](repeating: 0, count: 80)
    /// The beginning of a block whose end has not come.
    private var waiting: [UInt8] = []
    private var count: UInt64 = 0

    public init() {}

    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// Some 2 ms a MiB where it is optimised: not for Swift's cooperative threads when bytes are many.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        count += UInt64(bytes.count)
        var rest = bytes[...]
        if !waiting.isEmpty {
            let missing = rest.prefix(64 - waiting.count)
            waiting.append(contentsOf: missing)
            rest = rest.dropFirst(missing.count)
            guard waiting.count == 64 else { return }
            let block = waiting
            waiting.removeAll(keepingCapacity: true)
            block.withUnsafeBytes { mix($0[...]) }
        }
        while rest.count >= 64 {
            mix(rest.prefix(64))
            rest = rest.dropFirst(64)
        }
        waiting.append(contentsOf: rest)
    }

    /// The 20 bytes of everything so far; more may follow.
    public func digest() -> [UInt8] {
        var last = self
        let bits = count * 8
        let gap = (119 - waiting.count) % 64
        last.update([0x80] + [UInt8](repeating: 0, count: gap) + Self.bytes(of: bits))
        return last.state.flatMap { Self.bytes(of: $0) }
    }

    private static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private mutating func mix(_ block: Slice<UnsafeRawBufferPointer>) {
        for index in 0..<16 {
            let word = block.base.loadUnaligned(
                fromByteOffset: block.startIndex + index * 4, as: UInt32.self)
            words[index] = UInt32(bigEndian: word)
        }
        for index in 16..<80 {
            let word = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
            words[index] = Self.turned(word, 1)
        }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for index in 0..<80 {
            let f: UInt32
            let k: UInt32
            switch index {
            case ..<20: (f, k) = (b & c | ~b & d, 0x5A82_7999)
            case ..<40: (f, k) = (b ^ c ^ d, 0x6ED9_EBA1)
            case ..<60: (f, k) = (b & c | b & d | c & d, 0x8F1B_BCDC)
            default: (f, k) = (b ^ c ^ d, 0xCA62_C1D6)
            }
            let next = Self.turned(a, 5) &+ f &+ e &+ k &+ words[index]
            (a, b, c, d, e) = (next, a, Self.turned(b, 30), c, d)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
    }

    private static func turned(_ word: UInt32, _ by: UInt32) -> UInt32 { word << by | word >> (32 - by) }
}
