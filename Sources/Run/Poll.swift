import ArgumentParser
import Backstage

struct Poll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks after polls.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks every vote of a closed poll against what was published of it.",
            discussion: """
                Computes each receipt, the root and the count anew. Ends with status 1 when a vote was
                changed, dropped or added. A server may run meanwhile.
                """)
        @Argument(help: "The number of the poll's post.") var post: String
        @Option(help: "Also look for this receipt: 64 hexadecimal digits.") var receipt: String?
        func run() async throws { try await Program().verifyPoll(post: post, receipt: receipt) }
    }
}
