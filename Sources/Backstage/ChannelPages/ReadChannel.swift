import Database
import Hummingbird

extension Transaction {
    /// Whose page this is, and how the visitor stands to it: one query. Another spelling of a handle leads
    /// to the channel's own.
    func channelHead(_ visit: Visit, tab: ChannelTab) throws -> ChannelHead {
        guard let handle = visit.parameters.get("handle"),
            let found = try channel(handle: handle, for: visit.member?.channel.id)
        else { throw Missing() }
        let channel = found.channel
        guard channel.handle == handle else { throw Elsewhere(link: tab.link(channel.handle)) }
        return ChannelHead(
            channel: channel, bell: found.bell, pinned: found.pinned, isMember: found.isMember,
            quiet: found.quiet,
            current: tab, visit: visit)
    }

    /// The Home tab: the newest video, the last posts, more videos. Five queries at most, and the frame's.
    func channelHome(_ visit: Visit) throws -> ChannelHomePage {
        let head = try channelHead(visit, tab: .home)
        let (channel, me) = (head.channel.id, visit.member?.channel.id)
        let items = try channelItems(
            of: channel, posts: Limits.channelHomePosts, videos: Limits.channelHomeVideos, for: me)
        // Loaded together, so that the page costs the same with both as with one.
        let all = try self.posts((items.posts + items.videos).map(\.id), for: me, opened: channel)
        return ChannelHomePage(
            head: head, posts: all.filter { $0.form != .video }, videos: all.filter { $0.form == .video },
            visit: visit)
    }

    func channelVideos(_ visit: Visit) throws -> ChannelVideosPage {
        let head = try channelHead(visit, tab: .videos)
        let me = visit.member?.channel.id
        let items = try channelVideos(
            of: head.channel.id, before: visit.before ?? .newest, for: me, limit: Limits.channelPage + 1)
        let page = ChannelPaging(items)
        return ChannelVideosPage(
            head: head, videos: try posts(page.ids, for: me, opened: head.channel.id), older: page.older,
            visit: visit)
    }

    /// The Backstage tab: all posts, strictly newest first, and the channel's videos beside them.
    func channelBackstage(_ visit: Visit) throws -> ChannelBackstagePage {
        let head = try channelHead(visit, tab: .backstage)
        let (channel, me) = (head.channel.id, visit.member?.channel.id)
        let items = try channelItems(
            of: channel, posts: Limits.channelPage + 1, before: visit.before ?? .newest,
            videos: Limits.videosAnAct, pinned: visit.before == nil ? head.pinned : nil, for: me)
        let page = ChannelPaging(items.posts)
        let all = try posts(page.ids + (items.videos + items.pinned).map(\.id), for: me, opened: channel)
        // Above the others, and not among them again.
        let pinned = all.first { $0.id == items.pinned.first?.id }
        return ChannelBackstagePage(
            head: head, pinned: pinned,
            posts: all.filter { $0.form != .video && $0.id != pinned?.id },
            videos: all.filter { $0.form == .video && $0.id != pinned?.id },
            older: page.older, isFirst: visit.before == nil, visit: visit)
    }
}

/// A page of a tab. One item more than fits was asked for, and says only that there is another page.
struct ChannelPaging {
    let ids: [PostID]
    /// Where the next page begins; nil at the end.
    let older: Place?

    init(_ items: [ChannelItem]) {
        let shown = items.prefix(Limits.channelPage)
        ids = shown.map(\.id)
        older = items.count > shown.count ? shown.last?.place : nil
    }
}

extension Visit {
    /// The key of a page that is not the first. What is no number is the first page.
    fileprivate var before: Place? { query("before").flatMap { Place($0) } }
}

extension Limits {
    /// The Home tab is a glance; everything stands on the other tabs.
    static let channelHomePosts = 3
    /// One large, and two rows of three.
    static let channelHomeVideos = 7
}
