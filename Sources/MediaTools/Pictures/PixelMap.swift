/// The pixels of a small PPM file, three bytes each (Netpbm "P6", netpbm.sourceforge.net/doc/ppm.html).
struct PixelMap {
    let size: PixelSize
    let rgb: [UInt8]

    /// Nil unless the bytes are a whole P6 file of one byte a channel, at most 4,096 pixels a side.
    init?(_ bytes: [UInt8]) {
        var words: [String] = []
        var position = 0
        while words.count < 4, position < bytes.count {
            let word = bytes[position...].prefix { !Self.isSpace($0) }
            position += word.count + 1
            if word.first == UInt8(ascii: "#") {
                // A comment runs to the end of its line.
                position += bytes[min(position - 1, bytes.count)...].prefix { $0 != UInt8(ascii: "\n") }.count
            } else if !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
            }
        }
        guard
            words.count == 4, words[0] == "P6", words[3] == "255", let width = Int(words[1]),
            let height = Int(words[2]), Self.sides.contains(width), Self.sides.contains(height),
            position <= bytes.count,
            bytes.count - position == width * height * 3
        else { return nil }
        size = PixelSize(width: width, height: height)
        rgb = Array(bytes[position...])
    }

    /// Keeps the product of hostile numbers from overflowing.
    private static let sides = 1...4096

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
