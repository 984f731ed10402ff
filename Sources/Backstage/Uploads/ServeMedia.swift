import HTTPTypes
import Hummingbird
import MediaTools
import NIOCore
import Wire

extension App {
    /// A photograph's or video's bytes: ranges, conditions, HEAD. Content never changes under its address.
    ///
    /// The address is the permission: 128 random bits that only a page its reader may see has shown.
    /// Costs one open file and one chunk of memory a reader, however slow.
    func mediaFile(_ visit: Visit) async throws -> Response {
        guard let spread = visit.parameters.get("spread"), let folder = visit.parameters.get("folder"),
            let file = visit.parameters.get("file"), let type = Self.mediaType(of: file)
        else { throw Missing() }
        let key = "\(spread)/\(folder)/\(file)"
        guard let reader = try? await disk.run({ [media] in try media.open(key) }) else { throw Missing() }
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        headers[.acceptRanges] = "bytes"
        headers[.eTag] = "\"\(folder)-\(file)\""
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        if visit.request.headers[.ifNoneMatch] == headers[.eTag] {
            return Response(status: .notModified, headers: headers)
        }
        return Self.ranged(reader, headers, visit, disk)
    }

    private static func mediaType(of file: String) -> String? {
        if file.hasSuffix(".webp") { return "image/webp" }
        if file.hasSuffix(".mp4") { return "video/mp4" }
        return nil
    }

    private static func ranged(
        _ reader: BlobReader, _ headers: HTTPFields, _ visit: Visit, _ disk: DiskThreads
    ) -> Response {
        var headers = headers
        let size = reader.size
        // A range of another version would be torn: If-Range must name this one (RFC 9110, 13.1.5).
        let ifRange = visit.request.headers[.ifRange]
        let asked = ifRange == nil || ifRange == headers[.eTag] ? visit.request.headers[.range] : nil
        switch ByteRange.parse(asked, length: size) {
        case .whole:
            return Response(status: .ok, headers: headers, body: body(reader, 0..<size, disk))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: body(reader, range, disk))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    /// One chunk is read when the one before has been taken: no read-ahead for a reader who does not read.
    private static func body(_ reader: BlobReader, _ range: Range<Int>, _ disk: DiskThreads) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var position = range.lowerBound
            while position < range.upperBound {
                let count = min(Limits.mediaChunkBytes, range.upperBound - position)
                let from = position
                let bytes = try await disk.run { try reader.read(at: from, count: count) }
                guard !bytes.isEmpty else { throw Missing() }
                try await writer.write(ByteBuffer(bytes: bytes))
                position += bytes.count
            }
            try await writer.finish(nil)
        }
    }
}
