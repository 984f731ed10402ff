import MediaTools
import Testing

/// The formats and kinds of pixels, each really decoded.
@Suite struct PictureKindsTests {
    private let space = Workspace()

    @Test(arguments: PictureFormat.allCases)
    func everyFormatIsRead(format: PictureFormat) async throws {
        let source = space.write(try await space.small(format, side: 700), "sent")
        let picture = try await Pictures().prepare(source, into: space["out"], widths: [320, 4000])
        #expect(picture.format == format)
        #expect((picture.width, picture.height) == (700, 525))
        #expect(picture.sizes.map(\.width) == [320, 700])
        try await tool("vips", "thumbnail", Samples.photograph, space["plain.ppm"], "320")
        let difference = try await space.difference(picture.sizes[0].path, space["plain.ppm"])
        #expect(difference < 10, "\(difference)")
    }

    /// The same colour, written in the wide gamut of Display P3 with its profile: numbers that differ.
    @Test(arguments: ["jpg[Q=100]", "png", "webp[lossless]", "heic[Q=95]", "avif[Q=95,compression=av1]"])
    func wideGamutComesOutAsItLooks(kind: String) async throws {
        try await paint("200 30 40", "srgb.tif")
        let name = String(kind.prefix { $0 != "[" })
        try await tool(
            "vips", "icc_transform", space["srgb.tif"], space["p3.\(kind)"], "p3", "--input-profile", "srgb")
        let stored = try await space.pixel(space["p3.\(name)"])
        #expect(distance(stored, [200, 30, 40]) > 15, "\(stored) is not P3")
        try await comesOut("p3.\(name)", as: [200, 30, 40])
    }

    @Test func deepGreyAndPrintedPixelsComeOutAsTheyLook() async throws {
        try await paint("90 140 60", "plain.png")
        try await tool("vips", "colourspace", space["plain.png"], space["deep.png"], "rgb16")
        try await comesOut("deep.png", as: [90, 140, 60])
        try await tool("vips", "colourspace", space["plain.png"], space["deep16.tif"], "rgb16")
        try await tool(
            "vips", "copy", space["deep16.tif"], space["deep.heic[bitdepth=10]"])
        try await comesOut("deep.heic", as: [90, 140, 60])
        try await tool(
            "vips", "icc_export", space["plain.png"], space["print.jpg"], "--output-profile", "cmyk")
        try await comesOut("print.jpg", as: [90, 140, 60])
        try await tool("vips", "copy", space["print.jpg"], space["bare.jpg[strip]"])
        try await comesOut("bare.jpg", as: [90, 140, 60])
        try await paint("120 120 120", "even.png")
        try await tool("vips", "colourspace", space["even.png"], space["grey.png"], "b-w")
        try await tool("vips", "copy", space["grey.png"], space["grey.jpg"])
        try await comesOut("grey.png", as: [120, 120, 120])
        try await comesOut("grey.jpg", as: [120, 120, 120])
    }

    @Test(arguments: ["progressive.jpg[interlace]", "interlaced.png[interlace]", "palette.png[palette]"])
    func otherOrdersOfPixelsAreRead(target: String) async throws {
        try await tool("vips", "copy", Samples.jpeg, space[target])
        let source = space[String(target.prefix { $0 != "[" })]
        let picture = try await Pictures().prepare(source, into: space["out"], widths: [400])
        try await tool("vips", "thumbnail", Samples.jpeg, space["plain.ppm"], "400")
        #expect(try await space.difference(picture.sizes[0].path, space["plain.ppm"]) < 8)
    }

    @Test func transparencyIsKept() async throws {
        let picture = try await Pictures().prepare(Samples.png, into: space["out"], widths: [400])
        let fields = try await tool("vipsheader", picture.sizes[0].path)
        #expect(fields.outputText.contains("400x300 uchar, 4 bands, srgb"))
    }

    private func paint(_ colour: String, _ name: String) async throws {
        try await tool("vips", "black", space["black.png"], "64", "64", "--bands", "3")
        try await tool("vips", "linear", space["black.png"], space["paint.tif"], "1", colour, "--uchar")
        try await tool("vips", "copy", space["paint.tif"], space[name], "--interpretation", "srgb")
    }

    private func comesOut(
        _ name: String, as colour: [Int], at location: SourceLocation = #_sourceLocation
    ) async throws {
        let picture = try await Pictures().prepare(space[name], into: space["out"], widths: [64])
        let shown = try await space.pixel(picture.sizes[0].path)
        #expect(distance(shown, colour) <= 9, "\(name): \(shown)", sourceLocation: location)
        let average = try #require(Blurhash.averageColor(picture.blurhash), sourceLocation: location)
        let hashed = [Int(average.r), Int(average.g), Int(average.b)]
        #expect(distance(hashed, colour) <= 9, "\(name): \(hashed)", sourceLocation: location)
        #expect(picture.perceptualHash == nil, sourceLocation: location)
    }

    private func distance(_ one: [Int], _ other: [Int]) -> Int {
        zip(one, other).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
}

extension Workspace {
    /// The last pixel as it is stored, whatever its profile says.
    func pixel(_ path: String) async throws -> [Int] {
        try await tool("vips", "copy", path, self["pixel.ppm"])
        return try Self.bytes(self["pixel.ppm"]).suffix(3).map(Int.init)
    }

    /// Mean difference of two pictures of equal size, per byte.
    func difference(_ one: String, _ other: String) async throws -> Int {
        try await tool("vips", "copy", one, self["one.ppm"])
        try await tool("vips", "copy", other, self["other.ppm"])
        let (left, right) = (try Self.bytes(self["one.ppm"]), try Self.bytes(self["other.ppm"]))
        guard left.count == right.count, !left.isEmpty else { return 255 }
        return zip(left, right).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) } / left.count
    }
}
