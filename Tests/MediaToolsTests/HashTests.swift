import MediaTools
import Testing

@Suite struct HashTests {
    /// FIPS 180-4's own examples.
    @Test func knowsThePublishedDigests() {
        #expect(
            Hash.hex(Hash.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hash.hex(Hash.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func aFileHashesAsItsBytes() throws {
        let space = Workspace()
        let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let path = space.write(bytes, "big")
        #expect(try Hash.sha256(file: path) == Hash.hex(Hash.sha256(bytes)))
        #expect(try Hash.sha256(file: space.write([], "empty")) == Hash.hex(Hash.sha256([])))
        #expect(throws: MediaFault.self) { try Hash.sha256(file: space["none"]) }
    }
}
