import MediaTools
import Testing

@Suite struct PerceptualHashTests {
    private let space = Workspace()
    private static let photographs = [Samples.photograph, Samples.jpeg] + Samples.photographs

    @Test func differentPicturesAreFarApart() async throws {
        var hashes: [PerceptualHash] = []
        for source in Self.photographs + [Samples.png] { hashes.append(try await hash(source)) }
        for (index, one) in hashes.enumerated() {
            #expect(one.distance(to: one) == 0)
            for other in hashes[..<index] {
                #expect(one.distance(to: other) > 16)
                #expect(one.distance(to: other) == other.distance(to: one))
            }
        }
    }

    /// Smaller, much compressed, in other formats, darker, as we made it ourselves.
    @Test(arguments: photographs)
    func copiesAreNear(source: String) async throws {
        let original = try await hash(source)
        for target in ["a.jpg[Q=30]", "b.webp[Q=50]", "c.avif[Q=40,compression=av1]", "d.gif", "e.png"] {
            try await tool("vips", "thumbnail", source, space[target], "300")
            let copy = space[String(target.prefix { $0 != "[" })]
            #expect(try await hash(copy).distance(to: original) <= 10, "\(target)")
        }
        try await tool("vips", "thumbnail", source, space["f.png"], "120")
        try await tool("vips", "linear", space["f.png"], space["dark.jpg"], "0.8", "4", "--uchar")
        #expect(try await hash(space["dark.jpg"]).distance(to: original) <= 10)
        let ours = try await Pictures().prepare(source, into: space["ours"], widths: [640])
        #expect(try await hash(ours.sizes[0].path).distance(to: original) <= 10)
    }

    /// Near enough for a list of pictures that are not taken again: with less at its edges, or brighter.
    @Test(arguments: photographs)
    func croppedAndBrightenedCopiesAreNear(source: String) async throws {
        let original = try await hash(source)
        try await tool("vips", "thumbnail", source, space["sheet.png"], "800")
        let sheet = try await Pictures().judge(space["sheet.png"])
        let (left, top) = (sheet.width * 3 / 200, sheet.height * 3 / 200)
        try await tool(
            "vips", "extract_area", space["sheet.png"], space["cropped.jpg"], "\(left)", "\(top)",
            "\(sheet.width - 2 * left)", "\(sheet.height - 2 * top)")
        #expect(try await hash(space["cropped.jpg"]).distance(to: original) <= 8)
        try await tool("vips", "linear", space["sheet.png"], space["bright.jpg"], "1.15", "10", "--uchar")
        #expect(try await hash(space["bright.jpg"]).distance(to: original) <= 8)
        try await tool("vips", "thumbnail", source, "\(space["small.jpg"])[Q=30]", "160")
        #expect(try await hash(space["small.jpg"]).distance(to: original) <= 8)
    }

    /// Photographs cut in nine show different things of one light and one place: harder to tell apart than
    /// those of different people.
    @Test func sixtyThreeDifferentPicturesDoNotCollide() async throws {
        var hashes: [PerceptualHash] = []
        for source in Self.photographs {
            try await tool("vips", "thumbnail", source, space["sheet.png"], "1200")
            let sheet = try await Pictures().judge(space["sheet.png"])
            let (width, height) = (sheet.width / 3, sheet.height / 3)
            for tile in 0..<9 {
                try await tool(
                    "vips", "extract_area", space["sheet.png"], space["tile.png"], "\(tile % 3 * width)",
                    "\(tile / 3 * height)", "\(width)", "\(height)")
                hashes.append(try await hash(space["tile.png"]))
            }
        }
        #expect(hashes.count == 63)
        for (index, one) in hashes.enumerated() {
            for other in hashes[..<index] { #expect(one.distance(to: other) > 12) }
        }
    }

    @Test func aPictureOfOneColourIsLikeNoOther() {
        #expect(PerceptualHash(rgb: [UInt8](repeating: 200, count: 3072)) == nil)
        let dust = (0..<3072).map { UInt8(128 + $0 / 3 % 2) }
        #expect(PerceptualHash(rgb: dust) == nil)
        let halves = (0..<3072).map { UInt8($0 / 48 % 2 * 255) }
        #expect(PerceptualHash(rgb: halves) != nil)
    }

    @Test func bitsAreKeptAsTheyAre() {
        let hash = PerceptualHash(bits: 0xF0F0)
        #expect(hash.bits == 0xF0F0)
        #expect(hash.distance(to: PerceptualHash(bits: 0xF0FF)) == 4)
    }

    private func hash(_ source: String) async throws -> PerceptualHash {
        let picture = try await Pictures().prepare(source, into: space["out"], widths: [64])
        return try #require(picture.perceptualHash)
    }
}
