import Subprocess
import Synchronization

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
    ///
    /// `onLine` is handed each line of standard output as it comes, and then none of it is kept. A child that
    /// says no line for `limits.silenceSecondsMax` is killed, which counts as expired.
    public func run(
        _ program: String, _ arguments: [String], limits: ChildLimits, environment: [String: String] = [:],
        onLine: (@Sendable (String) async -> Void)? = nil
    ) async throws -> ChildResult {
        let configuration = try configuration(program, arguments, limits, environment)
        try Task.checkCancellation()
        let pulse = Pulse()
        let result = try await withThrowingTaskGroup(of: ChildResult.self) { group in
            group.addTask { try await Self.finish(configuration, program, limits, pulse, onLine) }
            group.addTask {
                try await Self.expire(limits, pulse)
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

    /// Returns when the time is up, or the child has been silent for too long.
    private static func expire(_ limits: ChildLimits, _ pulse: Pulse) async throws {
        let end = ContinuousClock.now + .seconds(limits.wallSecondsMax)
        guard let silence = limits.silenceSecondsMax else { return try await Task.sleep(until: end) }
        while ContinuousClock.now < end {
            let beat = pulse.last
            try await Task.sleep(until: min(end, beat + .seconds(silence)))
            if pulse.last == beat { return }
        }
    }

    private static func finish(
        _ configuration: Configuration, _ program: String, _ limits: ChildLimits, _ pulse: Pulse,
        _ onLine: (@Sendable (String) async -> Void)?
    ) async throws -> ChildResult {
        do {
            let ended = try await Subprocess.run(
                configuration, input: .none, output: .sequence, error: .sequence
            ) { execution in
                async let output = read(execution.standardOutput, limits, pulse, onLine)
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

    private static func read(
        _ pieces: SubprocessOutputSequence, _ limits: ChildLimits, _ pulse: Pulse,
        _ onLine: (@Sendable (String) async -> Void)?
    ) async throws -> [UInt8] {
        guard let onLine else { return try await collect(pieces, bytesMax: limits.outputBytesMax) }
        var line: [UInt8] = []
        for try await piece in pieces {
            pulse.beat()
            for byte in piece.withUnsafeBytes({ Array($0) }) {
                if byte == UInt8(ascii: "\n") {
                    await onLine(String(decoding: line, as: UTF8.self))
                    line.removeAll(keepingCapacity: true)
                } else if line.count < lineBytesMax {
                    line.append(byte)
                }
            }
        }
        return []
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
    /// What is longer is no line of a report, and its end is left out.
    private static let lineBytesMax = 4 * 1024
}

/// When a child last said something.
private final class Pulse: Sendable {
    private let state = Mutex(ContinuousClock.now)
    var last: ContinuousClock.Instant { state.withLock { $0 } }
    func beat() { state.withLock { $0 = .now } }
}

extension ChildStatus {
    fileprivate init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let signal): self = .signalled(signal)
        }
    }
}
