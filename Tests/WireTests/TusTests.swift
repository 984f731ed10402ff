import Testing

@testable import Wire

@Suite("tus headers") struct TusTests {
    @Test func metadataIsPairsOfBase64() {
        #expect(Tus.metadata("filename ZmlsbS5tcDQ=,is_public") == ["filename": "film.mp4", "is_public": ""])
        #expect(Tus.metadata(" filename  YQ==, is_public ") == ["filename": "a", "is_public": ""])
        #expect(Tus.metadata("") == [:])
        for broken in [
            "filename !!!", "a b c", "a YQ==,a YQ==", "filename Zg=", "filename /w==",
            String(repeating: "a", count: 5_000),
        ] {
            #expect(Tus.metadata(broken) == nil, "\(broken.prefix(20))")
        }
    }

    @Test func metadataIsWrittenAsItIsRead() {
        #expect(Tus.metadata(["filename": "film.mp4", "is_public": ""]) == "filename ZmlsbS5tcDQ=,is_public")
        for name in ["", "a", "ab", "abc", "été à la mer.mov", "日本語.webm"] {
            #expect(Tus.metadata(Tus.metadata(["filename": name])) == ["filename": name])
        }
    }

    @Test func checksumsNameAnAlgorithmAndAreAsLongAsItsDigest() {
        let sum = Tus.Checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")
        #expect(sum?.algorithm == .sha1 && sum?.digest.count == 20)
        let long = Tus.Checksum("sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
        #expect(long?.algorithm == .sha256 && long?.digest.count == 32)
        for broken in [
            "md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1", "sha1 ", "sha1 YWJj", "sha1 ***", "",
            "sha256 Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
        ] {
            #expect(Tus.Checksum(broken) == nil, "\(broken)")
        }
    }

    @Test func countsAreDigitsAlone() {
        #expect(Tus.count("0") == 0 && Tus.count("9223372036854775807") == .max)
        for broken in [nil, "", "-1", "+1", " 1", "1 ", "0x10", "1.0", "9223372036854775808", "١"] {
            #expect(Tus.count(broken) == nil, "\(broken ?? "none")")
        }
    }

    @Test func theTypeOfAPieceHasNoCase() {
        #expect(Tus.isPiece("application/offset+octet-stream"))
        #expect(Tus.isPiece("Application/Offset+Octet-Stream"))
        #expect(!Tus.isPiece("application/octet-stream") && !Tus.isPiece(nil))
    }
}

@Suite("SHA-1") struct SHA1Tests {
    /// FIPS 180-2, appendix A, and what `sha1sum` says of a million letters.
    @Test(arguments: [
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ), (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ])
    func isAsPublished(text: String, digest: String) {
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

    @Test("pieces make no difference, at any length around a block's, and asking changes nothing")
    func pieces() {
        for count in 0...200 {
            let bytes = (0..<count).map { UInt8($0) }
            var whole = SHA1()
            whole.update(bytes)
            var single = SHA1()
            for byte in bytes {
                single.update([byte])
                if byte % 7 == 0 { _ = single.digest() }
            }
            #expect(single.digest() == whole.digest(), "\(count) bytes")
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
