import Database

extension Schema {
    /// Accounts and channels, everything that is published, and what people do with it.
    ///
    /// Times are milliseconds UTC. `place` is a time-sorted number drawn when a post is published: it orders
    /// every list, is never shared, and stays apart from `published`, which two posts may share.
    static let beginning = Migration(
        1, "beginning",
        accountTables + channelTables + postTables + answerTables + siteTables)

    private static let accountTables: [SQL] = [
        """
        CREATE TABLE accounts (
            id \(type: .id),
            email \(type: .text) NOT NULL,
            email_folded \(type: .text) NOT NULL UNIQUE,
            password \(type: .text) NOT NULL,
            role \(type: .int) NOT NULL DEFAULT 0,
            language \(type: .text),
            home_shows \(type: .int) NOT NULL DEFAULT 0,
            created \(type: .int) NOT NULL
        )
        """,
        """
        CREATE TABLE sessions (
            key \(type: .blob) PRIMARY KEY,
            id \(type: .int) NOT NULL UNIQUE,
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            channel \(type: .int) NOT NULL,
            device \(type: .text) NOT NULL,
            created \(type: .int) NOT NULL,
            seen \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX sessions_by_account ON sessions (account, seen)",
        """
        CREATE TABLE sign_in_failures (
            id \(type: .id),
            who \(type: .blob) NOT NULL,
            at \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX sign_in_failures_by_who ON sign_in_failures (who, at)",
    ]

    private static let channelTables: [SQL] = [
        """
        CREATE TABLE channels (
            id \(type: .id),
            handle \(type: .text) NOT NULL,
            handle_folded \(type: .text) NOT NULL UNIQUE,
            name \(type: .text) NOT NULL,
            bio \(type: .text) NOT NULL DEFAULT '',
            links \(type: .text) NOT NULL DEFAULT '',
            avatar \(type: .int),
            banner \(type: .int),
            is_person \(type: .int) NOT NULL DEFAULT 1,
            is_invited \(type: .int) NOT NULL DEFAULT 0,
            tier \(type: .int),
            subscribers \(type: .int) NOT NULL DEFAULT 0,
            posts \(type: .int) NOT NULL DEFAULT 0,
            videos \(type: .int) NOT NULL DEFAULT 0,
            head \(type: .int) NOT NULL DEFAULT 0,
            created \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX channels_by_subscribers ON channels (subscribers, id)",
        """
        CREATE TABLE channel_people (
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            account \(type: .int) NOT NULL REFERENCES accounts (id),
            role \(type: .int) NOT NULL,
            PRIMARY KEY (account, channel)
        )
        """,
        "CREATE INDEX channel_people_by_channel ON channel_people (channel)",
        """
        CREATE TABLE subscriptions (
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            target \(type: .int) NOT NULL REFERENCES channels (id),
            bell \(type: .int) NOT NULL,
            since \(type: .int) NOT NULL,
            PRIMARY KEY (channel, target)
        )
        """,
        "CREATE INDEX subscriptions_by_target ON subscriptions (target, channel)",
    ]

    private static let postTables: [SQL] = [
        """
        CREATE TABLE posts (
            id \(type: .id),
            author \(type: .int) NOT NULL REFERENCES channels (id),
            host \(type: .int) NOT NULL REFERENCES channels (id),
            form \(type: .int) NOT NULL,
            state \(type: .int) NOT NULL,
            audience \(type: .int) NOT NULL,
            place \(type: .int) NOT NULL,
            published \(type: .int) NOT NULL,
            edited \(type: .int),
            parent \(type: .int) REFERENCES posts (id),
            root \(type: .int) REFERENCES posts (id),
            thread \(type: .int) REFERENCES posts (id),
            title \(type: .text) NOT NULL DEFAULT '',
            text \(type: .text) NOT NULL,
            language \(type: .text),
            link_card \(type: .int),
            likes \(type: .int) NOT NULL DEFAULT 0,
            comments \(type: .int) NOT NULL DEFAULT 0,
            replies \(type: .int) NOT NULL DEFAULT 0,
            views \(type: .int) NOT NULL DEFAULT 0,
            duration \(type: .int) NOT NULL DEFAULT 0
        )
        """,
        // Channel tab, feed heads and feed pages: newest first of one author. Comments stay out of it.
        "CREATE UNIQUE INDEX posts_of_channel ON posts (author, place) WHERE root IS NULL AND state = 1",
        """
        CREATE INDEX notes_of_channel ON posts (author, place) WHERE form <> 2 AND root IS NULL AND state = 1
        """,
        """
        CREATE INDEX videos_of_channel ON posts (author, place) WHERE form = 2 AND root IS NULL AND state = 1
        """,
        // Recent public content, for visitors without subscriptions.
        """
        CREATE INDEX posts_public ON posts (place)
            WHERE root IS NULL AND state = 1 AND audience = 0 AND form <> 2
        """,
        """
        CREATE INDEX videos_popular ON posts (views, place)
            WHERE form = 2 AND root IS NULL AND state = 1 AND audience = 0
        """,
        // Comments under a post: top-level by age and by likes; replies of a thread by age.
        "CREATE INDEX comments_new ON posts (root, place) WHERE root IS NOT NULL AND thread IS NULL",
        """
        CREATE INDEX comments_top ON posts (root, likes, place) WHERE root IS NOT NULL AND thread IS NULL
        """,
        "CREATE INDEX replies_of_thread ON posts (thread, place) WHERE thread IS NOT NULL AND state = 1",
        """
        CREATE TABLE post_tags (
            tag \(type: .text) NOT NULL,
            place \(type: .int) NOT NULL,
            post \(type: .int) NOT NULL REFERENCES posts (id),
            PRIMARY KEY (tag, place)
        )
        """,
        "CREATE INDEX post_tags_of_post ON post_tags (post)",
        """
        CREATE TABLE post_versions (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            until \(type: .int) NOT NULL,
            text \(type: .text) NOT NULL,
            PRIMARY KEY (post, until)
        )
        """,
        """
        CREATE TABLE attachments (
            id \(type: .id),
            owner \(type: .int) NOT NULL REFERENCES channels (id),
            post \(type: .int) REFERENCES posts (id),
            position \(type: .int) NOT NULL DEFAULT 0,
            kind \(type: .int) NOT NULL,
            folder \(type: .text) NOT NULL,
            widths \(type: .text) NOT NULL,
            width \(type: .int) NOT NULL,
            height \(type: .int) NOT NULL,
            blurhash \(type: .text) NOT NULL,
            tone \(type: .int) NOT NULL,
            alt \(type: .text) NOT NULL DEFAULT '',
            duration \(type: .int) NOT NULL DEFAULT 0,
            bytes \(type: .int) NOT NULL,
            created \(type: .int) NOT NULL
        )
        """,
        "CREATE INDEX attachments_of_post ON attachments (post, position)",
        "CREATE INDEX attachments_unclaimed ON attachments (created) WHERE post IS NULL",
        """
        CREATE TABLE polls (
            post \(type: .int) PRIMARY KEY REFERENCES posts (id),
            closes \(type: .int) NOT NULL,
            shows_at_close \(type: .int) NOT NULL,
            is_closed \(type: .int) NOT NULL DEFAULT 0,
            votes \(type: .int) NOT NULL DEFAULT 0
        )
        """,
        """
        CREATE TABLE poll_options (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            position \(type: .int) NOT NULL,
            text \(type: .text) NOT NULL,
            votes \(type: .int) NOT NULL DEFAULT 0,
            PRIMARY KEY (post, position)
        )
        """,
        """
        CREATE TABLE poll_votes (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            choice \(type: .int) NOT NULL,
            at \(type: .int) NOT NULL,
            PRIMARY KEY (post, channel)
        )
        """,
        """
        CREATE TABLE link_cards (
            id \(type: .id),
            url \(type: .text) NOT NULL UNIQUE,
            state \(type: .int) NOT NULL,
            title \(type: .text) NOT NULL DEFAULT '',
            description \(type: .text) NOT NULL DEFAULT '',
            picture \(type: .int),
            fetched \(type: .int) NOT NULL DEFAULT 0
        )
        """,
    ]

    private static let answerTables: [SQL] = [
        """
        CREATE TABLE reactions (
            post \(type: .int) NOT NULL REFERENCES posts (id),
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            kind \(type: .int) NOT NULL,
            at \(type: .int) NOT NULL,
            PRIMARY KEY (post, channel, kind)
        )
        """,
        """
        CREATE TABLE notifications (
            id \(type: .id),
            recipient \(type: .int) NOT NULL REFERENCES channels (id),
            kind \(type: .int) NOT NULL,
            actor \(type: .int) NOT NULL REFERENCES channels (id),
            post \(type: .int) NOT NULL DEFAULT 0,
            others \(type: .int) NOT NULL DEFAULT 0,
            at \(type: .int) NOT NULL
        )
        """,
        // Nobody is told twice: one row for one happening.
        "CREATE UNIQUE INDEX notifications_once ON notifications (recipient, kind, post, actor)",
        "CREATE INDEX notifications_of_recipient ON notifications (recipient, id)",
        """
        CREATE TABLE inbox_marks (
            channel \(type: .int) PRIMARY KEY REFERENCES channels (id),
            read_until \(type: .int) NOT NULL
        )
        """,
    ]

    private static let siteTables: [SQL] = [
        """
        CREATE TABLE jobs (
            id \(type: .id),
            kind \(type: .text) NOT NULL,
            lane \(type: .int) NOT NULL,
            body \(type: .text) NOT NULL,
            due \(type: .int) NOT NULL,
            attempts \(type: .int) NOT NULL DEFAULT 0,
            claimed_until \(type: .int) NOT NULL DEFAULT 0,
            has_failed \(type: .int) NOT NULL DEFAULT 0,
            error \(type: .text)
        )
        """,
        "CREATE INDEX jobs_due ON jobs (lane, due, id) WHERE has_failed = 0",
        """
        CREATE TABLE settings (
            name \(type: .text) PRIMARY KEY,
            value \(type: .text) NOT NULL
        )
        """,
        """
        CREATE TABLE tiers (
            id \(type: .id),
            name \(type: .text) NOT NULL UNIQUE,
            subscribers_min \(type: .int) NOT NULL,
            posts_a_day \(type: .int) NOT NULL,
            polls_a_day \(type: .int) NOT NULL,
            photos_a_post \(type: .int) NOT NULL,
            poll_options \(type: .int) NOT NULL,
            characters \(type: .int) NOT NULL
        )
        """,
        """
        CREATE TABLE allowance_used (
            channel \(type: .int) NOT NULL REFERENCES channels (id),
            day \(type: .int) NOT NULL,
            posts \(type: .int) NOT NULL DEFAULT 0,
            polls \(type: .int) NOT NULL DEFAULT 0,
            PRIMARY KEY (channel, day)
        )
        """,
        """
        CREATE TABLE rollout_steps (
            id \(type: .id),
            stage \(type: .text) NOT NULL,
            at \(type: .int) NOT NULL,
            account \(type: .int)
        )
        """,
    ]
}
