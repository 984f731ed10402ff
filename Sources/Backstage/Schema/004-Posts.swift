import Database

extension Schema {
    /// Every kind of post: quizzes, shares, timing, members, roles, figures.
    static let posts = Migration(
        4, "posts", kindColumns + publicIndex + timingTables + readerTables + peopleTables + figureTables)

    private static let kindColumns: [SQL] = [
        // A share names what it shares; a post may hang on one of its channel's videos.
        "ALTER TABLE posts ADD COLUMN shared \(type: .int) REFERENCES posts (id)",
        "ALTER TABLE posts ADD COLUMN video \(type: .int) REFERENCES posts (id)",
        "CREATE INDEX posts_of_video ON posts (video, place) WHERE video IS NOT NULL AND state = 1",
        "CREATE INDEX shares_of_post ON posts (shared) WHERE shared IS NOT NULL",
        "ALTER TABLE posts ADD COLUMN comments_off \(type: .int) NOT NULL DEFAULT 0",
        // Who of the channel's people wrote it.
        "ALTER TABLE posts ADD COLUMN writer \(type: .int)",
        "ALTER TABLE channels ADD COLUMN pinned \(type: .int)",
        // The newest place of what all subscribers may see: channels are listed by it. `head` counts all.
        "ALTER TABLE channels ADD COLUMN open_head \(type: .int) NOT NULL DEFAULT 0",
        "UPDATE channels SET open_head = head",
        // Counted is what everybody may see: a number that moves tells that there is something.
        """
        UPDATE channels
        SET posts = (
                SELECT count(*) FROM posts AS p
                WHERE p.author = channels.id AND p.root IS NULL AND p.state = 1 AND p.form <> 2
                    AND p.audience = 0),
            videos = (
                SELECT count(*) FROM posts AS p
                WHERE p.author = channels.id AND p.root IS NULL AND p.state = 1 AND p.form = 2
                    AND p.audience = 0)
        """,
        // A quiz is a poll with a right answer: its position. Sealed until the viewer has answered.
        "ALTER TABLE polls ADD COLUMN answer \(type: .int)",
        "ALTER TABLE polls ADD COLUMN explanation \(type: .text) NOT NULL DEFAULT ''",
        // Published at the close: the hash tree's root, and the votes of each option.
        "ALTER TABLE polls ADD COLUMN root \(type: .text)",
        "ALTER TABLE polls ADD COLUMN tally \(type: .text)",
        "ALTER TABLE poll_options ADD COLUMN picture \(type: .int)",
        // What makes a vote's receipt unguessable. Votes given before there were receipts have none.
        "ALTER TABLE poll_votes ADD COLUMN salt \(type: .blob)",
        // The receipt itself: in its order the hash tree is built, and no two voters have the same.
        "ALTER TABLE poll_votes ADD COLUMN leaf \(type: .blob)",
        "CREATE UNIQUE INDEX poll_votes_by_leaf ON poll_votes (post, leaf)",
        // A closed poll's receipts in stretches: after which receipt each begins, and the root over it.
        """
        CREATE TABLE poll_branches (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            position \(type: .int) NOT NULL,
            above \(type: .blob) NOT NULL,
            root \(type: .blob) NOT NULL,
            PRIMARY KEY (post, position)
        )
        """,
        "ALTER TABLE post_versions ADD COLUMN title \(type: .text) NOT NULL DEFAULT ''",
        "ALTER TABLE post_versions ADD COLUMN account \(type: .int)",
        // When it was taken down, and the state to go back to.
        "ALTER TABLE posts ADD COLUMN removed \(type: .int)",
        "ALTER TABLE posts ADD COLUMN was \(type: .int)",
    ]

    /// What everybody may see, posts and videos alike, by place: site maps look for the days that have any.
    /// The last condition holds for every post and is said by their queries alone: a planner that took this
    /// index for one channel's posts would read everybody's.
    private static let publicIndex: [SQL] = [
        """
        CREATE INDEX posts_of_everybody ON posts (place)
            WHERE root IS NULL AND state = 1 AND audience = 0 AND place > 0
        """
    ]

