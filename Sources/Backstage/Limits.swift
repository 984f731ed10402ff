import MediaTools

/// Every limit of the product, each with its reason. What a channel's tier decides stands in `Tier`.
enum Limits {
    // MARK: What people write
    /// Long enough for an essay, short enough that a page of twenty stays light.
    static let postCharacters = 5_000
    /// A comment is an answer, not an article.
    static let commentCharacters = 2_000
    /// Twenty characters are one emoji family; more combining marks than that hide the neighbours.
    static let titleCharacters = 120
    static let pollOptionCharacters = 80
    static let pollOptions = 2...6
    /// A poll that closes sooner than anybody can see it is a mistake; a year is for ever.
    static let pollMinutes = 5...(366 * 24 * 60)
    static let altCharacters = 1_000
    /// As the scanner of `Prose` has it.
    static let tagCharacters = 50
    static let nameCharacters = 1...50
    static let bioCharacters = 1_000
    static let channelLinks = 5
    static let linkCharacters = 500
    static let handleCharacters = 3...30
    /// RFC 5321, 4.5.3.1.3: a path of 256 octets with its two brackets.
    static let emailBytes = 254
    /// Long enough to stand guessing without rules about digits; long phrases are welcome.
    static let passwordCharacters = 12...200
    /// Set large: a sentence that stands alone.
    static let loudCharacters = 90

    /// A quiz explains, it does not teach.
    static let explanationCharacters = 500
    /// More is not found better, and each is a row.
    static let tagsAPost = 30
    /// Somebody who writes to more people than that has members.
    static let readersAPost = 100
    /// Nobody knows what they will want to say in two years.
    static let scheduleDays: Int64 = 2 * 365
    /// Shorter is seen by nobody, longer is for ever.
    static let expiryHours: ClosedRange<Int64> = 1...(30 * 24)
    /// A deletion is offered back for ten seconds; a slow line has as many again to say so.
    static let undoSeconds: Int64 = 20

    /// Whoever changes a post more often has its last words shown.
    static let versionsShown = 100

    // MARK: Requests
    /// The largest form without files: a post's text in percent-encoding is at most 60 KB.
    static let formBytes = 128 << 10
    static let formFields = 200
    /// Ten photographs and their words.
    static let photoFormBytes = 10 * photoBytes + formBytes
    static let photoBytes = 16 << 20
    static let photosAPost = 10
    static let photosAComment = 4
    /// Hours of a good camera. Sent in pieces that can be resumed, or by a form in one.
    static let videoBytes = 20 << 30
    /// A form around a film: its thumbnail, its captions and its words.
    static let videoFieldsBytes = photoBytes + (2 << 20) + formBytes
    static let videoFormBytes = videoBytes + videoFieldsBytes
    /// A request's head. Cookies and a long search fit many times.
    static let headBytes = 32 << 10
    /// A client that sends or takes nothing for so long is gone.
    static let idleSeconds: Int64 = 60
    static let connections = 4_000

    // MARK: Lists. Every list is cut; the next page is a link.
    static let feedPage = 20
    static let actsAPage = 3
    static let postsAnAct = 4
    static let videosAnAct = 4
    static let channelPage = 20
    static let commentPage = 20
    /// Replies shown under a comment before "show all".
    static let repliesShown = 3
    static let replyPage = 100
    static let notificationPage = 30
    static let railChannels = 7
    static let sessionsListed = 50
    static let channelsAnAccount = 10
    static let subscriptionsAChannel = 5_000
    static let adminPage = 50
    /// A badge that says 99+ needs no exact count.
    static let unreadCounted = 100
    /// Unread broadcasts are looked for this far back; older ones are found on the channel.
    static let broadcastDays: Int64 = 30

    // MARK: Accounts
    static let sessionDays: Int64 = 90
    static let signInFailures = 10
    static let signInFailureMinutes: Int64 = 10

    // MARK: Work in the background
    static let jobAttempts = 8
    /// A claim that is not renewed for so long is somebody's who was killed. Three times what a busy database
    /// keeps a renewal waiting; a job that two do all the same is written to be repeated.
    static let jobSeconds: Int64 = 20
    /// What was promised for a moment takes milliseconds, and another process takes it up at once.
    static let timesSeconds: Int64 = 1
    static let jobErrorCharacters = 500
    static let unclaimedUploadHours: Int64 = 24
    /// What hung on a deleted post is kept so long: a deletion by mistake can be mended.
    static let mediaGraceHours: Int64 = 24
    static let liveConnections = 10_000
    static let liveTargets = 5_000
    static let liveBacklog = 32
    static let livePingSeconds = 25

    // MARK: Uploads
    /// Sent in pieces over hours: as much as a film of the greatest size.
    static let uploadBytes = Int64(videoBytes)
    /// Waiting at once, on their way or not yet taken: a phone and a computer, and some that were forgotten.
    static let uploadsAtOnce = 5
    /// What everything of an account may take up: a few hundred films.
    static let storedBytesAnAccount: Int64 = 100 << 30
    /// Since the last byte: over night, and the evening after.
    static let uploadHours: Int64 = 24
    /// What a crash may cost a client to send again, in bytes and in time: a slow line needs minutes for what
    /// a fast one sends in a second.
    static let uploadSyncBytes = 64 << 20
    static let uploadSyncMilliseconds: Int64 = 30_000
    /// Gathered before the disk is asked: a tenth of the hops between threads.
    static let uploadPieceBytes = 1 << 20
    /// A disk that is fuller takes no new upload: the database needs the rest.
    static let diskPercentMax = 95
    /// Looked at in one sweep; the next comes in an hour.
    static let sweptNames = 1_000

    // MARK: Link cards
    static let linkSeconds: Int64 = 5
    static let linkBytes = 1 << 20
    static let linkRedirects = 3
    static let linkCardHours: Int64 = 24 * 7

    // MARK: Media
    /// Tiles and small phones; a page's width on most screens; full screen.
    static let photoWidths = [640, 1280, 2048]
    static let avatarWidths = [64, 192]
    static let bannerWidths = [960, 1920]
    static let posterWidths = [480, 1280]
    static let pictureSeconds = 20
    static let picturesAtOnce = 2
    /// Read per turn of a response: large enough for a fast reader, and what a slow one costs in memory.
    static let mediaPieceBytes = 256 << 10
    /// A presigned address of an object store lives long enough to begin reading.
    static let presignedSeconds = 3_600
    static let filenameCharacters = 200
    /// A clip is a glance; a tier may allow more, up to what would better be a video.
    static let clipSeconds = 60
    static let clipSecondsMax = 600
    /// The fast-start file for browsers without HLS is no larger: it cannot adapt.
    static let playHeight = 720
    /// Under so many a seek bar needs no pictures.
    static let boardMilliseconds = 10_000
    static let progressMilliseconds: Int64 = 2_000
}
