/// Reads the pixels a picture claims to have from its own header, without starting a decoder: a bomb of
/// 50,000 x 50,000 pixels is refused for the price of a few bytes read.
///
/// A first guard, not the judge: nil means "not found here" and the decoder's own header reader is asked
/// next. AVIF and HEIC always answer nil, as their sizes lie several boxes deep.
enum PictureHeader {
    static func size(of reader: BlobReader, _ format: PictureFormat) throws -> PixelSize? {
        let head = try reader.read(at: 0, count: 32)
        return switch format {
        case .png: png(head)
        case .gif: gif(head)
        case .webp: webp(head)
        case .jpeg: try jpeg(reader)
        case .avif, .heic: nil
        }
    }

    /// PNG 11.2.1: IHDR comes first, four bytes of width, four of height.
    private static func png(_ head: [UInt8]) -> PixelSize? {
        guard head.count >= 24, Array(head[12..<16]) == Array("IHDR".utf8) else { return nil }
        return PixelSize(width: bigEndian(head[16..<20]), height: bigEndian(head[20..<24]))
    }

    /// GIF89a 18: the logical screen.
    private static func gif(_ head: [UInt8]) -> PixelSize? {
        guard head.count >= 10 else { return nil }
        return PixelSize(width: littleEndian(head[6..<8]), height: littleEndian(head[8..<10]))
    }

    /// RFC 9649: 2.7 (VP8X, sizes less one in 24 bits), 2.5 (VP8, RFC 6386 9.1), 2.6 (VP8L, 14 bits each).
    private static func webp(_ head: [UInt8]) -> PixelSize? {
        guard head.count >= 30 else { return nil }
        switch String(decoding: head[12..<16], as: UTF8.self) {
        case "VP8X":
            return PixelSize(width: littleEndian(head[24..<27]) + 1, height: littleEndian(head[27..<30]) + 1)
        case "VP8 " where Array(head[23..<26]) == [0x9D, 0x01, 0x2A]:
            return PixelSize(
                width: littleEndian(head[26..<28]) & 0x3FFF, height: littleEndian(head[28..<30]) & 0x3FFF)
        case "VP8L" where head[20] == 0x2F:
            let bits = littleEndian(head[21..<25])
            return PixelSize(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
        default: return nil
        }
    }

    /// ITU-T T.81 B.1.1.4 and B.2.2: segments are walked until a start of frame. Bytes between segments that
    /// belong to none end the walk, since decoders differ in what they make of them.
    private static func jpeg(_ reader: BlobReader) throws -> PixelSize? {
        var position = 2
        for _ in 0..<segmentsMax {
            let segment = try reader.read(at: position, count: 9)
            guard segment.count == 9, segment[0] == 0xFF else { return nil }
            switch segment[1] {
            case 0xFF: position += 1
            case 0x01, 0xD0...0xD7: position += 2
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(segment[1]):
                return PixelSize(width: bigEndian(segment[7..<9]), height: bigEndian(segment[5..<7]))
            case 0xD9, 0xDA: return nil
            default: position += 2 + bigEndian(segment[2..<4])
            }
        }
        return nil
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// A file of nothing but empty segments would otherwise cost one read for every four of its bytes.
    private static let segmentsMax = 2_000
}

/// Width and height in pixels.
struct PixelSize: Equatable {
    var width: Int
    var height: Int

    /// Turned by a quarter.
    var turned: PixelSize { PixelSize(width: height, height: width) }
}

extension PictureLimits {
    /// Refuses a picture that claims too many pixels, or none. Sides are compared first, so the product
    /// cannot overflow.
    func check(_ size: PixelSize) throws(PictureRefusal) {
        guard size.width > 0, size.height > 0 else { throw .damaged }
        guard
            size.width <= sidePixelsMax, size.height <= sidePixelsMax,
            size.width * size.height <= pixelsMax
        else { throw .tooManyPixels(width: size.width, height: size.height) }
    }
}
