import Glibc

/// Whole small files, and the few calls that make a write outlive a power cut.
enum FileBytes {
    /// The whole file, if it is no longer than `bytesMax`.
    static func read(_ path: String, bytesMax: Int) throws -> [UInt8] {
        let reader = try BlobReader(path: path)
        guard reader.size <= bytesMax else {
            throw MediaFault.file(path: path, operation: "read whole", code: EFBIG)
        }
        return try reader.read(at: 0, count: reader.size)
    }

    /// Replaces or makes the file.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw MediaFault.lastCall("create", path) }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, path)
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let wrote = Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if wrote < 0 && errno == EINTR { continue }
                guard wrote > 0 else { throw MediaFault.lastCall("write", path) }
                done += wrote
            }
        }
    }

    /// Puts a file's bytes, or a folder's names, on the disk itself.
    static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MediaFault.lastCall("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw MediaFault.lastCall("sync", path) }
    }

    /// Makes a folder; one that is there already is no fault. True if it was made now.
    @discardableResult
    static func makeFolder(_ path: String) throws -> Bool {
        if mkdir(path, 0o750) == 0 { return true }
        guard errno == EEXIST else { throw MediaFault.lastCall("make folder", path) }
        return false
    }

    /// The absolute path without symbolic links, so that no argument handed to a program begins with "-".
    static func absolute(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else { throw MediaFault.lastCall("find", path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
