import Markup

extension Audience {
    var title: Word {
        switch self {
        case .everyone: .audience_everyone
        case .unlisted: .audience_unlisted
        case .subscribers: .audience_subscribers
        case .members: .audience_members
        case .named: .audience_named
        }
    }

    var icon: Icon {
        switch self {
        case .everyone: .globe
        case .unlisted: .link
        case .subscribers: .users
        case .members: .star
        case .named: .lock
        }
    }
}
