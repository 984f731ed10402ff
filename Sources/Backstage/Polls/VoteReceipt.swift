import MediaTools

/// What a voter keeps of a vote: a hash that stands for it in the poll's tree, and tells nobody what was
/// chosen or by whom.
///
/// The leaf hash (RFC 6962, section 2.1) of the name of this format, the post and the choice as 8 bytes
/// each, the highest first, and 16 bytes of chance. The chance never leaves the server: without it the few
/// possible choices cannot be tried. Changing a vote makes a new receipt.
struct VoteReceipt: Sendable, Equatable {
    static let saltBytes = 16

    let bytes: [UInt8]

    init(of choice: Int, in post: PostID, salt: [UInt8]) {
        bytes = Hash.sha256(
            [0] + "backstage-vote-1".utf8 + Self.eightBytes(post.raw) + Self.eightBytes(Int64(choice)) + salt)
    }

    init(stored bytes: [UInt8]) { self.bytes = bytes }

    /// As people copy it: in either case, with spaces. Nil when it is not 64 hexadecimal digits.
    init?(typed: String) {
        let digits = typed.filter { !$0.isWhitespace }.utf8.map(Self.digit)
        guard digits.count == 64, !digits.contains(nil) else { return nil }
        let values = digits.compactMap { $0 }
        bytes = stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    var hex: String { hexadecimal(bytes) }
    /// To know it again at a glance.
    var short: String { "\(hex.prefix(8))…\(hex.suffix(8))" }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 97...102: byte - 87
        case 65...70: byte - 55
        default: nil
        }
    }

    private static func eightBytes(_ number: Int64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

/// What is published of a poll: nothing but how many voted while it is open, then the count and the root.
struct PollSeal: Sendable {
    let post: PostID
    /// Frozen: no vote comes any more.
    let isClosed: Bool
    /// A quiz gives no receipts: its answers are right or wrong, not counted against each other.
    let isQuiz: Bool
    let votes: Int64
    /// In hexadecimal. Nil while votes come in, and for what closed before there were receipts.
    let root: String?
    /// Votes of each option in the order of the options, as they were published with the root.
    let tally: [Int64]

    var counted: Int64 { tally.reduce(0, +) }
}

/// The answers as a voter saw them, in a few characters: a ballot that shows other ones is not a vote.
enum Ballot {
    static func mark(of options: [String]) -> String {
        hexadecimal(Array(Hash.sha256(Array(options.joined(separator: "\n").utf8)).prefix(8)))
    }
}

extension Poll {
    var ballot: String { Ballot.mark(of: options.map(\.text)) }
}
