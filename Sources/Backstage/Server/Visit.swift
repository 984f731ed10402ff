import HTTPTypes
import Hummingbird
import Logging
import Markup
import Wire

/// Who asks, from where and in which language: what every page and verb needs to know of a request.
struct Visit: Sendable {
    let app: App
    let request: Request
    let requestID: String
    /// The peer's address, or the client's as a proxy on this machine reports it.
    let address: String
    /// The account's choice, else the browser's.
    private(set) var language: Language
    let now: Int64
    /// Signed in, with the channel it acts as; nil for a visitor.
    private(set) var member: Member?
    var parameters = Parameters()

    init(app: App, request: Request, requestID: String, address: String, language: Language, now: Int64) {
        (self.app, self.request, self.requestID) = (app, request, requestID)
        (self.address, self.language, self.now) = (address, language, now)
    }

    /// Now it is known who asks, and in which language they want to be answered.
    mutating func meet(_ member: Member?) {
        self.member = member
        language = member?.account.language ?? language
    }

    var path: String { request.uri.path }

    func say(_ word: Word, _ pieces: [String: String] = [:], count: Int64? = nil) -> String {
        language.say(word, pieces, count: count)
    }
    func say(_ word: Word, count: Int) -> String { language.say(word, count: Int64(count)) }
    func say(_ word: Word, html pieces: [String: Piece], count: Int64? = nil) -> HTML {
        language.say(word, html: pieces, count: count)
    }

    /// The number in the address; an address without one leads nowhere.
    func id<ID: EntityID>(_ name: String, as: ID.Type = ID.self) throws -> ID {
        guard let text = parameters.get(name), let id = ID(text) else { throw Missing() }
        return id
    }

    func query(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init)
    }

    /// The member, or a detour over the sign-in. 403 when their role does not permit it.
    func signedIn(may deed: ChannelDeed = .look) throws -> Member {
        guard let member else { throw SignInNeeded() }
        try checkStanding(of: member, for: deed)
        return try member.permitted(deed)
    }

    /// The same for a form. Most of them act in the channel's name, so that is what is asked unless it is
    /// said otherwise.
    func signedIn(form: Form, may deed: ChannelDeed = .speak) throws -> Member {
        guard let member else { throw SignInNeeded(form: form) }
        try checkStanding(of: member, for: deed)
        return try member.permitted(deed)
    }

    /// The door that everything said passes: whoever the site limited says nothing until then.
    private func checkStanding(of member: Member, for deed: ChannelDeed) throws {
        guard deed == .speak || deed == .govern else { return }
        guard !member.isChannelSuspended else {
            throw Refused(StandingRefusal.channelSuspended(member.channel.name), status: 403)
        }
        guard let until = member.account.limitedUntil, until > now else { return }
        let why = member.account.sanctionWhy
        throw Refused(StandingRefusal.limited(until: language.moment(until), why: why), status: 403)
    }
}

extension App {
    /// What is known of a request before anybody looks at its page.
    func visit(_ request: Request, _ context: VisitContext) -> Visit {
        Visit(
            app: self, request: request, requestID: hexadecimal(chance.bytes(8)),
            address: clientAddress(request, peer: context.address),
            language: Language.preferred(request.headers[.acceptLanguage]), now: clock.now())
    }

    /// A proxy on this machine says who asked; nobody else is believed.
    private func clientAddress(_ request: Request, peer: String) -> String {
        guard peer == "127.0.0.1" || peer == "::1" || peer.isEmpty,
            let last = request.headers[.forwardedFor]?.split(separator: ",").last
        else { return peer }
        return String(last.drop { $0 == " " }.prefix(64))
    }
}

/// Somebody signed in: the account, the session, and the channel they act as.
struct Member: Sendable {
    let account: Account
    let session: SessionID
    let channel: Channel
    /// What they may do with it.
    let role: ChannelRole
    /// The site hides it: nothing is said in its name.
    var isChannelSuspended = false
}

/// The few facts that travel with a request before a page knows its visitor.
struct VisitContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let address: String
    var visit: Visit?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

extension Language {
    /// The browser's first choice among ours (RFC 9110, 12.5.4).
    static func preferred(_ header: String?) -> Language {
        guard let header else { return .english }
        let names = Language.allCases.map(\.rawValue)
        return Accept.language(header, among: names).flatMap(Language.init) ?? .english
    }
}
