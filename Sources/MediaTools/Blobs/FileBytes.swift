import CSodium
import Glibc

/// Whole small files, and the few calls that make a write outlive a power cut.
enum FileBytes {
    /// The whole file, if it is no longer than `bytesMax`.
    static func read(_ path: String, bytesMax: Int) throws -> [UInt8] {
        let reader = try LocalFile(path: path)
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
        try bytes.withUnsafeBytes { try write($0, to: descriptor, path) }
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws {
        var done = 0
        while done < bytes.count {
            let wrote = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if wrote < 0 && errno == EINTR { continue }
            guard wrote > 0 else { throw MediaFault.lastCall("write", path) }
            done += wrote
        }
    }

    /// Makes a file that was not there and has it filled; one that could not be filled is gone again.
    static func create(_ path: String, fill: (Int32) throws -> Void) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw MediaFault.lastCall("create", path) }
        do {
            defer { close(descriptor) }
            try fill(descriptor)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// The whole of a file behind what `descriptor` has been given.
    static func copy(_ source: LocalFile, to descriptor: Int32, _ path: String) throws {
        for position in stride(from: 0, to: source.size, by: 1 << 20) {
            try write(try source.read(at: position, count: 1 << 20), to: descriptor, path)
        }
    }

    /// A name nobody else draws, for a file on its way.
    static func passingName() -> String {
        var bytes = [UInt8](repeating: 0, count: 12)
        randombytes_buf(&bytes, bytes.count)
        return Hash.hex(bytes)
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
