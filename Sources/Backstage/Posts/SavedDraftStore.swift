import Database
import Foundation

extension Transaction {
    /// This channel's draft with all its fields. Another channel's does not exist.
    func savedDraft(_ id: DraftID, of channel: ChannelID) throws -> SavedDraft? {
        try row(
            """
            SELECT id, account, kind, text, body, seat, revision, saved
            FROM drafts
            WHERE id = \(id) AND channel = \(channel)
            """
        ) { row in
            let body: String = row[4]
            let fields = try JSONDecoder().decode([DraftField].self, from: Data(body.utf8))
            let writing = DraftWriting(
                kind: row[2], text: row[3], fields: fields, pictures: [], seat: row[5])
            return SavedDraft(
                id: row[0], account: row[1], writing: writing, revision: row[6], saved: row[7])
        }
    }

    func draftCount(of channel: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM drafts WHERE channel = \(channel)") ?? 0
    }

    func insert(_ draft: SavedDraft, body: String, of channel: ChannelID) throws {
        let writing = draft.writing
        try run(
            """
            INSERT INTO drafts (id, channel, account, kind, text, body, revision, seat, saved)
            VALUES (\(draft.id), \(channel), \(draft.account), \(writing.kind), \(writing.text), \(body),
                \(draft.revision), \(writing.seat), \(draft.saved))
            """)
    }

    /// Puts these words in place of those saved, if nobody but the same page saved since `revision`. The new
    /// revision; nil when somebody did, or when there is no such draft.
    func overwrite(
        _ id: DraftID, with draft: SavedDraft, body: String, basedOn revision: Int64, of channel: ChannelID
    ) throws -> Int64? {
        let writing = draft.writing
        return try row(
            """
            UPDATE drafts
            SET account = \(draft.account), kind = \(writing.kind), text = \(writing.text), body = \(body),
                revision = revision + 1, seat = \(writing.seat), saved = \(draft.saved)
            WHERE id = \(id) AND channel = \(channel)
                AND (revision = \(revision) OR (seat = \(writing.seat) AND seat <> ''))
            RETURNING revision
            """
        ) { $0[0] }
    }

    /// The uploads a draft names, in place of those it named: only its channel's own.
    func setPictures(_ pictures: [AttachmentID], ofDraft draft: DraftID, owner: ChannelID) throws {
        try run("DELETE FROM draft_pictures WHERE draft = \(draft)")
        guard !pictures.isEmpty else { return }
        try run(
            """
            INSERT INTO draft_pictures (attachment, draft)
            SELECT id, CAST(\(draft) AS \(type: .int))
            FROM attachments
            WHERE id IN \(list: pictures) AND owner = \(owner) AND post IS NULL
            """)
    }

    /// True when there was such a draft. What it named goes with the next sweep, unless a post took it.
    @discardableResult
    func forgetDraft(_ id: DraftID, of channel: ChannelID) throws -> Bool {
        try run(
            """
            DELETE FROM draft_pictures
            WHERE draft IN (SELECT d.id FROM drafts AS d WHERE d.id = \(id) AND d.channel = \(channel))
            """)
        return try run("DELETE FROM drafts WHERE id = \(id) AND channel = \(channel)") == 1
    }
}
