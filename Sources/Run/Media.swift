import ArgumentParser
import Backstage

struct Media: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks after pictures and films in the store.",
        subcommands: [Check.self, Retranscode.self, Encode.self, Picture.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares database and store both ways and mends what can be mended.",
            discussion: "Ends with status 1 when something is lost. A server may run meanwhile.")
        func run() async throws { try await Program().checkMedia() }
    }

    struct Encode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes one size of a film as the server would, says what it took, and keeps nothing.")
        @Argument(help: "A film.") var file: String
        @Option(help: "The size: 240, 480, 720 or 1080.") var step = 480
        func run() async throws { try await Program().measureEncoding(file: file, step: step) }
    }

    struct Picture: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a photograph's sizes as the server would, says what it took, and keeps nothing.")
        @Argument(help: "A photograph.") var file: String
        func run() async throws { try await Program().measurePicture(file: file) }
    }

    struct Retranscode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes films anew from their kept sources; the running server does the work.")
        @Option(help: "Only this post's film.") var post: String?
        func run() async throws { try await Program().retranscode(post: post) }
    }
}
