import Database

/// Why somebody reports something to the site.
enum ReportReason: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case spam = 0
    case harassment = 1
    case hate = 2
    case violence = 3
    case sexual = 4
    case childSafety = 5
    case copyright = 6
    case privacy = 7
    case other = 8

    var name: String {
        [
            "spam", "harassment", "hate", "violence", "sexual", "child-safety", "copyright", "privacy",
            "other",
        ][rawValue]
    }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    var word: Word {
        switch self {
        case .spam: .report_spam
        case .harassment: .report_harassment
        case .hate: .report_hate
        case .violence: .report_violence
        case .sexual: .report_sexual
        case .childSafety: .report_child_safety
        case .copyright: .report_copyright
        case .privacy: .report_privacy
        case .other: .report_other
        }
    }
}

/// What can be reported: a post, video or comment, or a channel.
enum ReportSubject: Sendable, Equatable {
    case post(PostID)
    case channel(ChannelID)

    /// Held while its case is looked for and opened, so that two reports open one.
    var lock: Int64 {
        switch self {
        case .post(let id): id.raw
        case .channel(let id): id.raw
        }
    }
}

/// A thing as the page that reports it shows it.
struct Reported: Sendable {
    let subject: ReportSubject
    /// The channel it is of; for a channel itself.
    let channel: Face
    /// Who answers for it: who wrote it, else who owns the channel.
    let account: AccountID
    let form: PostForm?
    let title: String
    let text: String
}

/// One report as a case shows it.
struct ShownReport: Sendable {
    let id: ReportID
    let reason: ReportReason
    let words: String
    let at: Int64
    let reporter: Face
}

/// A reported thing as the queue lists it.
struct ListedCase: Sendable {
    let id: CaseID
    let form: PostForm?
    let title: String
    let text: String
    let channel: Face
    let reports: Int64
    /// Its newest report orders the queue.
    let newest: Int64
    /// Of that report.
    let words: String
    let decided: SiteAction?
    var reasons: [(reason: ReportReason, count: Int64)] = []
}

/// A case with all a moderator needs to decide it.
struct OpenedCase: Sendable {
    let id: CaseID
    let isOpen: Bool
    let post: PostID?
    let form: PostForm?
    let state: PostState?
    let title: String
    let text: String
    let channel: Face
    let bio: String
    let account: AccountID
    let role: Role
    let since: Int64
    let limitedUntil: Int64?
    let isSuspended: Bool
    let reports: Int64
    /// The last decision, if there is one.
    let decided: DecisionID?
    var pictures: [Picture] = []
    var shown: [ShownReport] = []
    var decisions: [SiteDecision] = []
    /// Of the same account, besides this one.
    var otherCases: Int64 = 0
}

extension Limits {
    /// Enough to say what is wrong, not to retell it.
    static let reportCharacters = 1_000
    /// Somebody who meets more in a day writes to the site.
    static let reportsADay = 20
    static let casesAPage = 20
    /// Of a case; hundreds say no more than the last fifty.
    static let reportsShown = 50
    /// Pictures of a case: more than any post has.
    static let casePictures = 20
}
