import Database

extension Transaction {
    /// The queue, newest report first: two queries a page.
    func cases(isOpen: Bool, before key: Int64, limit: Int) throws -> [ListedCase] {
        var found = try rows(
            """
            SELECT k.id, k.reports, k.newest, p.form, coalesce(p.title, ''), coalesce(p.text, ''),
                coalesce(r.words, ''), d.action, \(SQL.faceColumns)
            FROM report_cases AS k
            JOIN channels AS c ON c.id = k.channel
            LEFT JOIN attachments AS av ON av.id = c.avatar
            LEFT JOIN posts AS p ON p.id = k.post
            LEFT JOIN reports AS r ON r.id = k.newest
            LEFT JOIN site_decisions AS d ON d.id = k.decided
            WHERE k.is_open = \(isOpen) AND k.newest < \(key)
            ORDER BY k.newest DESC
            LIMIT \(limit)
            """
        ) {
            ListedCase(
                id: $0[0], form: $0[3], title: $0[4], text: $0[5], channel: Face($0, at: 8), reports: $0[1],
                newest: $0[2], words: $0[6], decided: $0[7])
        }
        let reasons = try rows(
            """
            SELECT case_id, reason, count(*)
            FROM reports
            WHERE case_id IN \(list: found.map(\.id))
            GROUP BY case_id, reason
            ORDER BY case_id, count(*) DESC, reason
            """
        ) { (id: $0[0] as CaseID, reason: $0[1] as ReportReason, count: $0[2] as Int64) }
        for (id, reason, count) in reasons {
            guard let place = found.firstIndex(where: { $0.id == id }) else { continue }
            found[place].reasons.append((reason, count))
        }
        return found
    }

    /// A case with its thing, whatever became of it: five queries.
    func openedCase(_ id: CaseID) throws -> OpenedCase? {
        let found = try row(
            """
            SELECT k.is_open, k.post, p.form, p.state, coalesce(p.title, ''), coalesce(p.text, ''), c.bio,
                k.account, a.role, a.created, a.limited_until, a.suspended IS NOT NULL, k.reports,
                k.decided, \(SQL.faceColumns)
            FROM report_cases AS k
            JOIN channels AS c ON c.id = k.channel
            JOIN accounts AS a ON a.id = k.account
            LEFT JOIN attachments AS av ON av.id = c.avatar
            LEFT JOIN posts AS p ON p.id = k.post
            WHERE k.id = \(id)
            """
        ) {
            OpenedCase(
                id: id, isOpen: $0[0], post: $0[1], form: $0[2], state: $0[3], title: $0[4], text: $0[5],
                channel: Face($0, at: 14), bio: $0[6], account: $0[7], role: $0[8], since: $0[9],
                limitedUntil: $0[10], isSuspended: $0[11], reports: $0[12], decided: $0[13])
        }
        guard var found else { return nil }
        found.pictures = try casePictures(of: found)
        found.shown = try reports(of: id)
        found.decisions = try decisions(of: found.account, limit: Limits.decisionsShown)
        found.otherCases =
            try value(
                "SELECT count(*) FROM report_cases WHERE account = \(found.account) AND id <> \(id)") ?? 0
        return found
    }

    /// Of a post what hangs on it and on its poll; of a channel its face and banner.
    private func casePictures(of found: OpenedCase) throws -> [Picture] {
        try rows(
            """
            SELECT a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration
            FROM attachments AS a
            WHERE \(SQL.pictures(ofPost: found.post, channel: found.channel.id)) AND a.widths <> ''
            ORDER BY a.position, a.id
            LIMIT \(Limits.casePictures)
            """
        ) { Picture($0, at: 0) }.compactMap { $0 }
    }

    private func reports(of id: CaseID) throws -> [ShownReport] {
        try rows(
            """
            SELECT r.id, r.reason, r.words, r.at, \(SQL.faceColumns)
            FROM reports AS r
            JOIN channels AS c ON c.id = r.channel
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE r.case_id = \(id)
            ORDER BY r.id DESC
            LIMIT \(Limits.reportsShown)
            """
        ) { ShownReport(id: $0[0], reason: $0[1], words: $0[2], at: $0[3], reporter: Face($0, at: 4)) }
    }

    /// What a decision needs of a case, which is held until the transaction ends: two who decide at once
    /// decide one after the other.
    func heldCase(_ id: CaseID) throws -> HeldCase? {
        try run("UPDATE report_cases SET reports = reports WHERE id = \(id)")
        return try row(
            """
            SELECT k.post, k.channel, k.account, a.role, a.suspended IS NOT NULL, k.decided
            FROM report_cases AS k
            JOIN accounts AS a ON a.id = k.account
            WHERE k.id = \(id)
            """
        ) {
            HeldCase(
                post: $0[0], channel: $0[1], account: $0[2], role: $0[3], isSuspended: $0[4], decided: $0[5])
        }
    }

    func closeCase(_ id: CaseID, by decision: DecisionID) throws {
        try run("UPDATE report_cases SET is_open = 0, decided = \(decision) WHERE id = \(id)")
    }
}

struct HeldCase: Sendable {
    let post: PostID?
    let channel: ChannelID
    let account: AccountID
    let role: Role
    let isSuspended: Bool
    let decided: DecisionID?
}

extension SQL {
    /// That the attachment `a` is shown by the subject of a case.
    static func pictures(ofPost post: PostID?, channel: ChannelID) -> SQL {
        guard let post else {
            return """
                (a.id = (SELECT c.avatar FROM channels AS c WHERE c.id = \(channel))
                    OR a.id = (SELECT c.banner FROM channels AS c WHERE c.id = \(channel)))
                """
        }
        return "a.post = \(post)"
    }
}
