import ArgumentParser
import Backstage

struct Media: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks after pictures and films in the store.",
        subcommands: [Check.self, Retranscode.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares database and store both ways and mends what can be mended.",
            discussion: "Ends with status 1 when something is lost. A server may run meanwhile.")
        func run() async throws { try await Program().checkMedia() }
    }

    struct Retranscode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes films anew from their kept sources; the running server does the work.")
        @Option(help: "Only this post's film.") var post: String?
        func run() async throws { try await Program().retranscode(post: post) }
    }
}
