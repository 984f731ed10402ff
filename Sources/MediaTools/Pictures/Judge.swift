/// Says what a file is from its first bytes. The name it came with and the type it was sent as are claims,
/// and nothing here looks at them.
///
/// Every signature is anchored at the first byte, so a file that begins as SVG, HTML, PDF or ZIP is no
/// picture, whatever follows. What a picture carries behind its head is for `PictureStructure` and
/// `ForeignSearch`.
public enum Judge {
    /// As many bytes of the file as are worth passing in.
    public static let headBytes = 4096

    /// The picture format of these first bytes (32 at least, unless the file is shorter), or nil.
    ///
    /// Sources: PNG 3rd edition 5.2; JPEG, ITU-T T.81 B.1.1.3 (start of image, then a marker); GIF89a,
    /// section 17; WebP, RFC 9649 2.4; AVIF 1.1 section 6 and HEIF, ISO/IEC 23008-12 10.2 (brands).
    public static func picture(head: [UInt8]) -> PictureFormat? {
        if begins(head, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if begins(head, [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if begins(head, Array("GIF87a".utf8)) || begins(head, Array("GIF89a".utf8)) { return .gif }
        if begins(head, Array("RIFF".utf8)), begins(head.dropFirst(8), Array("WEBP".utf8)) { return .webp }
        let brands = brands(head)
        if brands.contains(where: avifBrands.contains) { return .avif }
        if brands.contains(where: heicBrands.contains) { return .heic }
        return nil
    }

    /// The same with the reason why not: `isForeign` if the bytes are something else that is known,
    /// `notAPicture` if they are nothing known.
    static func knownPicture(head: [UInt8]) throws(PictureRefusal) -> PictureFormat {
        if let format = picture(head: head) { return format }
        if let kind = ForeignMatter.announced(by: head) { throw .isForeign(kind) }
        // Readers of PDF look for its head in the first kilobyte (ISO 32000-1, annex H.3, note 13).
        let beginning = Array(head.prefix(1024))
        let isPDF = Bytes.place(of: Array("%PDF-".utf8), in: beginning) != nil
        throw isPDF ? .isForeign(.document) : .notAPicture
    }

    /// True if these first bytes open an MP4 file (ISO/IEC 14496-12 4.3 and 14496-14): a file type box with
    /// a brand of that family. QuickTime's own brand and the picture formats built on the same boxes are not.
    public static func isMP4(head: [UInt8]) -> Bool {
        let brands = brands(head)
        guard !brands.contains(where: { avifBrands.contains($0) || heicBrands.contains($0) }) else {
            return false
        }
        return brands.contains(where: mp4Brands.contains)
    }

    /// The major brand and the compatible ones, as far as the head reaches; none without a file type box.
    private static func brands(_ head: [UInt8]) -> [String] {
        guard head.count >= 16, begins(head.dropFirst(4), Array("ftyp".utf8)) else { return [] }
        let length = head[0..<4].reduce(0) { $0 << 8 | Int($1) }
        let end = min(length, head.count, 512)
        guard length >= 16, length % 4 == 0 else { return [] }
        let places = [8] + stride(from: 16, to: end, by: 4).filter { $0 + 4 <= end }
        return places.map { String(decoding: head[$0..<$0 + 4], as: UTF8.self) }
    }

    private static func begins(_ bytes: some Collection<UInt8>, _ signature: [UInt8]) -> Bool {
        bytes.starts(with: signature)
    }

    private static let avifBrands: Set<String> = ["avif", "avis"]
    private static let heicBrands: Set<String> = [
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1",
    ]
    private static let mp4Brands: Set<String> = [
        "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1",
        "dash",
        "M4V ", "MSNV",
    ]
}
