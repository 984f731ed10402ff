import Database

extension Transaction {
    /// What to watch after a video: half from its channel, newest first, then what is seen most; at most six.
    /// Where one of the two runs short, the other fills in.
    ///
    /// Two queries for ids, three to load them.
    func upNext(after video: Post, for viewer: ChannelID?) throws -> [Post] {
        let count = Limits.videosUpNext
        let own = try otherVideos(of: video.author.id, besides: video.id, for: viewer, limit: count)
        // Enough that those the panel has already may be left out.
        let seen = try mostSeenVideos(for: viewer, limit: count + own.count + 1)
        let first = Array(own.prefix(count / 2))
        let popular = seen.filter { $0 != video.id && !own.contains($0) }
        let rest = popular + own.dropFirst(first.count)
        return try posts(Array((first + rest).prefix(count)), for: viewer)
    }
}

extension Limits {
    /// Beside the player, on a wide screen about as tall as player and description.
    static let videosUpNext = 6
}
