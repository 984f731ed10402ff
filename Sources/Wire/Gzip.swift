import CZlib

/// gzip (RFC 1952) in one go, for pages and assets that are in memory anyway.
public enum Gzip {
    public enum Fault: Error, Sendable, Equatable {
        /// More bytes than zlib counts in one go (4 GiB).
        case tooLong
        /// zlib's own code: -4 no memory, -2 no such level.
        case refused(Int32)
    }

    /// `level` from 1, quick, to 9, small. Takes at most about a thousandth more than `bytes`, and 300 KB of
    /// zlib's own.
    public static func compress(_ bytes: [UInt8], level: Int = 6) throws(Fault) -> [UInt8] {
        guard bytes.count <= Int(UInt32.max) / 2 else { throw .tooLong }
        var stream = z_stream()
        // 15 bits of window, and 16 more for the gzip wrapper. The macro deflateInit2 is not imported; this
        // is it.
        let begun = deflateInit2_(
            &stream, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { throw .refused(begun) }
        defer { deflateEnd(&stream) }
        var status = Z_OK
        var input = bytes
        // The bound knows the wrapper, so one call is enough.
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        let output = [UInt8](unsafeUninitializedCapacity: room) { target, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(room)
                status = deflate(&stream, Z_FINISH)
            }
            count = room - Int(stream.avail_out)
        }
        guard status == Z_STREAM_END else { throw .refused(status) }
        return output
    }
}
