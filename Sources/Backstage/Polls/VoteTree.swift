import MediaTools

/// The hash tree over a poll's receipts, grown from left to right (RFC 6962, section 2.1).
///
/// Two neighbours become SHA-256 of the byte 1, the left and the right one, and so on up to one root; who
/// changes, adds or leaves out a single receipt gets another root. A receipt is a leaf's hash already. Holds
/// one hash for each bit of `count`, however many were added.
struct VoteTree: Sendable {
    private(set) var count = 0
    /// Roots of the whole subtrees so far, the largest first.
    private var roots: [[UInt8]] = []

    init() {}

    init(_ nodes: some Sequence<[UInt8]>) {
        for node in nodes { add(node) }
    }

    mutating func add(_ node: [UInt8]) {
        roots.append(node)
        count += 1
        // As many pairs are whole now as the count ends in zero bits.
        for _ in 0..<count.trailingZeroBitCount {
            let right = roots.removeLast()
            let left = roots.removeLast()
            roots.append(Self.parent(left, right))
        }
    }

    /// 32 bytes; of no receipts the hash of nothing.
    var root: [UInt8] {
        guard var sum = roots.last else { return Hash.sha256([]) }
        for left in roots.dropLast().reversed() { sum = Self.parent(left, sum) }
        return sum
    }

    /// The hashes beside the way from one of these nodes up to their root, lowest first (section 2.1.1).
    static func path(from index: Int, in nodes: [[UInt8]]) -> [[UInt8]] {
        precondition(nodes.indices.contains(index), "a path begins at one of the nodes")
        var (level, index, path) = (nodes, index, [[UInt8]]())
        while level.count > 1 {
            if level.indices.contains(index ^ 1) { path.append(level[index ^ 1]) }
            // The last of an odd row has nobody beside it, and moves up as it is.
            level = stride(from: 0, to: level.count, by: 2).map {
                $0 + 1 < level.count ? parent(level[$0], level[$0 + 1]) : level[$0]
            }
            index /= 2
        }
        return path
    }

    static func parent(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Hash.sha256([1] + left + right) }
}

/// That one receipt is among those under a root: what it is hashed with on its way up.
struct VoteProof: Sendable, Equatable {
    struct Step: Sendable, Equatable {
        let hash: [UInt8]
        let isLeft: Bool
    }

    /// Its place in the order of receipts, from 0.
    let index: Int
    let count: Int
    let steps: [Step]

    /// Nil when a path of this length cannot belong to this place (RFC 9162, section 2.1.3.2).
    init?(index: Int, count: Int, path: [[UInt8]]) {
        guard (0..<count).contains(index) else { return nil }
        var (place, last, steps) = (index, count - 1, [Step]())
        for hash in path {
            guard last > 0 else { return nil }
            let isLeft = place & 1 == 1 || place == last
            steps.append(Step(hash: hash, isLeft: isLeft))
            // The last of odd rows: it moved up alone until it was a right neighbour.
            while isLeft, place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            (place, last) = (place >> 1, last >> 1)
        }
        guard last == 0 else { return nil }
        (self.index, self.count, self.steps) = (index, count, steps)
    }

    /// Where the way from this receipt leads: the published root, if it was counted.
    func root(from receipt: [UInt8]) -> [UInt8] {
        steps.reduce(receipt) {
            $1.isLeft ? VoteTree.parent($1.hash, $0) : VoteTree.parent($0, $1.hash)
        }
    }
}

/// The receipts of a closed poll in their order, cut into stretches of `Limits.branchVotes`: the root over
/// each is kept, so that a proof reads one stretch and not all votes.
struct VoteBranch: Sendable, Equatable {
    /// The receipt before its first; `before` for the first branch.
    let above: [UInt8]
    let root: [UInt8]

    /// Below every receipt.
    static let before: [UInt8] = [0]

    /// The whole path of a receipt: through its own branch, then beside the others. The tree over roots of
    /// whole branches is the tree over all receipts, because a branch's size is a power of two.
    static func proof(
        of receipt: [UInt8], in branch: Int, holding receipts: [[UInt8]], among branches: [VoteBranch],
        count: Int, size: Int = Limits.branchVotes
    ) -> VoteProof? {
        guard let index = receipts.firstIndex(of: receipt) else { return nil }
        let path =
            VoteTree.path(from: index, in: receipts)
            + VoteTree.path(from: branch, in: branches.map(\.root))
        return VoteProof(index: branch * size + index, count: count, path: path)
    }
}

extension Limits {
    /// A power of two. A proof hashes so many receipts, which takes some milliseconds.
    static let branchVotes = 4_096
    /// Read for a proof: enough for forty million votes.
    static let branches = 10_000
}
