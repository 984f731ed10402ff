import Database

extension Transaction {
    /// A page of the inbox: at most four queries.
    func inbox(
        of channel: ChannelID, _ following: Following?, below key: Int64, shows: InboxShows
    ) throws -> Inbox {
        let limit = Limits.notificationPage
        var notes: [Note] = []
        if shows.includesPersonal {
            notes += try personalNotes(of: channel, below: key, limit: limit + 1, shows: shows)
        }
        if shows.includesBroadcasts {
            notes += try broadcasts(to: channel, following, below: key, limit: limit + 1)
        }
        notes.sort { $0.key > $1.key }
        // What is quiet is dropped behind the key: a page may be shorter, and none ends early.
        let page = notes.prefix(limit)
        let heard = page.filter { !$0.isQuiet }
        let readUntil = try readMark(of: channel)
        return Inbox(
            shows: shows, notes: Note.gathered(heard, readUntil: readUntil), readUntil: readUntil,
            older: notes.count > limit ? page.last?.key : nil)
    }
}

extension Note {
    /// Subscribers who came one after another stand in one line, under the name of the latest. New ones stay
    /// apart from those already read. Likes of one post are one line from the start.
    static func gathered(_ notes: [Note], readUntil: Int64) -> [Note] {
        var lines: [Note] = []
        for note in notes {
            guard note.subject == .told(.subscriber), let last = lines.last, last.subject == note.subject,
                (last.key > readUntil) == (note.key > readUntil)
            else {
                lines.append(note)
                continue
            }
            lines[lines.count - 1].others += 1
        }
        return lines
    }
}

extension App {
    /// Everything up to this line is read, on every page this channel has open. A key from the future marks
    /// no more than what is there now.
    func markRead(until key: Int64, as channel: ChannelID) async throws {
        let latest = min(key, ids.next())
        try await database.write { tx in
            try tx.markRead(channel, until: latest)
            try tx.notify(LiveNews.topic, LiveNews.unread([channel]).payload)
        }
    }
}
