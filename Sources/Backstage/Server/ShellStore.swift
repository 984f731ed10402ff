import Database

extension Transaction {
    /// What the frame of a page needs: two queries for a member, none for a visitor.
    func shell(for visit: Visit) throws -> Shell {
        guard let me = visit.member?.channel.id else { return .empty }
        let following = try following(of: me, in: visit.app.following)
        let newest = following?.newestChannels(limit: Limits.railChannels)
        return Shell(
            channels: try newest.map(faces) ?? railChannels(of: me),
            unread: try unreadCount(of: me, following), following: following)
    }

    /// The followed channels that published last.
    private func railChannels(of channel: ChannelID) throws -> [Face] {
        try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM subscriptions AS s
            JOIN channels AS c ON c.id = s.target
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE s.channel = \(channel) AND c.suspended IS NULL AND \(.heard(by: channel, "c.id"))
            ORDER BY c.open_head DESC, c.id
            LIMIT \(Limits.railChannels)
            """
        ) { Face(id: $0[0], handle: $0[1], name: $0[2], avatar: Picture($0, at: 4), isPerson: $0[3]) }
    }
}
