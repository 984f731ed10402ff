import HTTPTypes
import Hummingbird
import Wire

/// Pages travel compressed to who accepts it. Assets have their compressed twin made at start.
enum Compression {
    /// Below this a packet is not filled anyway.
    private static let bytesMin = 1_024

    /// The bytes in gzip, or nil when this client takes none or too little would be saved.
    static func gzip(_ bytes: [UInt8], for request: Request) -> [UInt8]? {
        guard bytes.count >= bytesMin, isAccepted(request.headers[.acceptEncoding]) else { return nil }
        return try? Gzip.compress(bytes, level: 1)
    }

    /// Whether `Accept-Encoding` names gzip and does not weigh it zero (RFC 9110, 12.5.3).
    static func isAccepted(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let name = pieces.first, name == "gzip" || name == "*" else { return false }
            return !pieces.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }
}
