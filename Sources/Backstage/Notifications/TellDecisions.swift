/// Who wrote a comment hears what the channel's people decided about it; of what they only hid, nothing.
extension App {
    /// As the comments stand now: what was undone meanwhile is told to nobody.
    func tellOfDecisions(_ event: CommentsDecided) async throws {
        try await database.write { [self] tx in
            guard let action = try tx.action(event.action), action.undone == nil else { return }
            for decided in try tx.decidedComments(event.comments)
            where decided.author != event.host && decided.isThere == event.isApproval {
                try tx.tell(
                    decided.author, decided.isThere ? .commentApproved : .commentRemoved, by: event.host,
                    about: decided.comment, self)
            }
        }
    }

    func forgetDecisions(_ event: DecisionsUndone) async throws {
        try await database.write { try $0.forgetDecisions(on: event.comments, by: event.host) }
    }
}
