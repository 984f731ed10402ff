import Subprocess

/// The one place that starts programs.
///
/// A program gets an array of arguments (there is no shell), an empty standard input, a minimal environment,
/// a low priority, limits set by the kernel (`prlimit`), and a time after which it is killed. If the task
/// that waits for it is cancelled, it is killed and `CancellationError` is thrown.
public struct Child: Sendable {
    /// Where programs are looked for, in order; absolute folders.
    public let searchPath: [String]

    public init(searchPath: [String] = ["/usr/local/bin", "/usr/bin", "/bin"]) {
        self.searchPath = searchPath
    }

    /// Runs `program` to its end and returns how it ended; a failure of the program is no error here.
    /// Throws `MediaFault` if it cannot be started. Costs about 3 ms besides the program's own work: the
    /// wrappers become the program (exec), so there is one process to kill and none to orphan.
    public func run(
        _ program: String, _ arguments: [String], limits: ChildLimits, environment: [String: String] = [:]
    ) async throws -> ChildResult {
        let configuration = try configuration(program, arguments, limits, environment)
        try Task.checkCancellation()
        let result = try await withThrowingTaskGroup(of: ChildResult.self) { group in
            group.addTask { try await Self.finish(configuration, program, limits) }
            group.addTask {
                try await Task.sleep(for: .seconds(limits.wallSecondsMax))
                return ChildResult(status: .expired, output: [], errorText: "")
            }
            let first = try await group.next()
            // Ends the sleeper, or kills the child; leaving the group waits until it is gone.
            group.cancelAll()
            return first
        }
        // A killed run returns as if nothing had happened, so cancellation is asked for after it.
        try Task.checkCancellation()
        // What the wrappers and the dynamic loader answer if the program itself never began.
        guard let result, result.status != .exited(126), result.status != .exited(127) else {
            throw MediaFault.programFailed(program: program, detail: result?.errorText ?? "no result")
        }
        return result
    }

    private func configuration(
        _ program: String, _ arguments: [String], _ limits: ChildLimits, _ extra: [String: String]
    ) throws -> Configuration {
        let nice = try Programs.path(of: "nice", in: searchPath)
        let path = try Programs.path(of: program, in: searchPath)
        // Started by name, which looks in the PATH of the environment below.
        _ = try Programs.path(of: "prlimit", in: searchPath)
        var platform = PlatformOptions()
        platform.createSession = true
        return Configuration(
            executable: .name("prlimit"),
            arguments: Arguments(limits.prlimitArguments + [nice, "-n", "10", path] + arguments),
            environment: environment(extra), platformOptions: platform)
    }

    private func environment(_ extra: [String: String]) -> Environment {
        var values: [Environment.Key: String] = [
            "PATH": searchPath.joined(separator: ":"), "LC_ALL": "C", "MALLOC_ARENA_MAX": "2",
        ]
        for (name, value) in extra {
            if let key = Environment.Key(rawValue: name) { values[key] = value }
        }
        return .custom(values)
    }

    private static func finish(
        _ configuration: Configuration, _ program: String, _ limits: ChildLimits
    ) async throws -> ChildResult {
        do {
            let ended = try await Subprocess.run(
                configuration, input: .none, output: .sequence, error: .sequence
            ) { execution in
                async let output = collect(execution.standardOutput, bytesMax: limits.outputBytesMax)
                async let errors = collect(execution.standardError, bytesMax: errorBytesMax)
                return try await (output, errors)
            }
            return ChildResult(
                status: ChildStatus(ended.terminationStatus), output: ended.closureResult.0,
                errorText: String(decoding: ended.closureResult.1, as: UTF8.self))
        } catch let cause as SubprocessError {
            // A killed run may also fail in its reading; that is no fault of the program's.
            try Task.checkCancellation()
            throw MediaFault.programFailed(program: program, detail: cause.description)
        }
    }

    private static func collect(
        _ pieces: SubprocessOutputSequence, bytesMax: Int
    ) async throws -> [UInt8] {
        var kept: [UInt8] = []
        for try await piece in pieces where kept.count < bytesMax {
            piece.withUnsafeBytes { kept.append(contentsOf: $0.prefix(bytesMax - kept.count)) }
        }
        return kept
    }

    private static let errorBytesMax = 8 * 1024
}

extension ChildStatus {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let signal): self = .signalled(signal)
        }
    }
}
