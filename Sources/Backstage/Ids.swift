import Database
import Synchronization

/// A number that names one thing for ever. Its own type for each noun, so that they cannot be mistaken.
/// 63 bits, so it travels as a string wherever a browser might round it.
protocol EntityID: Sendable, Hashable, Codable, Comparable, LosslessStringConvertible, SQLBindable,
    SQLReadable
{
    var raw: Int64 { get }
    init(_ raw: Int64)
}

struct AccountID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct SessionID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct ChannelID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct PostID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct AttachmentID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct LinkCardID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct NotificationID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct BlobID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct UploadID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct JobID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct DraftID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct InvitationID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct ChannelActionID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct ModerationActionID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct CaseID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct ReportID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct DecisionID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct BlockedPictureID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }
struct TierID: EntityID { let raw: Int64; init(_ raw: Int64) { self.raw = raw } }

/// Where a post stands among all posts, newest greatest. Never shared by two posts, so it pages exactly.
struct Place: EntityID {
    let raw: Int64
    init(_ raw: Int64) { self.raw = raw }
    /// Before the first page: nothing has been published after it.
    static let newest = Place(.max)
}

extension EntityID {
    var description: String { String(raw) }
    var sqlValue: SQLValue { .integer(raw) }
    static var unreadable: Self { Self(0) }
    init?(sql: SQLValue) {
        guard case .integer(let raw) = sql else { return nil }
        self.init(raw)
    }

    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(raw)
    }
    /// Accepts plain digits only: a sign, a space or a leading plus is no address of ours.
    init?(_ description: String) {
        guard !description.isEmpty, description.utf8.allSatisfy({ (48...57).contains($0) }),
            let raw = Int64(description)
        else { return nil }
        self.init(raw)
    }
    static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }
}

/// Draws time-sorted numbers: 41 bits of milliseconds since 2025, 10 bits of process, 12 bits of counter.
///
/// Each number is greater than the one before, also when the clock steps back. Good until 2094.
final class IdMaker: Sendable {
    private static let epochMilliseconds: Int64 = 1_735_689_600_000
    private let clock: Clock
    private let node: Int64
    private let last = Mutex<(milliseconds: Int64, counter: Int64)>((0, 0))

    /// `node` tells processes on one database apart: 0 to 1023.
    init(clock: Clock, node: Int64) {
        self.clock = clock
        self.node = node & 1023
    }

    func next() -> Int64 {
        let now = clock.now() - Self.epochMilliseconds
        return last.withLock { last in
            if now > last.milliseconds {
                last = (now, 0)
            } else if last.counter < 4095 {
                last.counter += 1
            } else {
                // 4,096 numbers within one millisecond: borrow from the next one rather than wait.
                last = (last.milliseconds + 1, 0)
            }
            return last.milliseconds << 22 | node << 12 | last.counter
        }
    }

    func next<ID: EntityID>(_: ID.Type = ID.self) -> ID { ID(next()) }

    /// The smallest number that could have been drawn at this time: turns a time into a key for paging.
    static func first(atMilliseconds time: Int64) -> Int64 { max(0, time - epochMilliseconds) << 22 }

    /// How far numbers drawn a day apart stand from each other.
    static let aDay: Int64 = 86_400_000 << 22

    /// When a number was drawn, in milliseconds UTC.
    static func milliseconds(of id: Int64) -> Int64 { (id >> 22) + epochMilliseconds }
}
