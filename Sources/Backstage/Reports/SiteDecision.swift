import Database

/// What the site does about what was reported.
enum SiteAction: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    /// Nothing; the person is not told.
    case dismiss = 0
    /// Words alone.
    case warn = 1
    /// Takes the post or comment down.
    case remove = 2
    /// The account says nothing for a time.
    case limit = 3
    /// The account is shut out, and what its channels published is hidden.
    case suspend = 4

    var name: String { ["dismiss", "warn", "remove", "limit", "suspend"][rawValue] }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// To a moderator.
    var word: Word {
        switch self {
        case .dismiss: .case_dismiss
        case .warn: .case_warn
        case .remove: .case_remove
        case .limit: .case_limit
        case .suspend: .case_suspend
        }
    }

    /// What it means, to a moderator.
    var hint: Word {
        switch self {
        case .dismiss: .case_dismiss_hint
        case .warn: .case_warn_hint
        case .remove: .case_remove_hint
        case .limit: .case_limit_hint
        case .suspend: .case_suspend_hint
        }
    }

    /// To the person it is about.
    var told: Word {
        switch self {
        case .dismiss: .decision_dismissed
        case .warn: .decision_warned
        case .remove: .decision_removed
        case .limit: .decision_limited
        case .suspend: .decision_suspended
        }
    }
}

/// A decision as it is logged, and as the person it is about reads it.
struct SiteDecision: Sendable {
    let id: DecisionID
    let caseID: CaseID
    let account: AccountID
    let action: SiteAction
    let until: Int64?
    let why: String
    let at: Int64
    let reversed: Int64?
    /// Who decided; shown to moderators alone.
    let by: Face
    /// Of what it was about.
    let text: String
    let appeal: Appeal?
}

/// What the person said against a decision, and what the site answered.
struct Appeal: Sendable {
    let words: String
    let at: Int64
    let outcome: AppealOutcome?
    let answer: String
}

enum AppealOutcome: Int, Sendable, SQLReadable, SQLBindable {
    /// The decision stands.
    case upheld = 0
    /// Everything is as it was before it.
    case reversed = 1

    init?(name: String?) {
        switch name {
        case "uphold": self = .upheld
        case "reverse": self = .reversed
        default: return nil
        }
    }
}

extension Limits {
    /// A reason the person can understand, not a judgement of pages.
    static let decisionCharacters = 1_000
    static let appealCharacters = 2_000
    /// A limit that is longer is a suspension.
    static let limitDays = 1...365
    /// Of one account or one case, newest first.
    static let decisionsShown = 50
    static let appealsAPage = 20
    /// Posts taken down or given back in one transaction, so that other writers get their turn.
    static let takenAtOnce = 100
    /// Looked at again so much later: what was being published at the moment of the suspension is there then.
    static let suspendedAgainMilliseconds: Int64 = 60_000
}
