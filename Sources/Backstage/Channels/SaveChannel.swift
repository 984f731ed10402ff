import Database
import Markup

/// Why a channel's settings were not saved.
enum ChannelRefusal: Refusal, Equatable {
    case bioLong(by: Int)
    case tooManyLinks
    case linkBroken(line: Int)
    case linkLong(line: Int)

    var problem: Problem {
        switch self {
        case .bioLong(let by):
            Problem("bio", .channel_bio_long, ["limit": "\(Limits.bioCharacters)"], count: Int64(by))
        case .tooManyLinks: Problem("links", .channel_links_many, count: Int64(Limits.channelLinks))
        case .linkBroken(let line): Problem("links", .channel_link_broken, ["line": "\(line)"])
        case .linkLong(let line):
            Problem("links", .channel_link_long, ["line": "\(line)", "limit": "\(Limits.linkCharacters)"])
        }
    }
}

/// The pictures a channel shows of itself, by the name of their field.
enum ChannelPicture: String, CaseIterable, Sendable {
    case avatar, banner

    var widths: [Int] {
        switch self {
        case .avatar: Limits.avatarWidths
        case .banner: Limits.bannerWidths
        }
    }
}

extension Limits {
    /// Two pictures and a few words.
    static let channelFormBytes = 2 * photoBytes + formBytes
}

/// What a channel says of itself.
struct ChannelSettings: Sendable {
    var name: String
    var bio: String
    /// Addresses, one a line.
    var links: String
    var isPerson: Bool
    /// New pictures; nil keeps the present ones.
    var avatar: AttachmentID?
    var banner: AttachmentID?

    mutating func take(_ attachment: AttachmentID, as picture: ChannelPicture) {
        switch picture {
        case .avatar: avatar = attachment
        case .banner: banner = attachment
        }
    }

    func taken(_ picture: ChannelPicture) -> AttachmentID? { picture == .avatar ? avatar : banner }

    /// As it is kept: without what nobody sees, and without empty lines among the links.
    var cleaned: ChannelSettings {
        var settings = self
        settings.name = Cleaning.line(name)
        settings.bio = Cleaning.prose(bio)
        settings.links = lines.joined(separator: "\n")
        return settings
    }

    private var lines: [String] {
        links.split(whereSeparator: \.isNewline).map { Cleaning.line(String($0)) }.filter { !$0.isEmpty }
    }

    /// All that is wrong, in the order of the form.
    var problems: [Problem] {
        var problems: [Problem] = []
        if let refusal = ChannelIdentity.refusal(ofName: name) { problems.append(refusal.problem) }
        let over = Cleaning.characters(bio) - Limits.bioCharacters
        if over > 0 { problems.append(ChannelRefusal.bioLong(by: over).problem) }
        if lines.count > Limits.channelLinks { problems.append(ChannelRefusal.tooManyLinks.problem) }
        for (index, line) in lines.enumerated() {
            if line.utf8.count > Limits.linkCharacters {
                problems.append(ChannelRefusal.linkLong(line: index + 1).problem)
            } else if ChannelLink(line) == nil {
                problems.append(ChannelRefusal.linkBroken(line: index + 1).problem)
            }
        }
        return problems
    }
}

extension ChannelSettings {
    /// As typed. A picture taken at an earlier try comes with its number.
    init(_ form: Form) {
        let taken = { (picture: ChannelPicture) -> AttachmentID? in
            form["\(picture.rawValue)-taken"].flatMap { AttachmentID($0) }
        }
        self.init(
            name: form["name"] ?? "", bio: form["bio"] ?? "", links: form["links"] ?? "",
            isPerson: form["kind"] != "channel", avatar: taken(.avatar), banner: taken(.banner))
    }

    init(_ channel: Channel) {
        self.init(name: channel.name, bio: channel.bio, links: channel.links, isPerson: channel.isPerson)
    }
}

/// An address a channel shows: http or https, to a host.
struct ChannelLink: Sendable {
    let url: String
    /// Without the scheme, as people say it.
    let shown: String

    init?(_ line: String) {
        let lower = line.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }) else { return nil }
        let rest = line.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // An @ in the authority shows one host and leads to another (RFC 3986, 7.6).
        guard host.contains("."), !host.hasPrefix("."), !host.contains("@"),
            !line.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "<" || $0 == ">" || $0 == "\\" })
        else { return nil }
        url = line
        shown = String(rest.hasSuffix("/") ? rest.dropLast() : rest)
    }
}

extension App {
    /// Saves what a channel says of itself. Throws `Refused` with all that is wrong at once.
    func saveChannel(
        _ channel: ChannelID, _ settings: ChannelSettings, by owner: AccountID? = nil
    ) async throws {
        let settings = settings.cleaned
        let problems = settings.problems
        guard problems.isEmpty else { throw Refused(problems: problems) }
        try await database.write { [self] tx in
            try tx.save(settings, of: channel)
            try tx.note(.settings, by: owner, of: channel, self)
        }
    }

    func saveChannel(
        _ channel: ChannelID, name: String, bio: String, links: String, isPerson: Bool,
        avatar: AttachmentID? = nil, banner: AttachmentID? = nil
    ) async throws {
        let settings = ChannelSettings(
            name: name, bio: bio, links: links, isPerson: isPerson, avatar: avatar, banner: banner)
        try await saveChannel(channel, settings)
    }
}
