import Database

extension Transaction {
    /// The thing, if this viewer may see it by its address, and who answers for it.
    func reported(_ subject: ReportSubject, for viewer: ChannelID?) throws -> Reported? {
        switch subject {
        case .post(let id): try reportedPost(id, for: viewer)
        case .channel(let id): try reportedChannel(id)
        }
    }

    private func reportedPost(_ id: PostID, for viewer: ChannelID?) throws -> Reported? {
        try row(
            """
            SELECT coalesce(p.writer, \(SQL.firstOwner(of: "p.author"))), p.form, p.title, p.text,
                \(SQL.faceColumns)
            FROM posts AS p
            JOIN channels AS c ON c.id = p.author
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE p.id = \(id) AND p.state = 1 AND \(.visible(to: viewer, by: .address))
                AND (p.root IS NULL OR EXISTS (SELECT 1 FROM posts AS t WHERE t.id = p.root AND t.state = 1))
            """
        ) { row -> Reported? in
            guard let account: AccountID = row[0] else { return nil }
            return Reported(
                subject: .post(id), channel: Face(row, at: 4), account: account, form: row[1], title: row[2],
                text: row[3])
        } ?? nil
    }

    private func reportedChannel(_ id: ChannelID) throws -> Reported? {
        try row(
            """
            SELECT \(SQL.firstOwner(of: "c.id")), \(SQL.faceColumns)
            FROM channels AS c
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE c.id = \(id) AND c.suspended IS NULL
            """
        ) { row -> Reported? in
            guard let account: AccountID = row[0] else { return nil }
            return Reported(
                subject: .channel(id), channel: Face(row, at: 1), account: account, form: nil, title: "",
                text: "")
        } ?? nil
    }

    func reportCount(of account: AccountID, since time: Int64) throws -> Int {
        try value("SELECT count(*) FROM reports WHERE reporter = \(account) AND at > \(time)") ?? 0
    }

    func openCase(of subject: ReportSubject) throws -> CaseID? {
        switch subject {
        case .post(let id):
            try value("SELECT id FROM report_cases WHERE post = \(id) AND is_open = 1 LIMIT 1")
        case .channel(let id):
            try value(
                """
                SELECT id
                FROM report_cases
                WHERE channel = \(id) AND is_open = 1 AND post IS NULL
                LIMIT 1
                """)
        }
    }

    func hasReported(_ id: CaseID, _ account: AccountID) throws -> Bool {
        let found: ReportID? = try value(
            "SELECT id FROM reports WHERE case_id = \(id) AND reporter = \(account)")
        return found != nil
    }

    func insertCase(_ id: CaseID, of thing: Reported) throws {
        var post: PostID?
        if case .post(let reported) = thing.subject { post = reported }
        try run(
            """
            INSERT INTO report_cases (id, post, channel, account, newest)
            VALUES (\(id), \(post), \(thing.channel.id), \(thing.account), \(id))
            """)
    }

    /// A report, and its count on the case, which stands on top of the queue by it.
    func insert(_ report: NewReport) throws {
        try run(
            """
            INSERT INTO reports (id, case_id, reporter, channel, reason, words, at)
            VALUES (\(report.id), \(report.caseID), \(report.reporter), \(report.channel), \(report.reason),
                \(report.words), \(report.at))
            """)
        try run(
            """
            UPDATE report_cases
            SET reports = reports + 1, newest = \(report.id)
            WHERE id = \(report.caseID)
            """)
    }
}
