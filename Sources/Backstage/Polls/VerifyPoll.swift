import Database

/// Something about a closed poll's votes that is not as it was published.
public enum PollFinding: Sendable, Equatable {
    /// The stored choice is not the one this receipt was given for.
    case flipped(receipt: String)
    /// Fewer votes are there than were counted.
    case dropped(Int64)
    /// More votes are there than were counted.
    case added(Int64)
    /// The receipts do not give the published root.
    case otherRoot(published: String, found: String)
    /// The choices do not add up to the published count.
    case otherTally(published: [Int64], found: [Int64])
    /// What pages show is not the published count.
    case otherCounts(shown: [Int64], votes: Int64, published: [Int64])
    /// The receipt that was asked for is not among the votes.
    case receiptMissing(String)
}

/// What a check of a poll's votes came to.
public struct PollReport: Sendable {
    public let root: String
    public let tally: [Int64]
    public let votes: Int64
    /// Of flipped votes at most `Limits.flippedShown`; then the rest of what is wrong.
    public internal(set) var findings: [PollFinding] = []
    public var isClean: Bool { findings.isEmpty }
}

extension App {
    /// Checks every vote of a closed poll against what was published of it. Nil when nothing was: it is open
    /// still, is a quiz, or closed before there were receipts.
    ///
    /// Computes each receipt anew from post, choice and salt, the root from the receipts, and the tally from
    /// the choices; compares them with the published ones and with the counts on pages. Reads the votes in
    /// pieces, in the order of their receipts.
    func verifyPoll(_ post: PostID, receipt: VoteReceipt? = nil) async throws -> PollReport? {
        let (seal, rows, counts) = try await database.read { tx in
            (try tx.seal(of: post), try tx.countVotes(in: post), try tx.optionCounts(of: post))
        }
        guard let seal, seal.isClosed, let root = seal.root else { return nil }
        var recount = Recount(post: post, receipt: receipt, options: seal.tally.count)
        var last = VoteBranch.before
        while true {
            let after = last
            let votes = try await database.read {
                try $0.storedVotes(in: post, after: after, limit: Limits.branchVotes)
            }
            guard let end = votes.last else { break }
            for vote in votes { recount.add(vote) }
            last = end.leaf
        }
        var report = PollReport(root: root, tally: seal.tally, votes: rows)
        report.findings = recount.findings(against: seal, rows: rows)
        if counts != seal.tally || seal.votes != seal.counted {
            report.findings.append(.otherCounts(shown: counts, votes: seal.votes, published: seal.tally))
        }
        return report
    }
}

/// The votes counted once more, one after another.
private struct Recount {
    let post: PostID
    let receipt: VoteReceipt?
    private var tree = VoteTree()
    private var tally: [Int64]
    private var flipped: [PollFinding] = []
    private var hasReceipt = false

    init(post: PostID, receipt: VoteReceipt?, options: Int) {
        (self.post, self.receipt) = (post, receipt)
        tally = Array(repeating: 0, count: options)
    }

    mutating func add(_ vote: StoredVote) {
        tree.add(vote.leaf)
        if tally.indices.contains(vote.choice) { tally[vote.choice] += 1 }
        if vote.leaf == receipt?.bytes { hasReceipt = true }
        let made = vote.salt.map { VoteReceipt(of: vote.choice, in: post, salt: $0).bytes }
        guard made != vote.leaf, flipped.count < Limits.flippedShown else { return }
        flipped.append(.flipped(receipt: VoteReceipt(stored: vote.leaf).hex))
    }

    func findings(against seal: PollSeal, rows: Int64) -> [PollFinding] {
        var findings = flipped
        if rows < seal.counted { findings.append(.dropped(seal.counted - rows)) }
        if rows > seal.counted { findings.append(.added(rows - seal.counted)) }
        let root = hexadecimal(tree.root)
        if let published = seal.root, published != root {
            findings.append(.otherRoot(published: published, found: root))
        }
        if tally != seal.tally { findings.append(.otherTally(published: seal.tally, found: tally)) }
        if let receipt, !hasReceipt { findings.append(.receiptMissing(receipt.hex)) }
        return findings
    }
}

extension PollFinding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .flipped(let receipt):
            "flipped: the vote with the receipt \(receipt) is not the one it was given for"
        case .dropped(let count): "dropped: \(count) of the counted votes are not there any more"
        case .added(let count): "added: \(count) votes are there that were not counted"
        case .otherRoot(let published, let found):
            "root: the receipts give \(found), but \(published) was published"
        case .otherTally(let published, let found):
            "tally: the votes add up to \(found), but \(published) was published"
        case .otherCounts(let shown, let votes, let published):
            "counts: pages show \(shown) and \(votes) in all, but \(published) was published"
        case .receiptMissing(let receipt): "receipt: \(receipt) is not among the votes"
        }
    }
}

extension Limits {
    /// Named one by one; a poll in which more were flipped needs no longer list.
    static let flippedShown = 20
}
