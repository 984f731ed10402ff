import Testing

@testable import Wire

@Suite("tus headers") struct TusTests {
    @Test func metadataIsPairsOfBase64() {
        #expect(Tus.metadata("filename ZmlsbS5tcDQ=,is_public") == ["filename": "film.mp4", "is_public": ""])
        #expect(Tus.metadata("") == [:])
        for broken in [
            "filename !!!", "a b c", "a YQ==,a YQ==", "filename Zg=", String(repeating: "a", count: 5_000),
        ] {
            #expect(Tus.metadata(broken) == nil, "\(broken.prefix(20))")
        }
    }

    @Test func checksumsNameAnAlgorithm() {
        let sum = Tus.Checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")
        #expect(sum?.algorithm == .sha1 && sum?.digest.count == 20)
        #expect(Tus.Checksum("md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0=") == nil)
        #expect(Tus.Checksum("sha1") == nil)
    }

    /// FIPS 180-2, appendix A, and what `sha1sum` says of a million letters.
    @Test(arguments: [
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ), (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ])
    func sha1IsAsPublished(text: String, digest: String) {
        var whole = SHA1()
        whole.update(Array(text.utf8))
        #expect(hex(whole.digest()) == digest)
        var pieces = SHA1()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            pieces.update(Array(rest.prefix(1_013)))
            rest = rest.dropFirst(1_013)
        }
        #expect(hex(pieces.digest()) == digest)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
