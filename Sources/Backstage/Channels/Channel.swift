import Database

/// A public identity, `@handle`: publishes, subscribes, comments.
struct Channel: Sendable {
    let id: ChannelID
    let handle: String
    let name: String
    let bio: String
    /// Addresses, one a line.
    let links: String
    let avatar: Picture?
    let banner: Picture?
    /// A person is shown as a circle; a channel that publishes, as a rounded square.
    let isPerson: Bool
    let subscribers: Int64
    let posts: Int64
    let videos: Int64

    var face: Face { Face(id: id, handle: handle, name: name, avatar: avatar, isPerson: isPerson) }
}

/// As much of a channel as stands beside what it said.
struct Face: Sendable {
    let id: ChannelID
    let handle: String
    let name: String
    let avatar: Picture?
    let isPerson: Bool
}

/// How much a subscriber wants to hear of a channel.
enum Bell: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case none = 0
    case personalised = 1
    case all = 2

    var name: String { ["none", "personalised", "all"][rawValue] }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
