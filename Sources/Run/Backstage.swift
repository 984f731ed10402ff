import ArgumentParser
import Backstage

/// The program: serves a site, makes a demonstration one, and does an administrator's errands.
@main
struct BackstageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backstage",
        abstract: "A social network that lives inside a video site.",
        discussion: """
            Settings come from the environment: BACKSTAGE_LISTEN (127.0.0.1:8080), BACKSTAGE_URL (the public
            address), BACKSTAGE_DATA (./data), BACKSTAGE_DATABASE (empty for SQLite in the data folder, else a
            postgresql:// address).
            """,
        subcommands: [
            Serve.self, DemoCommand.self, Seed.self, Migrate.self, Media.self, Poll.self, Admin.self,
        ],
        defaultSubcommand: Serve.self)
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the site until it is told to stop.")
    func run() async throws { try await Program().serve() }
}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fills an empty data folder with a small world, prints its sign-ins, and serves it.")
    @Option(help: "The folder of pictures and clips made by scripts/demo-media.")
    var media = ".build/demo-media"
    @Flag(help: "Fill the folder and stop, without serving.")
    var fillOnly = false
    func run() async throws { try await Program().demo(media: media, servesAfter: !fillOnly) }
}

struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills an empty data folder with a large random world, for measuring.")
    @Flag(help: "A smaller world, in seconds.")
    var quick = false
    func run() async throws { try await Program().seed(quick ? .quick : .full) }
}

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Brings the database up to date and stops.")
    func run() async throws { try await Program().migrate() }
}

struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Errands of whoever runs the site.",
        subcommands: [Create.self, Token.self, RoleCommand.self, RolloutCommand.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an administrator. The password is read from the first line of standard input.")
        @Argument(help: "The e-mail address to sign in with.") var email: String
        @Argument(help: "The handle of its channel, without @.") var handle: String
        @Option(help: "The name shown on its channel.") var name: String?
        func run() async throws {
            guard let password = readLine(), !password.isEmpty else {
                throw ValidationError(
                    "Give the password on standard input: echo … | backstage admin create …")
            }
            try await Program().createAdmin(
                email: email, handle: handle, name: name ?? handle, password: password)
        }
    }

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a session cookie that acts as this channel, for scripts and rescue.")
        @Argument(help: "The channel's handle.") var handle: String
        func run() async throws { try await Program().token(handle: handle) }
    }

    struct RoleCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role",
            abstract: "Says what the owner of a channel is to the site: member, moderator or admin.")
        @Argument(help: "The channel's handle, without @.") var handle: String
        @Argument(help: "The role.") var role: String
        func run() async throws { try await Program().role(handle: handle, name: role) }
    }

    struct RolloutCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollout",
            abstract: "Says who may post: closed, invited, subscribers:N, percent:P or everyone.")
        @Argument(help: "The stage.") var stage: String
        func run() async throws { try await Program().rollout(stage: stage) }
    }
}
