import Database

/// An invitation about to be written.
struct NewInvitation: Sendable {
    let id: InvitationID
    let key: InvitationKey
    let channel: ChannelID
    let inviter: AccountID
    /// Nil makes members.
    let role: ChannelRole?
    let uses: Int
    let expires: Int64
}

extension Transaction {
    /// Writes it, and sweeps those of the channel whose time is long over.
    func insert(_ invitation: NewInvitation, now: Int64) throws {
        let oldest = now - Limits.spentInvitationDays * 86_400_000
        try run("DELETE FROM invitations WHERE channel = \(invitation.channel) AND expires < \(oldest)")
        try run(
            """
            INSERT INTO invitations (id, key, channel, account, role, uses_left, expires)
            VALUES (\(invitation.id), \(invitation.key.digest), \(invitation.channel), \(invitation.inviter),
                \(invitation.role), \(invitation.uses), \(invitation.expires))
            """)
    }

    /// Those that can still be followed, newest first: at most `Limits.openInvitations`.
    func openInvitations(of channel: ChannelID, now: Int64) throws -> [ChannelInvitation] {
        try rows(
            """
            SELECT i.id, i.role, i.uses_left, i.expires, \(SQL.faceColumns)
            FROM invitations AS i
            JOIN channels AS c ON c.id = \(SQL.ownChannel(of: "i.account"))
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE i.channel = \(channel) AND i.expires > \(now) AND i.uses_left > 0
            ORDER BY i.id DESC
            LIMIT \(Limits.openInvitations)
            """
        ) { row in
            ChannelInvitation(
                id: row[0], role: row[1], inviter: Face(row, at: 4), usesLeft: row[2], expires: row[3])
        }
    }

    func openInvitationCount(of channel: ChannelID, now: Int64) throws -> Int {
        try value(
            """
            SELECT count(*)
            FROM invitations
            WHERE channel = \(channel) AND expires > \(now) AND uses_left > 0
            """) ?? 0
    }

    /// The invitation behind a key, whatever has become of it, and the channel it is to.
    func invitation(key: InvitationKey) throws -> (invitation: ChannelInvitation, channel: ChannelID)? {
        try row(
            """
            SELECT i.id, i.role, i.uses_left, i.expires, i.channel, \(SQL.faceColumns)
            FROM invitations AS i
            JOIN channels AS c ON c.id = \(SQL.ownChannel(of: "i.account"))
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE i.key = \(key.digest)
            """
        ) { row in
            let invitation = ChannelInvitation(
                id: row[0], role: row[1], inviter: Face(row, at: 5), usesLeft: row[2], expires: row[3])
            return (invitation: invitation, channel: row[4])
        }
    }

    /// Uses it once. False when it was used up meanwhile, taken back, or its time is over.
    func useInvitation(_ id: InvitationID, now: Int64) throws -> Bool {
        let used = try run(
            """
            UPDATE invitations
            SET uses_left = uses_left - 1
            WHERE id = \(id) AND uses_left > 0 AND expires > \(now)
            """)
        return used == 1
    }

    /// False when the channel has no such open invitation.
    func takeBackInvitation(_ id: InvitationID, of channel: ChannelID) throws -> Bool {
        let taken = try run(
            """
            UPDATE invitations
            SET uses_left = 0
            WHERE id = \(id) AND channel = \(channel) AND uses_left > 0
            """)
        return taken == 1
    }

    /// All that somebody gave out who may invite no more: by one they kept they could come back.
    func takeBackInvitations(of channel: ChannelID, by account: AccountID) throws {
        try run(
            "UPDATE invitations SET uses_left = 0 WHERE channel = \(channel) AND account = \(account)")
    }
}
