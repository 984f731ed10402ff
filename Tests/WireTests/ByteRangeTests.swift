import Testing
import Wire

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            (nil, ByteRange.whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<100)),
            ("bytes=0-", .part(0..<100)),
            ("bytes=50-1000", .part(50..<100)), ("BYTES= 5 - 6 ", .part(5..<7)),
            ("bytes=99-", .part(99..<100)),
            ("bytes=-1", .part(99..<100)), ("bytes=-100", .part(0..<100)), ("bytes=-5000", .part(0..<100)),
            ("bytes=-99999999999999999999999", .part(0..<100)),
            ("bytes=0-99999999999999999999999", .part(0..<100)),
            ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999999-", .unsatisfiable), ("bytes=5-4", .whole), ("bytes=-", .whole),
            ("bytes=", .whole),
            ("bytes=a-b", .whole), ("bytes=1-2-3", .whole), ("bytes=--1", .whole), ("bytes=+1-2", .whole),
            ("bytes=1 2-3", .whole),
            ("bytes=0-1,5-6", .whole), ("items=0-1", .whole), ("bytes 0-1", .whole), ("bytes=٣-", .whole),
            ("", .whole),
        ] as [(String?, ByteRange)])
    func rangesOfAHundredBytes(header: String?, range: ByteRange) {
        #expect(ByteRange.parse(header, length: 100) == range)
    }

    @Test func nothingHasNoParts() {
        #expect(ByteRange.parse("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRange.parse("bytes=-5", length: 0) == .whole)
        #expect(ByteRange.parse(nil, length: 0) == .whole)
    }

    @Test func aPartAlwaysLiesWithin() {
        var chance = Chance(seed: 1)
        for _ in 0..<3_000 {
            let length = [0, 1, 2, 7, .max].randomElement(using: &chance) ?? 0
            let header =
                "bytes="
                + (0..<4).map { _ in
                    ["0", "1", "7", "-", "99", " ", "9223372036854775807"].randomElement(using: &chance) ?? ""
                }.joined()
            guard case .part(let range) = ByteRange.parse(header, length: length) else { continue }
            #expect(range.lowerBound >= 0 && range.upperBound <= length && !range.isEmpty, "\(header)")
        }
    }
}
