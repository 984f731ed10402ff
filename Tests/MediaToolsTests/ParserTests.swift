import Testing

@testable import MediaTools

/// The small readers of formats, with bytes no real program writes.
@Suite struct ParserTests {
    private let space = Workspace()

    @Test func aCleanedWebPHoldsOnlyThePicture() throws {
        let flags: [UInt8] = [0x3C, 0, 0, 0, 1, 0, 0, 1, 0, 0]
        let file = webp([
            ("VP8X", flags), ("ICCP", [1, 2, 3]), ("ALPH", [4]), ("VP8 ", [5, 6]), ("EXIF", [7]),
            ("XMP ", [8]), ("odd!", [9]),
        ])
        let clean = try #require(WebPFile(file)).cleaned()
        #expect(clean == webp([("VP8X", [0x10] + flags.dropFirst()), ("ALPH", [4]), ("VP8 ", [5, 6])]))
        #expect(try #require(WebPFile(clean)).cleaned() == clean)
    }

    @Test func aChunkThatReachesPastTheEndIsNoWebP() {
        let file = webp([("VP8 ", [1, 2, 3, 4])])
        #expect(WebPFile(file) != nil)
        #expect(WebPFile(Array(file.dropLast())) == nil)
        #expect(WebPFile([]) == nil)
    }

    @Test func pixelMapsMayHoldComments() throws {
        let rgb: [UInt8] = [1, 2, 3, 10, 32, 35]
        let map = try #require(PixelMap(Array("P6\n#made by hand\n2 1\n# x\n255\n".utf8) + rgb))
        #expect(map.size == PixelSize(width: 2, height: 1))
        #expect(map.rgb == rgb)
    }

    @Test(arguments: [
        "", "P6", "P5\n1 1\n255\nabc", "P6\n1 1\n65535\nabc", "P6\n1 1\n255\nab", "P6\n1 1\n255\nabcd",
        "P6\n-1 -1\n255\nabc", "P6\n1 1\n255", "P6\n#", "P6\n9999999999 9999999999\n255\nabc",
    ])
    func otherBytesAreNoPixelMap(text: String) {
        #expect(PixelMap(Array(text.utf8)) == nil)
    }

    @Test func boxesAreReadToTheEndAndNoFurther() throws {
        let long: [UInt8] = [0, 0, 0, 1] + Array("mdat".utf8) + [0, 0, 0, 0, 0, 0, 0, 20, 1, 2, 3, 4]
        let moov: [UInt8] = [0, 0, 0, 8] + Array("moov".utf8)
        #expect(try boxes(moov + long) == (["moov", "mdat"], true, true))
        #expect(try boxes(long + moov) == (["mdat", "moov"], true, false))
        #expect(try boxes(long.dropLast() + []) == (["mdat"], false, false))
        #expect(try boxes(moov + [0, 0, 0, 0] + Array("mdat".utf8) + [1]) == (["moov", "mdat"], true, true))
        #expect(try boxes(moov + [UInt8](repeating: 0, count: 50)) == (["moov"], true, true))
        #expect(try boxes([0, 0, 0, 4] + Array("free".utf8)) == (["free"], false, false))
        let huge: [UInt8] = [0, 0, 0, 1] + Array("mdat".utf8) + [UInt8](repeating: 255, count: 8)
        #expect(try boxes(huge) == (["mdat"], false, false))
    }

    private func boxes(_ bytes: [UInt8]) throws -> ([String], Bool, Bool) {
        let boxes = try MP4Boxes(LocalFile(path: space.write(bytes, "boxes")))
        return (boxes.names, boxes.isWhole, boxes.isFastStart)
    }

    private func webp(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        var body = Array("WEBP".utf8)
        for (name, bytes) in chunks {
            body += Array(name.utf8)
            body += [UInt8(bytes.count), 0, 0, 0]
            body += bytes
            if bytes.count % 2 == 1 { body.append(0) }
        }
        return Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
    }
}
