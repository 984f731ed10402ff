import CZlib
import Testing
import Wire

@Suite struct GzipTests {
    @Test(arguments: [0, 1, 1_000, 200_000], [1, 6, 9])
    func whatIsPackedUnpacks(count: Int, level: Int) throws {
        var chance = Chance(seed: UInt64(count))
        let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
        let text = [UInt8](repeating: 65, count: count)
        for bytes in [noise, text] {
            let packed = try Gzip.compress(bytes, level: level)
            #expect(packed.starts(with: [0x1F, 0x8B, 8]))
            #expect(unpacked(packed, count: count) == bytes)
        }
        if count > 100 { #expect(try Gzip.compress(text, level: level).count < count / 10) }
    }

    @Test func aLevelThatIsNoneIsRefused() {
        #expect(throws: Gzip.Fault.refused(Z_STREAM_ERROR)) { try Gzip.compress([1], level: 10) }
    }

    private func unpacked(_ packed: [UInt8], count: Int) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var input = packed
        var output = [UInt8](repeating: 0, count: count + 1)
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
                (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
                return inflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? Array(output[..<Int(stream.total_out)]) : nil
    }
}
