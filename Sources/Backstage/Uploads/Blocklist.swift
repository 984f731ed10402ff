import MediaTools

/// A picture whose look is on the site's list of those that are not taken again.
struct BlockedPicture: Error {}

extension App {
    /// Throws `BlockedPicture` when any of these looks is like a listed one: one query, and a count of bits
    /// for each of at most `Limits.blockedPictures` of them.
    func checkBlocklist(_ looks: [Int64?]) async throws {
        let looks = looks.compactMap { $0 }
        guard !looks.isEmpty else { return }
        let listed = try await database.read { try $0.blockedLooks() }
        let isBlocked = looks.contains { look in
            listed.contains { PictureLook.distance(look, $0) <= Limits.blockedDistance }
        }
        guard !isBlocked else { throw BlockedPicture() }
    }
}

extension PictureLook {
    /// In how many of their 63 bits two looks differ.
    static func distance(_ one: Int64, _ other: Int64) -> Int { (one ^ other).nonzeroBitCount }
}

extension Limits {
    /// As near to a listed picture as a copy is (`docs/decisions/0016-site-moderation.md` has the figures).
    static let blockedDistance = 8
    /// Looked through at each upload, in less than a millisecond.
    static let blockedPictures = 10_000
}
