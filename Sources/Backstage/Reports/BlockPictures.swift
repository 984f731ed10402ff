import Markup

/// Why pictures were not put on the blocklist.
enum BlockRefusal: Refusal, Equatable {
    case whyMissing
    case whyTooLong(by: Int)
    /// None there, or of one colour, which is like every other.
    case noPictures
    case full

    var problem: Problem {
        switch self {
        case .whyMissing: Problem("block-why", .blocklist_why_missing)
        case .whyTooLong(let by):
            Problem(
                "block-why", .case_why_long, ["limit": "\(Limits.blockedWhyCharacters)"], count: Int64(by))
        case .noPictures: Problem("", .blocklist_no_pictures)
        case .full: Problem("", .blocklist_full, count: Int64(Limits.blockedPictures))
        }
    }
}

extension App {
    /// Lists the looks of a case's pictures: what looks like them is not taken from then on. What is there
    /// already stays, and is shown on the entry's page.
    func blockPictures(of id: CaseID, why: String, by actor: AccountID) async throws {
        let now = clock.now()
        let entries = (0..<Limits.casePictures).map { _ in ids.next(BlockedPictureID.self) }
        try await database.write { tx in
            guard let found = try tx.heldCase(id) else { throw Missing() }
            guard !Cleaning.isBlank(why) else { throw Refused(BlockRefusal.whyMissing) }
            let over = Cleaning.characters(why) - Limits.blockedWhyCharacters
            guard over <= 0 else { throw Refused(BlockRefusal.whyTooLong(by: over)) }
            let looks = try tx.looks(ofPost: found.post, channel: found.channel)
            guard !looks.isEmpty else { throw Refused(BlockRefusal.noPictures) }
            guard try tx.blockedCount() + looks.count <= Limits.blockedPictures else {
                throw Refused(BlockRefusal.full)
            }
            for (entry, picture) in zip(entries, looks) {
                try tx.block(picture.look, of: picture.attachment, as: entry, why: why, by: actor, at: now)
            }
        }
    }
}

extension Limits {
    /// A line in a list.
    static let blockedWhyCharacters = 200
    static let blockedAPage = 50
    /// Pictures whose looks are compared at once on an entry's page: some tens of milliseconds.
    static let looksCompared = 20_000
    /// Of those, what is shown.
    static let likenessesShown = 50
}
