/// A WebP file as a list of chunks (RFC 9649, 2.3 and 2.7), for taking out what is not picture.
///
/// libvips 8.14 keeps EXIF, with its place and camera, and the colour profile in a WebP even when told to
/// strip them, and adds an EXIF block of its own to pictures that had none. So what goes out is taken apart
/// here and only the chunks named below are put back, whatever the version of libvips at hand does.
struct WebPFile {
    private var chunks: [(name: String, bytes: ArraySlice<UInt8>)] = []

    /// Nil if the bytes are not a whole WebP file.
    init?(_ bytes: [UInt8]) {
        guard Judge.picture(head: Array(bytes.prefix(32))) == .webp else { return nil }
        var position = 12
        while position + 8 <= bytes.count {
            let length = Bytes.little(bytes[position + 4..<position + 8])
            guard position + 8 + length <= bytes.count else { return nil }
            let name = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            chunks.append((name, bytes[position + 8..<position + 8 + length]))
            position += 8 + length + length % 2
        }
    }

    /// The names of the chunks, in order.
    var chunkNames: [String] { chunks.map(\.name) }

    /// The file with its pixels, its transparency and nothing else.
    func cleaned() -> [UInt8] {
        var body = Array("WEBP".utf8)
        for (name, bytes) in chunks where Self.kept.contains(name) {
            body += Array(name.utf8) + Self.littleEndian(bytes.count)
            body += name == "VP8X" ? Self.withoutFlags(bytes) : bytes
            if bytes.count % 2 == 1 { body.append(0) }
        }
        return Array("RIFF".utf8) + Self.littleEndian(body.count) + body
    }

    /// The first byte of VP8X says which chunks follow: colour profile 0x20, EXIF 0x08, XMP 0x04.
    private static func withoutFlags(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        if let first = bytes.indices.first { bytes[first] &= ~0x2C }
        return bytes
    }

    private static func littleEndian(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static let kept: Set<String> = ["VP8X", "VP8 ", "VP8L", "ALPH"]
}
