/// What one child program may use up before the system or `Child` ends it.
public struct ChildLimits: Sendable {
    /// On the clock on the wall. The child is killed when it has passed.
    public var wallSecondsMax: Double
    /// Of processor time, held by the kernel: also bounds a child whose parent died.
    public var cpuSecondsMax: Int
    /// Address space (RLIMIT_AS), a bound above what the child can really occupy.
    public var memoryBytesMax: Int
    /// The longest file it may write.
    public var fileBytesMax: Int
    /// What is kept of its standard output; the rest is read and dropped, so that the child never waits.
    public var outputBytesMax: Int
    /// For a child whose lines are read: killed when it says none for so long. Nil: it may be silent.
    public var silenceSecondsMax: Double?

    /// Processor time is as long as the time on the wall unless it is said: a program of several threads uses
    /// it up faster.
    public init(
        wallSecondsMax: Double, cpuSecondsMax: Int? = nil, memoryBytesMax: Int,
        fileBytesMax: Int = 64 * 1024 * 1024, outputBytesMax: Int = 64 * 1024,
        silenceSecondsMax: Double? = nil
    ) {
        self.wallSecondsMax = wallSecondsMax
        self.cpuSecondsMax = cpuSecondsMax ?? max(1, Int(wallSecondsMax.rounded(.up)))
        self.silenceSecondsMax = silenceSecondsMax
        self.memoryBytesMax = memoryBytesMax
        self.fileBytesMax = fileBytesMax
        self.outputBytesMax = outputBytesMax
    }

    /// The arguments of util-linux' `prlimit` that set these limits on what it then becomes. No core file:
    /// it would hold somebody's picture.
    var prlimitArguments: [String] {
        [
            "--as=\(memoryBytesMax)", "--cpu=\(cpuSecondsMax):\(cpuSecondsMax + 1)",
            "--fsize=\(fileBytesMax)", "--core=0",
        ]
    }
}

/// How a child ended and what it said.
public struct ChildResult: Sendable, Equatable {
    public var status: ChildStatus
    /// The beginning of its standard output, at most `outputBytesMax` bytes.
    public var output: [UInt8]
    /// The beginning of its standard error, at most 8 KiB, mended to valid UTF-8. For logs, never for pages.
    public var errorText: String

    public var isSuccess: Bool { status == .exited(0) }
    public var outputText: String { String(decoding: output, as: UTF8.self) }
}

/// How a child ended.
public enum ChildStatus: Sendable, Equatable {
    case exited(Int32)
    /// Ended by a signal: it crashed (11, 6), or used up its processor time (24, 9).
    case signalled(Int32)
    /// Killed by us when `wallSecondsMax` had passed.
    case expired

    /// True if it had to be stopped, rather than gave up.
    var isTooSlow: Bool {
        switch self {
        case .expired, .signalled(9), .signalled(24): true
        case .exited, .signalled: false
        }
    }
}