    private static let timingTables: [SQL] = [
        // Milliseconds UTC; the zone is the one its author thought in.
        "ALTER TABLE posts ADD COLUMN due \(type: .int)",
        "ALTER TABLE posts ADD COLUMN zone \(type: .text)",
        "ALTER TABLE posts ADD COLUMN expires \(type: .int)",
        "CREATE INDEX posts_waiting ON posts (author, due) WHERE state = 2",
        "CREATE INDEX posts_archived ON posts (author, place) WHERE state = 6",
        // On their way or held: the author finds them among what is published.
        "CREATE INDEX posts_on_their_way ON posts (author, place) WHERE root IS NULL AND state IN (3, 5)",
        // What is being written: the composer's fields as JSON, each saving a revision. The seat is the page
        // that saved it last: a page is never in conflict with itself.
        """
        CREATE TABLE drafts (
            id \(type: .id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            kind \(type: .text) NOT NULL,
            text \(type: .text) NOT NULL,
            body \(type: .text) NOT NULL,
            revision \(type: .int) NOT NULL,
            seat \(type: .text) NOT NULL,
            saved \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX drafts_of_channel ON drafts (channel, saved)",
        // Uploads that wait longer than others: a draft names them.
        """
        CREATE TABLE draft_pictures (
            attachment \(type: .int) NOT NULL REFERENCES attachments (id),
            draft \(type: .int) NOT NULL REFERENCES drafts (id),
            PRIMARY KEY (attachment, draft)
        )
        """,
        "CREATE INDEX draft_pictures_of_draft ON draft_pictures (draft)",
    ]

    private static let readerTables: [SQL] = [
        // Members of a channel: added by hand or by a link. No payments.
        """
        CREATE TABLE memberships (
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            target \(type: .int) NOT NULL REFERENCES channels (id),
            since \(type: .int) NOT NULL,
            PRIMARY KEY (channel, target)
        )
        """,
        "CREATE INDEX memberships_by_target ON memberships (target, since)",
        // The people a post names as its readers.
        """
        CREATE TABLE post_readers (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            PRIMARY KEY (post, channel)
        )
        """,
        "CREATE INDEX post_readers_of_channel ON post_readers (channel, post)",
    ]

    private static let peopleTables: [SQL] = [
        // When they joined; 0 for who made the channel, and by it they are known to others.
        "ALTER TABLE channel_people ADD COLUMN since \(type: .int) NOT NULL DEFAULT 0",
        // A link that makes whoever follows it a member (role NULL) or one of the channel's people.
        """
        CREATE TABLE invitations (
            id \(type: .id),
            key \(type: .blob) NOT NULL UNIQUE,
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            role \(type: .int),
            uses_left \(type: .int) NOT NULL,
            expires \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX invitations_of_channel ON invitations (channel, expires)",
        // Who of the channel's people did what.
        """
        CREATE TABLE channel_actions (
            id \(type: .id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            account \(type: .int) NOT NULL,
            action \(type: .text) NOT NULL,
            post \(type: .int),
            about \(type: .text) NOT NULL DEFAULT '',
            at \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX channel_actions_of_channel ON channel_actions (channel, id)",
    ]

    private static let figureTables: [SQL] = [
        // What came of a post on each day (UTC), as days since 1970.
        """
        CREATE TABLE post_days (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            day \(type: .int) NOT NULL,
            seen \(type: .int) NOT NULL DEFAULT 0,
            likes \(type: .int) NOT NULL DEFAULT 0,
            comments \(type: .int) NOT NULL DEFAULT 0,
            votes \(type: .int) NOT NULL DEFAULT 0,
            subscribers \(type: .int) NOT NULL DEFAULT 0,
            PRIMARY KEY (post, day)
        )
        """,
        "ALTER TABLE posts ADD COLUMN seen \(type: .int) NOT NULL DEFAULT 0",
    ]
}
