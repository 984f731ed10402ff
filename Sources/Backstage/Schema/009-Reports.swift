import Database

extension Schema {
    /// What people report to the site, what its moderators decide, what is said against it, and the pictures
    /// that are not taken again.
    static let reports = Migration(
        9, "reports", standingColumns + reportTables + decisionTables + blocklistTables)

    private static let standingColumns: [SQL] = [
        // What holds against an account at present: until when it may not speak, whether it is shut out, by
        // which decision, and what the person was told.
        "ALTER TABLE accounts ADD COLUMN limited_until \(type: .int)",
        "ALTER TABLE accounts ADD COLUMN limited_by \(type: .int)",
        "ALTER TABLE accounts ADD COLUMN suspended \(type: .int)",
        "ALTER TABLE accounts ADD COLUMN sanction_why \(type: .text) NOT NULL DEFAULT ''",
        // The decision that hides a channel, and the one that took a post down; NULL for neither.
        "ALTER TABLE channels ADD COLUMN suspended \(type: .int)",
        "CREATE INDEX channels_suspended ON channels (suspended) WHERE suspended IS NOT NULL",
        "ALTER TABLE posts ADD COLUMN decision \(type: .int)",
        "CREATE INDEX posts_of_decision ON posts (decision, id) WHERE decision IS NOT NULL",
        // Everything of a channel, posts and comments, whatever its state: a suspension takes it all.
        "CREATE INDEX posts_of_author ON posts (author, id)",
    ]

    private static let reportTables: [SQL] = [
        // One thing that was reported: a post or comment, or (NULL) a channel. `account` answers for it.
        // `newest` is its newest report and orders the queue.
        """
        CREATE TABLE report_cases (
            id \(type: .id),
            post \(type: .int) REFERENCES posts (id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            is_open \(type: .int) NOT NULL DEFAULT 1,
            reports \(type: .int) NOT NULL DEFAULT 0,
            newest \(type: .int) NOT NULL,
            decided \(type: .int)
        )
        """,
        "CREATE INDEX report_cases_queue ON report_cases (is_open, newest)",
        "CREATE INDEX report_cases_of_post ON report_cases (post, is_open)",
        "CREATE INDEX report_cases_of_channel ON report_cases (channel, is_open)",
        "CREATE INDEX report_cases_of_account ON report_cases (account, id)",
        """
        CREATE TABLE reports (
            id \(type: .id),
            case_id \(type: .int) NOT NULL REFERENCES report_cases (id),
            reporter \(type: .int) NOT NULL REFERENCES accounts (id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            reason \(type: .int) NOT NULL,
            words \(type: .text) NOT NULL,
            at \(type: .int) NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX reports_once ON reports (case_id, reporter)",
        "CREATE INDEX reports_of_case ON reports (case_id, id)",
        "CREATE INDEX reports_of_reporter ON reports (reporter, at)",
    ]

    private static let decisionTables: [SQL] = [
        // What the site decided about somebody (`account`), by whom and why. One that was reversed says when.
        """
        CREATE TABLE site_decisions (
            id \(type: .id),
            case_id \(type: .int) NOT NULL REFERENCES report_cases (id),
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            action \(type: .int) NOT NULL,
            post \(type: .int),
            until \(type: .int),
            why \(type: .text) NOT NULL,
            decided_by \(type: .int) NOT NULL REFERENCES accounts (id),
            at \(type: .int) NOT NULL,
            reversed \(type: .int)
        )
        """,
        "CREATE INDEX site_decisions_of_account ON site_decisions (account, id)",
        "CREATE INDEX site_decisions_of_case ON site_decisions (case_id, id)",
        // What the person said against it, once; `outcome` 0: it stands, 1: it was reversed.
        """
        CREATE TABLE appeals (
            decision \(type: .id),
            words \(type: .text) NOT NULL,
            at \(type: .int) NOT NULL,
            outcome \(type: .int),
            answer \(type: .text) NOT NULL DEFAULT '',
            answered \(type: .int),
            answered_by \(type: .int)
        )
        """,
        "CREATE INDEX appeals_open ON appeals (decision) WHERE outcome IS NULL",
    ]

    private static let blocklistTables: [SQL] = [
        // Looks of pictures (`attachments.look`) that are not taken again.
        """
        CREATE TABLE blocked_pictures (
            id \(type: .id),
            look \(type: .int) NOT NULL UNIQUE,
            why \(type: .text) NOT NULL,
            attachment \(type: .int),
            listed_by \(type: .int) NOT NULL REFERENCES accounts (id),
            at \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX attachments_with_look ON attachments (id) WHERE look IS NOT NULL",
    ]
}
