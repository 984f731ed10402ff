import Database
import Foundation

/// Why a draft was not saved.
enum DraftRefusal: Refusal, Equatable {
    case tooMany(limit: Int)
    case tooLarge(kilobytes: Int)

    var problem: Problem {
        switch self {
        case .tooMany(let limit): Problem("", .draft_too_many, count: Int64(limit))
        case .tooLarge(let kilobytes): Problem("text", .draft_too_large, ["limit": "\(kilobytes)"])
        }
    }
}

extension App {
    /// Saves what is being written, over an earlier saving that it was based on. Three queries, and one a
    /// picture.
    ///
    /// A draft that is gone meanwhile, or another channel's, is not written to: the words become a new one,
    /// so that nothing typed is lost. Throws `Refused` when there is no room.
    func saveDraft(
        _ writing: DraftWriting, over earlier: DraftID?, revision: Int64, as channel: ChannelID,
        by account: AccountID
    ) async throws -> DraftSaving {
        let bytes = writing.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard bytes <= Limits.draftBytes else {
            throw Refused(DraftRefusal.tooLarge(kilobytes: Limits.draftBytes >> 10))
        }
        let new = SavedDraft(
            id: ids.next(), account: account, writing: writing, revision: 1, saved: clock.now())
        let body = String(decoding: try JSONEncoder().encode(writing.fields), as: UTF8.self)
        return try await database.write { tx in
            if let earlier {
                let saved = try tx.overwrite(earlier, with: new, body: body, basedOn: revision, of: channel)
                if let saved {
                    try tx.setPictures(writing.pictures, ofDraft: earlier, owner: channel)
                    return .saved(earlier, revision: saved)
                }
                if let theirs = try tx.savedDraft(earlier, of: channel) {
                    // Past the limit too: this is no time to refuse.
                    try tx.insert(new, body: body, of: channel)
                    try tx.setPictures(writing.pictures, ofDraft: new.id, owner: channel)
                    return .conflict(kept: new.id, theirs: theirs)
                }
            }
            guard try tx.draftCount(of: channel) < Limits.draftsAChannel else {
                throw Refused(DraftRefusal.tooMany(limit: Limits.draftsAChannel))
            }
            try tx.insert(new, body: body, of: channel)
            try tx.setPictures(writing.pictures, ofDraft: new.id, owner: channel)
            return .saved(new.id, revision: 1)
        }
    }

    /// Throws a draft away. One that is not this channel's does not exist.
    func deleteDraft(_ id: DraftID, as channel: ChannelID) async throws {
        try await database.write { tx in
            guard try tx.forgetDraft(id, of: channel) else { throw Missing() }
        }
    }
}
