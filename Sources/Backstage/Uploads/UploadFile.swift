import Glibc

/// An upload's file, open for writing, and ours alone while it is.
///
/// The lock is the file's (flock): it holds among the processes that share the disk, and goes with a process
/// that is killed. A file system that knows no locks is taken as it is: there one
/// process alone is safe, by `UploadsInHand`.
final class UploadFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Throws `inUse` while somebody else writes it, and `gone` when it is not there.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? UploadFailure.gone : DiskFault(doing: "open", path: path, number: errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            throw UploadFailure.inUse
        }
    }

    // Also of one whose beginning failed: it was opened before.
    deinit { close(descriptor) }

    /// Lets the next one in. The file is closed later, when the last thread has let go of it.
    func unlock() { flock(descriptor, LOCK_UN) }

    /// Makes an empty one, whose name too is on the disk when this returns: what is announced can be found
    /// after a crash.
    static func make(_ name: String, in folder: String) throws {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault("make", path) }
        close(descriptor)
        let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw fault("open", folder) }
        defer { close(parent) }
        guard fsync(parent) == 0 else { throw fault("sync", folder) }
    }

    /// What stands behind this place was never acknowledged, and goes. Throws `gone` when what was
    /// acknowledged is not all there: nothing can follow a hole.
    func cut(to offset: Int64) throws {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw Self.fault("look at", path) }
        guard Int64(facts.st_size) >= offset else { throw UploadFailure.gone }
        guard ftruncate(descriptor, off_t(offset)) == 0 else { throw Self.fault("cut", path) }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at place: Int64) throws {
        var done = 0
        while done < bytes.count {
            let wrote = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
                off_t(place) + off_t(done))
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else { throw Self.fault("write", path) }
            done += wrote
        }
    }

    /// Waits until the disk has it.
    func sync() throws {
        guard fsync(descriptor) == 0 else { throw Self.fault("sync", path) }
    }

    /// A full disk is no fault of ours: the client is told, and comes back.
    private static func fault(_ doing: String, _ path: String) -> any Error {
        let fault = DiskFault(doing: doing, path: path, number: errno)
        return fault.isFull ? UploadFailure.diskFull : fault
    }
}
