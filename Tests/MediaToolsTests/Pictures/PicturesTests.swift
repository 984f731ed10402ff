import Glibc
import MediaTools
import Testing

@Suite struct PicturesTests {
    private let space = Workspace()

    @Test func aPhotographBecomesCleanSizes() async throws {
        let picture = try await prepare(Samples.placed, widths: [1600, 320, 800, 800])
        #expect(picture.format == .jpeg)
        #expect((picture.width, picture.height) == (4000, 3000))
        #expect(picture.sizes.map(\.width) == [320, 800, 1600])
        #expect(picture.sizes.map(\.height) == [240, 600, 1200])
        #expect(picture.blurhash.count == 28)
        #expect(Workspace.names(space["out"]) == ["1600.webp", "320.webp", "800.webp"])
        for size in picture.sizes {
            let bytes = try Workspace.bytes(size.path)
            #expect(bytes.count == size.bytes)
            #expect(Judge.picture(head: bytes) == .webp)
        }
    }

    /// Compared with what libvips itself makes of the picture when told to turn it.
    @Test func rotationIsApplied() async throws {
        let picture = try await prepare(Samples.upsideDown, widths: [64])
        try await tool("vips", "thumbnail", Samples.upsideDown, space["turned.ppm"], "64")
        try await tool("vips", "thumbnail", Samples.upsideDown, space["raw.ppm"], "64", "--no-rotate")
        try await tool("vips", "copy", picture.sizes[0].path, space["ours.ppm"])
        let ours = try Workspace.bytes(space["ours.ppm"])
        let turned = difference(ours, try Workspace.bytes(space["turned.ppm"]))
        let raw = difference(ours, try Workspace.bytes(space["raw.ppm"]))
        #expect(turned < 8 && turned * 2 < raw, "\(turned) against \(raw)")
    }

    @Test(arguments: 1...8)
    func everyOrientationComesOutUpright(orientation: Int) async throws {
        let source = try await oriented(orientation)
        let picture = try await prepare(source, widths: [100])
        let isTurned = orientation > 4
        #expect((picture.width, picture.height) == (isTurned ? (600, 800) : (800, 600)))
        #expect((picture.sizes[0].width, picture.sizes[0].height) == (100, isTurned ? 133 : 75))
    }

    @Test func namesWithOptionsInThemAreOnlyNames() async throws {
        mkdir(space["a[b] %s"], 0o755)
        let source = space.write(try Workspace.bytes(Samples.jpeg), "a[b] %s/x.jpg[page=3]")
        let picture = try await Pictures().prepare(source, into: space["a[b] %s/out[1]"], widths: [90])
        #expect(try LocalFile(path: picture.sizes[0].path).size == picture.sizes[0].bytes)
    }

    private func prepare(_ source: String, widths: [Int]) async throws -> PreparedPicture {
        try await Pictures().prepare(source, into: space["out"], widths: widths)
    }

    /// An 800 x 600 JPEG with an EXIF block that says how the camera was held (TIFF 6.0, one entry).
    private func oriented(_ orientation: Int) async throws -> String {
        try await tool("vips", "copy", Samples.jpeg, space["plain.jpg[strip]"])
        let entry: [UInt8] = [1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0]
        let tiff: [UInt8] = Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1] + entry + [0, 0, 0, 0]
        let block = Array("Exif\0\0".utf8) + tiff
        let plain = try Workspace.bytes(space["plain.jpg"])
        let bytes =
            Array(plain[0..<2]) + [0xFF, 0xE1, 0, UInt8(block.count + 2)] + block + Array(plain[2...])
        return space.write(bytes, "held\(orientation).jpg")
    }

    /// Mean difference of two files of equal size, per byte.
    private func difference(_ one: [UInt8], _ other: [UInt8]) -> Int {
        guard one.count == other.count else { return 255 }
        return zip(one, other).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) } / one.count
    }
}
