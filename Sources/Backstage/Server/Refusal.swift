/// Why something was not done, in words for the person who asked, beside the field it is about.
///
/// Each verb has its own enum of them, so that a reader sees at one place all it may refuse.
protocol Refusal: Error, Sendable {
    var problem: Problem { get }
}

/// A refusal as a page shows it.
struct Problem: Sendable, Equatable {
    /// The form field's name; empty for the form as a whole.
    let field: String
    let word: Word
    var pieces: [String: String] = [:]
    var count: Int64? = nil

    init(_ field: String, _ word: Word, _ pieces: [String: String] = [:], count: Int64? = nil) {
        self.field = field
        self.word = word
        self.pieces = pieces
        self.count = count
    }

    func said(in language: Language) -> String { language.say(word, pieces, count: count) }
}

/// The answer to bad input: all that is wrong at once. The page with the form shows it, with everything
/// typed.
struct Refused: Error, Sendable {
    let status: Int
    let problems: [Problem]

    init(_ refusals: [any Refusal], status: Int = 422) {
        problems = refusals.map(\.problem)
        self.status = status
    }
    init(_ refusal: any Refusal, status: Int = 422) { self.init([refusal], status: status) }
}

/// What does not exist, or what this visitor may not see: the two look alike.
struct Missing: Error {}

/// It was there for a time, and who asks could see it then.
struct Gone: Error {}

/// Who asks is suspended: they are told so, and led to the decision.
struct Suspended: Error {
    /// What a suspended account still reaches: what was decided, and the way out.
    static func check(_ visit: Visit) throws {
        guard visit.member?.account.isSuspended == true else { return }
        let path = visit.path
        let decisions = Link.decisions.path
        let isOpen = path == Link.signOut.path || path == decisions || path.hasPrefix(decisions + "/")
        guard isOpen || path.hasPrefix("/static/") else { throw Suspended() }
    }
}

/// Why the site lets somebody say nothing.
enum StandingRefusal: Refusal, Equatable {
    /// `until` as their language writes it.
    case limited(until: String, why: String)
    case channelSuspended(String)

    var problem: Problem {
        switch self {
        case .limited(let until, let why): Problem("", .standing_limited, ["until": until, "why": why])
        case .channelSuspended(let name): Problem("", .standing_channel, ["name": name])
        }
    }
}

/// The way asks for somebody signed in. Carries what was typed, so that it survives the sign-in.
struct SignInNeeded: Error { var form: Form? = nil }

/// Refusals of the request itself, before any verb saw it.
enum RequestRefusal: Error, Equatable {
    case tooLarge(limitBytes: Int)
    case brokenForm
    case crossSite
    case tooMany(secondsToWait: Int64)
}

/// What was asked for stands at another address.
struct Elsewhere: Error { let link: Link }
