import Database

/// What the composer's page shows beside what was typed.
struct ComposerFacts: Sendable {
    let allowance: Allowance
    /// How much waits in the studio's lists.
    let counts: StudioCounts
    /// Uploaded and still waiting: photos in order, and pictures of options.
    var photos: [Attachment] = []
    var optionPictures: [Attachment] = []
    /// The channel's newest videos, for a post to hang on.
    var videos: [PostLink] = []
    /// The zone the channel last scheduled a post in.
    var lastZone: String?
    /// The post to be shared, as its sharer sees it; nil when it is gone.
    var shared: Post?
    /// A newer saving of the same draft by somebody else, to be shown beside.
    var rival: SavedDraft?
    var rivalPictures: [Attachment] = []
}

extension Transaction {
    /// Ten queries; four more for a share, two for a draft in conflict.
    func composerFacts(for composer: Composer, _ me: ChannelID, today: Int64) throws -> ComposerFacts {
        var facts = ComposerFacts(
            allowance: try allowance(of: me, day: today), counts: try studioCounts(of: me))
        facts.photos = try waitingPhotos(composer.photos.map(\.attachment), of: me)
        facts.optionPictures = try waitingPhotos(
            composer.options.compactMap(\.picture), of: me, kind: .option)
        facts.videos = try newestVideos(of: me, and: composer.video)
        facts.lastZone = try lastZone(of: me)
        if let shared = composer.shared { facts.shared = try visiblePost(shared, for: me) }
        if let rival = composer.rival, let theirs = try savedDraft(rival, of: me) {
            facts.rival = theirs
            let pictures = Composer(theirs).pictures
            facts.rivalPictures =
                try waitingPhotos(pictures, of: me) + waitingPhotos(pictures, of: me, kind: .option)
        }
        return facts
    }
}
