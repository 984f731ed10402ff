/// What one of a channel's people did with it, under the name it is stored by. People see who did what on the
/// studio's page of people.
enum ChannelAction: String, Sendable, CaseIterable {
    case published
    /// Wrote what waits for its time.
    case scheduled
    case edited
    case deleted
    case restored
    case pinned
    case unpinned
    /// Saved what the channel says of itself.
    case settings
    /// Gave out a link into a role; the role is kept with it.
    case invited
    /// Followed one.
    case joined
    case invitedMembers = "invited-members"
    case tookBack = "took-back"
    /// The role and the person's name are kept with it.
    case changedRole = "changed-role"
    case removedPerson = "removed-person"
    case left
    case addedMember = "added-member"
    case removedMember = "removed-member"

    /// With `{name}`, who did it, and where it has one `{thing}`, the post, or `{who}` and `{role}`.
    var word: Word {
        switch self {
        case .published: .did_published
        case .scheduled: .did_scheduled
        case .edited: .did_edited
        case .deleted: .did_deleted
        case .restored: .did_restored
        case .pinned: .did_pinned
        case .unpinned: .did_unpinned
        case .settings: .did_settings
        case .invited: .did_invited
        case .joined: .did_joined
        case .invitedMembers: .did_invited_members
        case .tookBack: .did_took_back
        case .changedRole: .did_changed_role
        case .removedPerson: .did_removed_person
        case .left: .did_left
        case .addedMember: .did_added_member
        case .removedMember: .did_removed_member
        }
    }
}

/// An action as it is read: who, what, about what, when.
struct DoneAction: Sendable {
    let id: ChannelActionID
    let action: ChannelAction
    let actor: Face
    let post: ActedPost?
    /// Whom it was done to, by the name they had.
    let who: String
    let role: ChannelRole?
    let at: Int64
}

/// As much of a post as the line of an action shows. It can be opened unless it was taken down.
struct ActedPost: Sendable {
    let id: PostID
    let words: String
    let isThere: Bool
}
