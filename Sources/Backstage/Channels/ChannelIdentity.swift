import Markup

/// Why a handle or a name was not taken.
enum IdentityRefusal: Refusal, Equatable {
    case handleMissing
    case handleShort
    case handleLong
    case handleLetters
    case handleReserved
    case handleTaken
    case nameMissing
    case nameLong(by: Int)

    var problem: Problem {
        switch self {
        case .handleMissing: Problem("handle", .channel_handle_missing)
        case .handleShort:
            Problem("handle", .channel_handle_short, count: Int64(Limits.handleCharacters.lowerBound))
        case .handleLong:
            Problem("handle", .channel_handle_long, count: Int64(Limits.handleCharacters.upperBound))
        case .handleLetters: Problem("handle", .channel_handle_letters)
        case .handleReserved: Problem("handle", .channel_handle_reserved)
        case .handleTaken: Problem("handle", .channel_handle_taken)
        case .nameMissing: Problem("name", .channel_name_missing)
        case .nameLong(let by):
            Problem(
                "name", .channel_name_long, ["limit": "\(Limits.nameCharacters.upperBound)"], count: Int64(by)
            )
        }
    }
}

/// What a new channel is called, cleaned of what nobody sees.
struct ChannelIdentity: Sendable {
    let handle: String
    let name: String
    /// Handles that look alike are one: this is compared, and unique in the database.
    let folded: String

    init(handle: String, name: String) {
        let line = Cleaning.line(handle)
        self.handle = line.hasPrefix("@") ? String(line.dropFirst()) : line
        self.name = Cleaning.line(name)
        folded = Folding.handle(self.handle)
    }

    /// What is wrong with it by itself; whether the handle is free, the database knows.
    var refusals: [IdentityRefusal] { [handleRefusal, Self.refusal(ofName: name)].compactMap { $0 } }

    private var handleRefusal: IdentityRefusal? {
        let length = handle.utf8.count
        if handle.isEmpty { return .handleMissing }
        if !handle.utf8.allSatisfy(Self.isHandleByte) { return .handleLetters }
        if length < Limits.handleCharacters.lowerBound { return .handleShort }
        // Nothing but underscores folds to nothing, and would be every other such handle.
        if folded.isEmpty { return .handleLetters }
        if length > Limits.handleCharacters.upperBound { return .handleLong }
        return ReservedHandles.contains(folded: folded) ? .handleReserved : nil
    }

    static func refusal(ofName name: String) -> IdentityRefusal? {
        if Cleaning.isBlank(name) { return .nameMissing }
        let over = Cleaning.characters(name) - Limits.nameCharacters.upperBound
        return over > 0 ? .nameLong(by: over) : nil
    }

    private static func isHandleByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
}
