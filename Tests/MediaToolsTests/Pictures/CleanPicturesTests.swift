import Testing

@testable import MediaTools

/// Nothing of the sent file but its colours survives.
@Suite struct CleanPicturesTests {
    private let space = Workspace()

    /// Photographs with place, camera, time and thumbnail: the words are in the original, and in no result.
    @Test(arguments: [Samples.placed, Samples.upsideDown] + Samples.otherPlaced)
    func placeAndCameraAreGone(source: String) async throws {
        let fields = try await tool("vipsheader", "-a", source).outputText
        #expect(fields.contains("GPSLatitude") && fields.contains("-Model: "))
        let picture = try await Pictures().prepare(source, into: space["out"], widths: [200, 5000])
        #expect(picture.sizes.map(\.width) == [200, 4000])
        try await provesClean(picture, camera: Self.value("Model", in: fields))
    }

    /// Each format with EXIF, XMP, IPTC, a comment and a profile, as far as it can hold them.
    @Test(arguments: PictureFormat.allCases)
    func everyFormatComesOutClean(format: PictureFormat) async throws {
        var bytes = try await space.small(format)
        switch format {
        case .jpeg:
            bytes = PictureBytes.jpeg(bytes, with: 0xFE, Array("Xiaomi GPS".utf8))
            bytes = PictureBytes.jpeg(
                bytes, with: 0xED, Array("Photoshop 3.0\08BIM\u{4}\u{4}\0\0\0\0\0\0".utf8))
            bytes = PictureBytes.jpeg(
                bytes, with: 0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>".utf8))
        case .png:
            bytes = PictureBytes.png(bytes, with: "tEXt", Array("Xiaomi\0GPS".utf8))
            bytes = PictureBytes.png(
                bytes, with: "iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>".utf8))
        case .gif: bytes = PictureBytes.gif(bytes, comment: Array("Xiaomi GPS".utf8))
        case .webp: bytes = PictureBytes.webp(bytes, with: "XMP ", Array("<x:xmpmeta/> Xiaomi GPS".utf8))
        case .avif, .heic: bytes = PictureBytes.boxes(bytes, with: "free", Array("Xiaomi GPS".utf8))
        }
        let source = space.write(bytes, "sent")
        let picture = try await Pictures().prepare(source, into: space["out"], widths: [40, 90])
        #expect(picture.format == format)
        try await provesClean(picture, camera: "Xiaomi")
    }

    /// By the file's own structure, by its bytes, and by what libvips still finds.
    private func provesClean(_ picture: PreparedPicture, camera: String) async throws {
        for size in picture.sizes {
            let bytes = try Workspace.bytes(size.path)
            let names = Self.chunks(bytes)
            #expect(!names.isEmpty && Set(names).isSubset(of: ["VP8 ", "VP8L", "VP8X", "ALPH"]), "\(names)")
            for word in [
                "Exif", "EXIF", "GPS", "XMP", "xmp", "ICCP", "acsp", "Photoshop", "8BIM", "http://", camera,
            ] {
                // Three letters stand in a megabyte of pixels by chance.
                guard word.utf8.count > 3 || bytes.count < 50_000 else { continue }
                #expect(Bytes.place(of: Array(word.utf8), in: bytes) == nil, "\(word)")
            }
            let fields = try await tool("vipsheader", "-a", size.path).outputText.lowercased()
            for word in ["exif", "gps", "xmp", "icc", "iptc", "orientation", camera.lowercased()] {
                #expect(!fields.contains(word), "\(word)")
            }
        }
    }

    /// RFC 9649, 2.3: read here apart from the code under test. Fails unless the chunks fill the file.
    private static func chunks(_ bytes: [UInt8]) -> [String] {
        func number(_ place: Int) -> Int {
            bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= 20, bytes.starts(with: "RIFF".utf8), number(4) == bytes.count - 8 else {
            return []
        }
        var names: [String] = []
        var place = 12
        while place + 8 <= bytes.count {
            names.append(String(decoding: bytes[place..<place + 4], as: UTF8.self))
            place += 8 + number(place + 4) + number(place + 4) % 2
        }
        return place == bytes.count ? names : []
    }

    /// `exif-ifd0-Model: Redmi Note 8 (Redmi Note 8, ASCII, …)` as far as the bracket.
    private static func value(_ name: String, in fields: String) -> String {
        let line = fields.split(separator: "\n").first { $0.contains("-\(name): ") } ?? ""
        let value = line.split(separator: ":", maxSplits: 1).last ?? ""
        return value.prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
    }
}
