import Testing

@testable import MediaTools

@Suite struct BlobKeyTests {
    @Test(arguments: [
        "k", "ab/9f27-12", "1/2/3/4/5/6/7/8", "_a/b.c-d_e.webp", String(repeating: "x", count: 100), "A/z0.",
    ])
    func keysOfTheGrammarAreTaken(key: String) throws {
        #expect(try BlobKey(key).text == key)
    }

    @Test(arguments: Self.bad)
    func whatIsNoKeyIsRefused(key: String) {
        #expect(throws: BlobRefusal.badKey(key)) { try BlobKey(key) }
    }

    static let bad = [
        "", "/", "a/", "/a", "a//b", "..", "../x", "a/../b", "a/..", "a..b", ".hidden", "a/.b", ".incoming/x",
        "a b", "a\0b", "a\nb", "é", "a\\b", "-rf", "a/-b", "a:b", "%2e%2e/x", "1/2/3/4/5/6/7/8/9",
        String(repeating: "x", count: 101),
    ]
}
