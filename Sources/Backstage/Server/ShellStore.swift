import Database

extension Transaction {
    /// What the frame of a page needs: two queries for a member, none for a visitor.
    func shell(for member: Member?) throws -> Shell {
        guard let member else { return .empty }
        return Shell(
            channels: try railChannels(of: member.channel.id),
            unread: try unreadCount(of: member.channel.id))
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
            WHERE s.channel = \(channel)
            ORDER BY c.head DESC, c.id
            LIMIT \(Limits.railChannels)
            """
        ) { Face(id: $0[0], handle: $0[1], name: $0[2], avatar: Picture($0, at: 4), isPerson: $0[3]) }
    }
}
