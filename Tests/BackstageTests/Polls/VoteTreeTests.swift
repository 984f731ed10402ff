import MediaTools
import Testing

@testable import Backstage

@Suite("The tree of votes") struct VoteTreeTests {
    private static func leaves(_ count: Int) -> [[UInt8]] {
        (0..<count).map { Hash.sha256(Array("\($0) of \(count)".utf8)) }
    }

    /// RFC 6962, section 2.1, word for word.
    private static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1 else { return leaves.first ?? Hash.sha256([]) }
        let half = half(of: leaves.count)
        return Hash.sha256([1] + root(leaves.prefix(half)) + root(leaves.dropFirst(half)))
    }

    /// Section 2.1.1, word for word.
    private static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard leaves.count > 1 else { return [] }
        let half = half(of: leaves.count)
        return index < half
            ? path(index, leaves.prefix(half)) + [root(leaves.dropFirst(half))]
            : path(index - half, leaves.dropFirst(half)) + [root(leaves.prefix(half))]
    }

    /// The largest power of two below.
    private static func half(of count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }

    @Test("roots are those of the RFC, for every size up to 300")
    func roots() {
        for count in 0...300 {
            let leaves = Self.leaves(count)
            #expect(VoteTree(leaves).root == Self.root(leaves[...]), "\(count) leaves")
            #expect(VoteTree(leaves).count == count)
        }
    }

    @Test("the root of nothing is the hash of nothing")
    func empty() {
        #expect(
            hexadecimal(VoteTree().root) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }

    @Test("proofs are those of the RFC, and lead to the root")
    func proofs() throws {
        for count in Array(1...40) + [63, 64, 65, 127, 128, 200, 255, 256, 257, 299, 300] {
            let leaves = Self.leaves(count)
            let root = VoteTree(leaves).root
            for index in Set([0, 1, 2, 3, count / 3, count / 2, count - 2, count - 1])
            where leaves.indices.contains(index) {
                let path = VoteTree.path(from: index, in: leaves)
                #expect(path == Self.path(index, leaves[...]), "\(index) of \(count)")
                let proof = try #require(VoteProof(index: index, count: count, path: path))
                #expect(proof.root(from: leaves[index]) == root, "\(index) of \(count)")
            }
        }
    }

    @Test("any flipped bit, another place or another length of the path leads elsewhere")
    func forgeries() throws {
        for count in [1, 2, 3, 5, 8, 13, 100] {
            let leaves = Self.leaves(count)
            let root = VoteTree(leaves).root
            for index in leaves.indices {
                let path = VoteTree.path(from: index, in: leaves)
                let leads = { (leaf: [UInt8], path: [[UInt8]], index: Int) in
                    VoteProof(index: index, count: count, path: path)?.root(from: leaf) == root
                }
                #expect(leads(leaves[index], path, index))
                let bit = index * 37 % 256
                #expect(!leads(Self.flipped(leaves[index], bit), path, index))
                for step in path.indices {
                    var forged = path
                    forged[step] = Self.flipped(forged[step], bit)
                    #expect(!leads(leaves[index], forged, index))
                }
                #expect(!leads(leaves[index], path, index + 1))
                #expect(!leads(leaves[index], path + [root], index))
                if !path.isEmpty { #expect(!leads(leaves[index], path.dropLast(), index)) }
            }
        }
    }

    private static func flipped(_ hash: [UInt8], _ bit: Int) -> [UInt8] {
        var hash = hash
        hash[bit / 8] ^= 1 << UInt8(bit % 8)
        return hash
    }

    @Test("one changed, added or missing vote gives another root")
    func changes() {
        let leaves = Self.leaves(100)
        let root = VoteTree(leaves).root
        for index in leaves.indices {
            var changed = leaves
            changed[index] = Self.flipped(changed[index], index)
            #expect(VoteTree(changed).root != root)
            changed.remove(at: index)
            #expect(VoteTree(changed).root != root)
        }
        #expect(VoteTree(leaves + [leaves[0]]).root != root)
    }

    @Test("a proof from one branch is the proof from the whole tree")
    func branches() throws {
        for count in 1...70 {
            let leaves = Self.leaves(count).sorted { $0.lexicographicallyPrecedes($1) }
            let size = 8
            let pieces = stride(from: 0, to: count, by: size).map {
                Array(leaves[$0..<min($0 + size, count)])
            }
            let branches = pieces.map { VoteBranch(above: [0], root: VoteTree($0).root) }
            #expect(VoteTree(branches.map(\.root)).root == VoteTree(leaves).root)
            for index in leaves.indices {
                let proof = VoteBranch.proof(
                    of: leaves[index], in: index / size, holding: pieces[index / size], among: branches,
                    count: count, size: size)
                let path = VoteTree.path(from: index, in: leaves)
                #expect(proof != nil && proof == VoteProof(index: index, count: count, path: path))
            }
        }
    }

    @Test("a receipt is made as it is described, and read as people copy it")
    func receipts() throws {
        let salt = (0..<16).map { UInt8($0) }
        let receipt = VoteReceipt(of: 2, in: PostID(258), salt: salt)
        #expect(receipt.hex == "1a59a9d04946fec2841a650d7da28089a91e01905e3aaed56e10828c6c6c6ea1")
        let spaced = " " + receipt.hex.uppercased().prefix(32) + "\n" + receipt.hex.dropFirst(32) + " "
        #expect(VoteReceipt(typed: spaced) == receipt)
        for wrong in [
            "", "12", String(receipt.hex.dropLast()), receipt.hex + "0", "g" + receipt.hex.dropFirst(),
        ] {
            #expect(VoteReceipt(typed: wrong) == nil, "\(wrong)")
        }
    }
}
