extension Word {
    static let poll_tape_open: Word = "poll.tape_open"
    static let poll_tape_closed: Word = "poll.tape_closed"
    static let poll_vote: Word = "poll.vote"
    static let poll_change: Word = "poll.change"
    static let poll_change_save: Word = "poll.change_save"
    static let poll_votes: Word = "poll.votes"
    static let poll_closes: Word = "poll.closes"
    static let poll_closed: Word = "poll.closed"
    static let poll_mine: Word = "poll.mine"
    static let poll_hidden: Word = "poll.hidden"
    static let poll_refused_closed: Word = "poll.refused_closed"
    static let poll_refused_option: Word = "poll.refused_option"
}
