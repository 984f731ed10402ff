/// The outermost boxes of an MP4 file (ISO/IEC 14496-12, 4.2): a length, a name, and bytes.
struct MP4Boxes {
    /// In order.
    private(set) var names: [String] = []
    /// False if the last box reaches past the end of the file.
    private(set) var isWhole = true

    /// Reads 16 bytes a box. Zeros or stray bytes behind the last box are passed over, as players do.
    init(_ reader: LocalFile) throws {
        var position = 0
        while position + 8 <= reader.size, names.count < Self.boxesMax {
            let head = try reader.read(at: position, count: 16)
            guard head[4..<8].allSatisfy({ (0x20...0x7E).contains($0) }) else { return }
            names.append(String(decoding: head[4..<8], as: UTF8.self))
            guard let length = Self.length(head, left: reader.size - position) else {
                isWhole = false
                return
            }
            position += length
        }
    }

    var isFastStart: Bool {
        guard let index = names.firstIndex(of: "moov") else { return false }
        return index < names.firstIndex(of: "mdat") ?? names.count
    }

    /// 1 announces a length of 64 bits, 0 a box up to the end of the file. Nil if the box does not fit.
    private static func length(_ head: [UInt8], left: Int) -> Int? {
        let short = bigEndian(head[0..<4])
        if short == 0 { return left }
        guard short != 1 || head.count == 16 else { return nil }
        let length = short == 1 ? bigEndian(head[8..<16]) : short
        return length >= (short == 1 ? 16 : 8) && length <= UInt64(left) ? Int(length) : nil
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A fragmented file of twelve hours in pieces of one second has 86,400 boxes.
    private static let boxesMax = 200_000
}
