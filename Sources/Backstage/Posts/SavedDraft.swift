/// What is being written, as the composer last saved it: kept until it is published or thrown away, for all
/// the channel's editors and their devices.
struct SavedDraft: Sendable {
    let id: DraftID
    /// Who saved it last.
    let account: AccountID
    let writing: DraftWriting
    /// Counts the savings, from 1 on.
    let revision: Int64
    /// Milliseconds UTC.
    let saved: Int64
}

/// Everything typed, as one page saves it.
struct DraftWriting: Sendable {
    /// The composer's kind of post, by name.
    let kind: String
    /// What it says, for lists and search.
    let text: String
    let fields: [DraftField]
    /// Uploads it names: they wait as long as it does.
    let pictures: [AttachmentID]
    /// The page that saved it, told from another that writes the same draft.
    let seat: String
}

/// A field of the composer's form.
struct DraftField: Sendable, Codable, Equatable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// What came of a saving.
enum DraftSaving: Sendable {
    case saved(DraftID, revision: Int64)
    /// Somebody else saved since this page read the draft. What came with this saving is kept as a draft of
    /// its own.
    case conflict(kept: DraftID, theirs: SavedDraft)
}

extension Limits {
    /// More than this is an archive, and nobody finds anything in it.
    static let draftsAChannel = 200
    /// The longest text, six answers and ten descriptions, each character of several bytes.
    static let draftBytes = 256 << 10
    /// The same as a form without files, its boundaries counted.
    static let draftFormBytes = draftBytes + (64 << 10)
}
