import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// One request to a bucket, not signed yet.
struct S3Request: Sendable {
    let method: HTTPMethod
    /// Without the prefix; nil: the bucket itself.
    var key: String?
    var query: [S3Signer.Pair] = []
    var headers: [S3Signer.Pair] = []
    var body = S3Body.none

    /// For texts about it.
    var operation: String { "\(method.rawValue) \(key ?? "of the bucket")" }
}

/// What a request carries. It can be sent again and again.
enum S3Body: Sendable {
    case none
    case bytes([UInt8])
    case part(LocalFile, Range<Int>)

    /// What the signature binds it to. A part is read once for this, and once more to send it: its bytes
    /// never lie in memory together.
    func hash(on threads: NIOThreadPool) async throws -> String {
        switch self {
        case .none: Hash.hex(Hash.sha256([]))
        case .bytes(let bytes): try await threads.runIfActive { Hash.hex(Hash.sha256(bytes)) }
        case .part(let file, let range): try await threads.runIfActive { try Hash.sha256(file, range) }
        }
    }

    func content(pieceBytes: Int, on threads: NIOThreadPool) -> HTTPClientRequest.Body? {
        switch self {
        case .none: nil
        case .bytes(let bytes): .bytes(ByteBuffer(bytes: bytes))
        case .part(let file, let range):
            .stream(
                FilePart(file: file, range: range, pieceBytes: pieceBytes, threads: threads),
                length: .known(Int64(range.count)))
        }
    }
}

/// A part of a file as pieces, read as they are asked for.
private struct FilePart: AsyncSequence, Sendable {
    let file: LocalFile
    let range: Range<Int>
    let pieceBytes: Int
    let threads: NIOThreadPool

    func makeAsyncIterator() -> Pieces { Pieces(part: self, position: range.lowerBound) }

    struct Pieces: AsyncIteratorProtocol {
        let part: FilePart
        var position: Int

        mutating func next() async throws -> ByteBuffer? {
            let end = Swift.min(position + part.pieceBytes, part.range.upperBound)
            guard position < end else { return nil }
            let piece = try await part.file.piece(position..<end, on: part.threads)
            position = end
            return piece
        }
    }
}

/// What a store said when it said no.
struct S3Problem: Sendable {
    let status: Int
    /// S3's name for it, letters and digits only; empty if it gave none, as for HEAD.
    let code: String
    /// Where the bucket is, if the store told.
    var region = ""

    init(status: Int, code: String) {
        self.status = status
        self.code = code
    }

    /// Reads the answer's few lines. Whatever else they hold, such as the text that was signed, is left
    /// alone.
    init(_ response: HTTPClientResponse, _ body: [UInt8]) {
        status = Int(response.status.code)
        code = Self.word(XMLElement(body)?["Code"]?.text)
        region = Self.word(response.headers.first(name: "x-amz-bucket-region"))
    }

    static func word(_ text: String?) -> String {
        guard let text, text.utf8.count <= 64, text.utf8.allSatisfy(isPlain) else { return "" }
        return text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
