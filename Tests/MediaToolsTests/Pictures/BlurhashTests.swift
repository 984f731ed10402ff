import MediaTools
import Testing

@Suite struct BlurhashTests {
    /// What the reference encoder (woltapp/blurhash, C) answers for the same pixels.
    @Test func agreesWithTheReference() {
        #expect(encode(32, 24) { _, _ in (0, 0, 0) } == "L00000fQfQfQfQfQfQfQfQfQfQfQ")
        #expect(encode(32, 24) { _, _ in (255, 255, 255) } == "LDTSUA_3fQ_3~qoffQoffQfQfQfQ")
        #expect(encode(1, 1) { _, _ in (10, 200, 30) } == "L~1JlBl#l#l#l#l#l#l#l#l#l#l#")
        #expect(encode(32, 24) { x, y in (x * 8, y * 10, x * y % 256) } == "LxH27h2lwtX3mAWUjwfAgFfmfTfi")
    }

    @Test func theAverageOfOneColourIsThatColour() throws {
        for colour in [(0, 0, 0), (255, 255, 255), (1, 2, 3), (200, 30, 99), (128, 128, 128)] {
            let average = try #require(Blurhash.averageColor(encode(20, 10) { _, _ in colour }))
            #expect((Int(average.r), Int(average.g), Int(average.b)) == colour)
        }
    }

    @Test func theAverageIsOfLightNotOfNumbers() throws {
        let average = try #require(
            Blurhash.averageColor(encode(16, 16) { x, _ in x < 8 ? (255, 255, 255) : (0, 0, 0) }))
        #expect(average.r == 188)
    }

    @Test func theLengthFollowsTheComponents() {
        let rgb = [UInt8](repeating: 90, count: 12)
        for x in 1...9 {
            for y in 1...9 {
                let hash = Blurhash.encode(rgb: rgb, width: 2, height: 2, components: (x: x, y: y))
                #expect(hash.utf8.count == 4 + 2 * x * y)
                #expect(Blurhash.averageColor(hash) != nil)
            }
        }
    }

    /// The example of the algorithm's own page.
    @Test func readsAPublishedHash() throws {
        let average = try #require(Blurhash.averageColor("LEHV6nWB2yk8pyo0adR*.7kCMdnj"))
        #expect((average.r, average.g, average.b) == (0x97, 0x96, 0x95))
    }

    @Test(arguments: ["", "L", "L00000", "L00000fQfQfQfQfQfQfQfQfQfQf ", "L0~~~~fQfQfQfQfQfQfQfQfQfQfQ"])
    func otherTextHasNoColour(text: String) {
        #expect(Blurhash.averageColor(text) == nil)
    }

    private func encode(_ width: Int, _ height: Int, _ colour: (Int, Int) -> (Int, Int, Int)) -> String {
        var rgb: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (red, green, blue) = colour(x, y)
                rgb += [UInt8(red), UInt8(green), UInt8(blue)]
            }
        }
        return Blurhash.encode(rgb: rgb, width: width, height: height, components: (x: 4, y: 3))
    }
}
