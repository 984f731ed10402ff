import HTTPTypes
import Hummingbird
import MediaTools
import NIOCore
import Wire

extension App {
    /// A file of a post or channel: ranges, conditions, HEAD. What stands under an address never changes.
    ///
    /// Whoever may see the post may read its media, asked anew each time (`Audience`): one query for what is
    /// open to everybody, three for the rest. Then one open file and one piece of memory a reader,
    /// however slow.
    func mediaFile(_ visit: Visit) async throws -> Response {
        guard let spread = visit.parameters.get("spread"), let name = visit.parameters.get("folder"),
            let file = visit.parameters.get("file"), let type = Self.mediaType(of: file)
        else { throw Missing() }
        let folder = "\(spread)/\(name)"
        guard let served = try await database.read({ try $0.servedBlob(file, in: folder) }) else {
            throw Missing()
        }
        if !served.isOpen { try await checkReader(of: folder, visit) }
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] =
            served.isOpen ? "public, max-age=31536000, immutable" : "private, no-cache"
        headers[.acceptRanges] = "bytes"
        headers[.eTag] = "\"\(served.blob.id)\""
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        if visit.request.headers[.ifNoneMatch] == headers[.eTag] {
            return Response(status: .notModified, headers: headers)
        }
        if let address = media.address(
            of: served.blob.key, seconds: Limits.presignedSeconds, contentType: type)
        {
            return Response(
                status: .found, headers: [.location: address, .cacheControl: "private, max-age=60"])
        }
        return ranged(served.blob, headers, visit)
    }

    private func checkReader(of folder: String, _ visit: Visit) async throws {
        guard let member = try await member(of: visit.request), !member.account.isSuspended,
            try await database.read({
                try $0.mayRead(folder, member.channel.id, isStaff: member.account.isStaff)
            })
        else { throw Missing() }
    }

    /// By the ends of names that we made. `source` has none and is never served.
    private static func mediaType(of file: String) -> String? {
        guard let dot = file.lastIndex(of: ".") else { return nil }
        return mediaTypes[String(file[dot...])]
    }

    private static let mediaTypes = [
        ".webp": "image/webp", ".mp4": "video/mp4", ".vtt": "text/vtt; charset=utf-8",
        // RFC 8216, section 10.
        ".m3u8": "application/vnd.apple.mpegurl",
    ]

    private func ranged(_ blob: Blob, _ headers: HTTPFields, _ visit: Visit) -> Response {
        var headers = headers
        let size = Int(blob.bytes)
        // A range of another version would be torn: If-Range must name this one (RFC 9110, 13.1.5).
        let ifRange = visit.request.headers[.ifRange]
        let asked = ifRange == nil || ifRange == headers[.eTag] ? visit.request.headers[.range] : nil
        switch ByteRange.parse(asked, length: size) {
        case .whole:
            return Response(status: .ok, headers: headers, body: body(blob, 0..<size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: body(blob, range))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    /// One piece is read when the one before has been taken: no read-ahead for a reader who does not read.
    private func body(_ blob: Blob, _ range: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { [media] writer in
            let reader = try await media.open(blob.key, knownBytes: Int(blob.bytes))
            try await reader.send(range, pieceBytes: Limits.mediaPieceBytes) { try await writer.write($0) }
            try await writer.finish(nil)
        }
    }
}
