import CZlib

/// gzip (RFC 1952) in one go, for pages and assets that are in memory anyway.
public enum Gzip {
    public enum Fault: Error, Sendable { case refused(Int32) }

    /// `level` 1 is quick, 9 is small.
    public static func compress(_ bytes: [UInt8], level: Int) throws -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, and 16 more for the gzip wrapper (zlib manual, deflateInit2).
        let begun = deflateInit2_(
            &stream, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { throw Fault.refused(begun) }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { throw Fault.refused(status) }
        output.removeLast(output.count - Int(stream.total_out))
        return output
    }
}
