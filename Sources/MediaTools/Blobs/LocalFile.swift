import Glibc

/// One open file, read by position: any number of readers of one value never disturb each other, as there is
/// no shared position. The descriptor closes when the last reference goes, so a file deleted meanwhile stays
/// readable to whoever opened it.
public final class LocalFile: Sendable {
    /// Bytes, as they were when the file was opened.
    public let size: Int
    /// When the file was last written, in seconds since 1970.
    public let modifiedSeconds: Int
    private let descriptor: Int32
    private let path: String

    /// Opens an ordinary file for reading. Throws `MediaFault.file` if there is none.
    public init(path: String) throws {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MediaFault.lastCall("open", path) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw MediaFault.file(path: path, operation: "open as an ordinary file", code: EINVAL)
        }
        size = Int(facts.st_size)
        modifiedSeconds = Int(facts.st_mtim.tv_sec)
        self.path = path
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes from `position`; fewer at the end of the file, none behind it. One `pread` as a
    /// rule. Blocks for the disk: callers choose the thread and the piece (64 to 128 KiB serves well).
    public func read(at position: Int, count: Int) throws -> [UInt8] {
        precondition(position >= 0 && count >= 0, "A file is read forwards from a place inside it")
        let wanted = min(count, max(0, size - position))
        return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            let memory = UnsafeMutableRawBufferPointer(
                UnsafeMutableBufferPointer(rebasing: buffer[..<wanted]))
            filled = try read(at: position, into: memory)
        }
    }

    /// Fills `memory` from `position` on and returns how many bytes there were: fewer only at the end.
    func read(at position: Int, into memory: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < memory.count {
            let got = pread(
                descriptor, memory.baseAddress?.advanced(by: filled), memory.count - filled,
                off_t(position + filled))
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw MediaFault.lastCall("read", path) }
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// What somebody finds who needs bytes that were there when the file was opened.
    var shorter: MediaFault { .file(path: path, operation: "read to the end", code: EIO) }
}
