import Database

extension Transaction {
    /// A page of the feed: two queries for its ids, three for its posts. A visitor gets what is public
    /// instead, with the most seen videos on the first page.
    func feedPage(before: Place?, in shell: Shell, _ visit: Visit) throws -> FeedPage {
        let limit = Limits.feedPage
        guard let me = visit.member?.channel.id else {
            let items = try publicIDs(before: before ?? .newest, limit: limit + 1)
            let popular = before == nil ? try popularVideos(for: nil, limit: Limits.videosAnAct) : []
            let shown = items.prefix(limit).map(\.id)
            let loaded = try posts(shown + popular.map(\.id), for: nil)
            return FeedPage(
                posts: loaded.filter { $0.form != .video }, videos: loaded.filter { $0.form == .video },
                older: items.count > limit ? items[limit - 1].place : nil, isFirst: before == nil,
                isFollowing: false, visit: visit)
        }
        let items = try feedIDs(
            of: me, shell.following, before: before ?? .newest, limit: limit + 1, forms: .both)
        return FeedPage(
            posts: try posts(items.prefix(limit).map(\.id), for: me), videos: [],
            older: items.count > limit ? items[limit - 1].place : nil, isFirst: before == nil,
            isFollowing: !shell.channels.isEmpty, visit: visit)
    }
}
