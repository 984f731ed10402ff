import Database

/// Why nothing of a choice was deleted.
enum BulkRefusal: Refusal, Equatable {
    case nothingChosen
    case tooMany

    var problem: Problem {
        switch self {
        case .nothingChosen: Problem("", .lists_choose)
        case .tooMany: Problem("", .lists_choose_fewer, count: Int64(Limits.bulkPosts))
        }
    }
}

/// What was ticked in a list.
struct BulkChoice: Sendable {
    let list: StudioList
    let ids: [Int64]

    /// A row's own button stands for that row, whatever else is ticked.
    init(_ form: Form) throws {
        list = StudioList(name: form["list"]) ?? .published
        let named = form.has("only") ? [form["only"] ?? ""] : form.all("post")
        var seen: Set<Int64> = []
        ids = try named.compactMap { name in
            guard let id = PostID(name)?.raw else { throw Missing() }
            return seen.insert(id).inserted ? id : nil
        }
        guard !ids.isEmpty else { throw Refused(BulkRefusal.nothingChosen) }
        guard ids.count <= Limits.bulkPosts else { throw Refused(BulkRefusal.tooMany) }
    }

    var posts: [PostID] { list == .drafts ? [] : ids.map { PostID($0) } }
    var drafts: [DraftID] { list == .drafts ? ids.map { DraftID($0) } : [] }
}

extension App {
    /// What would go: two queries at most. Throws `Missing` when one of them is not this channel's; a post
    /// that was deleted meanwhile is left out. Of a draft nothing is left to tell one from the other.
    func chosen(_ choice: BulkChoice, of channel: ChannelID) async throws -> StudioListed {
        try await database.read { tx in
            guard choice.list != .drafts else {
                let drafts = try tx.ownDrafts(choice.drafts, of: channel)
                guard drafts.count == choice.drafts.count else { throw Missing() }
                return StudioListed(drafts: drafts)
            }
            guard let posts = try tx.ownStudioPosts(choice.posts, of: channel) else { throw Missing() }
            return StudioListed(posts: posts)
        }
    }

    /// Deletes all of a choice, one after another, and says how many. What somebody else of the channel
    /// deleted meanwhile is gone all the same.
    func delete(
        _ choice: BulkChoice, as channel: ChannelID, by writer: AccountID? = nil
    ) async throws -> Int {
        let found = try await chosen(choice, of: channel)
        var count = 0
        for post in found.posts {
            do {
                try await delete(post.id, as: channel, by: writer)
                count += 1
            } catch is Missing {}
        }
        for draft in found.drafts {
            do {
                try await deleteDraft(draft.id, as: channel)
                count += 1
            } catch is Missing {}
        }
        return count
    }
}
