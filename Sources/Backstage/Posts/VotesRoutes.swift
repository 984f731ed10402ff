import Database
import HTTPTypes
import Hummingbird
import NIOCore

extension App {
    /// How a poll's votes are counted, for whoever may see the poll.
    func votesRoutes(_ routes: inout RouteTable) {
        routes.get("/post/:id/votes") { try await self.votesPage($0) }
        routes.get("/post/:id/votes.txt") { try await self.receiptList($0) }
    }

    private func votesPage(_ visit: Visit) async throws -> Response {
        let id: PostID = try visit.id("id")
        let me = visit.member?.channel.id
        // A form sends a space as a plus.
        let typed = visit.query("receipt").map { String($0.map { $0 == "+" ? " " : $0 }) }
        let (page, shell) = try await database.read { tx -> (VotesPage, Shell) in
            let (post, poll, seal) = try tx.countedPoll(id, for: me)
            let mine = try me.flatMap { try tx.receipt(of: $0, in: id) }
            var page = VotesPage(post: post, poll: poll, seal: seal, mine: mine, visit: visit)
            if let typed, seal.root != nil {
                page.asked = String(typed.prefix(Limits.receiptCharacters))
                page.answer = try tx.answer(to: typed, in: seal)
            }
            return (page, try tx.shell(for: visit))
        }
        guard case .malformed = page.answer else { return visit.show(page.frame, in: shell) }
        return visit.show(page.frame, in: shell, status: 422)
    }

    /// All receipts of a closed poll in their order, a line each, under a head that says what was published.
    /// A piece of the list is read when the one before has been taken.
    private func receiptList(_ visit: Visit) async throws -> Response {
        let id: PostID = try visit.id("id")
        let me = visit.member?.channel.id
        let seal = try await database.read { try $0.countedPoll(id, for: me).seal }
        guard let root = seal.root else { throw Missing() }
        let tally = seal.tally.map(String.init).joined(separator: " ")
        let head = """
            # Receipts of a closed poll, sorted. The root is that of their hash tree (RFC 6962, section 2.1).
            format backstage-votes-1
            post \(id)
            tally \(tally)
            votes \(seal.counted)
            root \(root)

            """
        let body = ResponseBody { [database] writer in
            try await writer.write(ByteBuffer(string: head))
            var last = VoteBranch.before
            while true {
                let after = last
                let receipts = try await database.read {
                    try $0.receipts(in: id, after: after, limit: Limits.branchVotes)
                }
                guard let end = receipts.last else { break }
                let lines = receipts.map { hexadecimal($0) + "\n" }.joined()
                try await writer.write(ByteBuffer(string: lines))
                last = end
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .vary: "Cookie"], body: body)
    }
}

extension Transaction {
    /// A poll whose votes have receipts, if this viewer may see it; else it does not exist, and neither does
    /// what was published of it.
    fileprivate func countedPoll(
        _ id: PostID, for viewer: ChannelID?
    ) throws -> (post: Post, poll: Poll, seal: PollSeal) {
        guard let post = try visiblePost(id, for: viewer), let poll = post.poll,
            let seal = try seal(of: id), !seal.isQuiz
        else { throw Missing() }
        return (post, poll, seal)
    }

    fileprivate func answer(to typed: String, in seal: PollSeal) throws -> ReceiptAnswer {
        guard let receipt = VoteReceipt(typed: typed) else { return .malformed }
        guard let proof = try proof(of: receipt, in: seal) else {
            let isThere = try hasReceipt(receipt, in: seal.post)
            return isThere ? .astray : .missing
        }
        let leadsToRoot = hexadecimal(proof.root(from: receipt.bytes)) == seal.root
        return leadsToRoot ? .counted(receipt, proof) : .astray
    }
}

extension Limits {
    /// What comes back into the field of what was typed as a receipt: four times what one has.
    static let receiptCharacters = 256
}
