import Database

/// Every address of the product, as a value. Pages write no address by hand.
struct Link: Sendable, Hashable {
    let path: String
    private init(_ path: String) { self.path = path }

    static let home = Link("/")
    static func home(shows: HomeShows) -> Link { Link("/?show=\(shows.name)") }
    static let feed = Link("/feed")
    static func feed(before place: Place) -> Link { Link("/feed?before=\(place)") }

    static let signUp = Link("/sign-up")
    static let signIn = Link("/sign-in")
    static let signOut = Link("/sign-out")
    static let account = Link("/account")
    static let accountLanguage = Link("/account/language")
    static let accountPassword = Link("/account/password")
    static let endOtherSessions = Link("/account/sessions/end-others")
    static func endSession(_ id: SessionID) -> Link { Link("/account/sessions/\(id)/end") }
    static func act(as channel: ChannelID) -> Link { Link("/channels/\(channel)/act") }
    /// Printed at first start; whoever has it becomes the administrator.
    static func firstAdmin(_ key: String) -> Link { Link("/admin/first/\(key)") }
    static let channels = Link("/channels")
    static let subscriptions = Link("/subscriptions")

    static func channel(_ handle: String) -> Link { Link("/@\(handle)") }
    static func backstage(_ handle: String) -> Link { Link("/@\(handle)/backstage") }
    static func backstage(_ handle: String, before place: Place) -> Link {
        Link("/@\(handle)/backstage?before=\(place)")
    }
    static func videos(_ handle: String) -> Link { Link("/@\(handle)/videos") }
    static func about(_ handle: String) -> Link { Link("/@\(handle)/about") }
    static func subscribe(_ handle: String) -> Link { Link("/@\(handle)/subscribe") }
    static func leaveMembership(_ handle: String) -> Link { Link("/@\(handle)/leave") }
    static func unsubscribe(_ handle: String) -> Link { Link("/@\(handle)/unsubscribe") }

    static func post(_ id: PostID) -> Link { Link("/post/\(id)") }
    static func watch(_ id: PostID) -> Link { Link("/watch/\(id)") }
    static func post(_ id: PostID, doing verb: String) -> Link { Link("/post/\(id)/\(verb)") }
    static func votes(of poll: PostID) -> Link { Link("/post/\(poll)/votes") }
    /// Every receipt of a closed poll, as plain text.
    static func receipts(of poll: PostID) -> Link { Link("/post/\(poll)/votes.txt") }
    static func tag(_ name: String) -> Link { Link("/tag/" + percentEncoded(name)) }
    /// Something to do with a video: `edit`, `retry`.
    static func watch(_ id: PostID, doing action: String) -> Link { Link("/watch/\(id)/\(action)") }
    static let studio = Link("/studio")
    static let studioVideo = Link("/studio/video")
    static let studioChannel = Link("/studio/channel")
    static func studioPosts(_ list: String) -> Link { Link("/studio/posts?list=\(list)") }
    /// What the lists' forms send to: a search, and a choice to be deleted.
    static let studioSearch = Link("/studio/posts")
    static let studioDelete = Link("/studio/posts/delete")
    static func studioFigures(_ id: PostID) -> Link { Link("/studio/post/\(id)") }
    static func studio(draft: DraftID) -> Link { Link("/studio?draft=\(draft)") }
    /// Where a script saves what is being written.
    static let studioDraft = Link("/studio/draft")
    static let completeMentions = Link("/complete/mentions")

    static let studioCommentRules = Link("/studio/comments/rules")
    /// Whose comments are published without looking, or seen by nobody else.
    static let studioCommentPeople = Link("/studio/comments/people")
    static func studioCommentPersonRemove(_ id: ChannelID) -> Link {
        Link("/studio/comments/people/\(id)/remove")
    }

    static let studioPeople = Link("/studio/people")
    static let studioInvite = Link("/studio/people/invite")
    /// Something to do with one of the channel's people: `role`, `remove`.
    static func studioPerson(_ id: AccountID, doing action: String) -> Link {
        Link("/studio/people/\(id)/\(action)")
    }
    static let studioMembers = Link("/studio/members")
    static let studioMemberAdd = Link("/studio/members/add")
    static let studioMemberInvite = Link("/studio/members/invite")
    static func studioMemberRemove(_ id: ChannelID) -> Link { Link("/studio/members/\(id)/remove") }
    static func takeBack(_ id: InvitationID) -> Link { Link("/studio/invitations/\(id)/take-back") }
    /// Whoever has it becomes one of a channel's people or members.
    static func invitation(_ key: String) -> Link { Link("/invitation/\(key)") }

    /// What others say under the channel's posts, by where it stands.
    static func studioComments(_ tab: String) -> Link { Link("/studio/comments?tab=\(tab)") }
    /// What the queue's forms send to: a search, a decision, one taken back.
    static let studioCommentsSearch = Link("/studio/comments")
    static let studioCommentsDecide = Link("/studio/comments/decide")
    static let studioCommentsUndo = Link("/studio/comments/undo")

    static let notifications = Link("/notifications")
    static let notificationsRead = Link("/notifications/read")
    static let live = Link("/live")
    static let adminRollout = Link("/admin/rollout")
    static let adminInvite = Link("/admin/rollout/invite")
    static let adminTier = Link("/admin/rollout/tier")

    // What the site is told, and what it decides.
    static func report(_ post: PostID) -> Link { Link("/report/post/\(post)") }
    static func report(channel handle: String) -> Link { Link("/report/channel/\(handle)") }
    /// To mute or block a channel.
    static func quiet(_ handle: String) -> Link { Link("/quiet/@\(handle)") }
    static let quietSettings = Link("/settings/quiet")
    static let quietWords = Link("/settings/quiet/words")
    static let quietWordRemove = Link("/settings/quiet/words/remove")
    static let reportThanks = Link("/report/thanks")
    static let adminReports = Link("/admin/reports")
    static let adminAppeals = Link("/admin/appeals")
    static func adminCase(_ id: CaseID) -> Link { Link("/admin/reports/\(id)") }
    /// Something to do with a case: `decide`, `block`.
    static func adminCase(_ id: CaseID, doing action: String) -> Link {
        Link("/admin/reports/\(id)/\(action)")
    }
    static func answerAppeal(_ id: DecisionID) -> Link { Link("/admin/appeals/\(id)") }
    static let adminBlocklist = Link("/admin/blocklist")
    static func adminBlocked(_ id: BlockedPictureID) -> Link { Link("/admin/blocklist/\(id)") }
    static func unblock(_ id: BlockedPictureID) -> Link { Link("/admin/blocklist/\(id)/remove") }
    static let decisions = Link("/account/decisions")
    static func appeal(_ id: DecisionID) -> Link { Link("/account/decisions/\(id)/appeal") }

    // What the world reads: the same for everybody, without a session.
    static func embed(_ id: PostID) -> Link { Link("/embed/\(id)") }
    /// What another site asks to show the page with this whole address in its own.
    static func oembed(of address: String) -> Link { Link("/oembed?url=\(percentEncoded(address))") }
    static func rss(_ handle: String) -> Link { Link("/@\(handle)/feed.rss") }
    static func atom(_ handle: String) -> Link { Link("/@\(handle)/feed.atom") }
    static let sitemap = Link("/sitemap.xml")
    /// What was published on a day, counted as ids count them.
    static func sitemap(day: Int64) -> Link { Link("/sitemap/\(day).xml") }

    /// A file of a photograph or video, by its unguessable folder.
    static func media(_ folder: String, _ file: String) -> Link { Link("/media/\(folder)/\(file)") }

    func at(_ fragment: String) -> Link { Link(path + "#" + fragment) }

    /// One more parameter; `value` must need no escaping: an id, a number, a word of ours.
    func with(_ name: String, _ value: some CustomStringConvertible) -> Link {
        Link(path + (path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + "\(name)=\(value)")
    }

    /// One more parameter of any text.
    func with(_ name: String, text: String) -> Link { with(name, percentEncoded(text)) }

    /// An address that came from a form: taken only if it leads to this site, never to another.
    static func own(_ path: String?) -> Link? {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasPrefix("/\\"),
            path.utf8.count <= 500,
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return Link(path)
    }
}

/// What a member last chose to see on the home page.
enum HomeShows: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case mix = 0
    case posts = 1
    case videos = 2

    var name: String { ["mix", "posts", "videos"][rawValue] }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
