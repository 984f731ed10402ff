import CSodium
import Glibc
import NIOCore
import NIOPosix

extension BlobStore {
    /// A store in a folder, which is made if its parent exists. Keys are paths below it; what is on its way
    /// lies in `.incoming`, out of reach of any key. Several processes may share the folder. All waiting for
    /// the disk is done on `threads`, which must run.
    public static func folder(_ path: String, threads: NIOThreadPool) throws -> BlobStore {
        try FileBytes.makeFolder(path)
        let folder = BlobFolder(root: try FileBytes.absolute(path))
        try FileBytes.makeFolder(folder.incoming)
        folder.sweep()
        return BlobStore(
            Closures(
                putBytes: { bytes, key in try await threads.runIfActive { try folder.put(bytes, as: key) } },
                putFile: { path, key in try await threads.runIfActive { try folder.put(file: path, as: key) }
                },
                open: { key, _ in
                    let file = try await threads.runIfActive { try folder.open(key) }
                    return BlobReader(size: file.size) {
                        try await file.send($0, pieceBytes: $1, on: threads, to: $2)
                    }
                },
                delete: { key in try await threads.runIfActive { try folder.remove(key) } },
                list: { under, after, limit in
                    try await threads.runIfActive { try folder.list(under, after: after, limit) }
                },
                localCopy: { key, path in try await threads.runIfActive { try folder.link(key, into: path) }
                },
                address: { _, _, _ in nil },
                sweep: { try await threads.runIfActive { folder.sweep() } }))
    }
}

extension LocalFile {
    /// Hands a range of the file on, each piece read by `pread` straight into the memory that is handed over.
    func send(
        _ range: Range<Int>, pieceBytes: Int, on threads: NIOThreadPool,
        to take: (ByteBuffer) async throws -> Void
    ) async throws {
        var position = range.lowerBound
        while position < range.upperBound {
            let piece = try await piece(position..<min(position + pieceBytes, range.upperBound), on: threads)
            position += piece.readableBytes
            try await take(piece)
        }
    }

    /// Exactly this range; throws if the file has become shorter since it was opened.
    func piece(_ range: Range<Int>, on threads: NIOThreadPool) async throws -> ByteBuffer {
        try await threads.runIfActive { [self] in
            var piece = ByteBufferAllocator().buffer(capacity: range.count)
            try piece.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count) { memory in
                try read(
                    at: range.lowerBound,
                    into: UnsafeMutableRawBufferPointer(rebasing: memory[..<range.count]))
            }
            guard piece.readableBytes == range.count else { throw shorter }
            return piece
        }
    }
}

/// The folder behind `BlobStore.folder`; every call blocks. Each put is: write beside, sync the file, rename,
/// sync the folder.
private struct BlobFolder: Sendable {
    let root: String
    var incoming: String { "\(root)/.incoming" }

    func put(_ bytes: [UInt8], as key: String) throws {
        try arrive(at: key) { descriptor, path in try FileBytes.write(bytes, to: descriptor, path) }
    }

    func put(file path: String, as key: String) throws {
        precondition(path != "\(root)/\(key)", "A blob is not moved onto itself")
        try FileBytes.sync(path)
        let parent = try makeParents(of: key)
        if rename(path, "\(root)/\(key)") == 0 {
            // Two names of one file are left as they are by rename(2).
            guard unlink(path) == 0 || errno == ENOENT else { throw MediaFault.lastCall("delete", path) }
            return try FileBytes.sync(parent)
        }
        guard errno == EXDEV else { throw MediaFault.lastCall("rename", path) }
        let source = try LocalFile(path: path)
        try arrive(at: key) { descriptor, target in try FileBytes.copy(source, to: descriptor, target) }
        guard unlink(path) == 0 else { throw MediaFault.lastCall("delete", path) }
    }

    func open(_ key: String) throws -> LocalFile {
        do {
            return try LocalFile(path: "\(root)/\(key)")
        } catch MediaFault.file(_, _, let code) where [ENOENT, ENOTDIR, EINVAL].contains(code) {
            throw BlobRefusal.notFound(key)
        }
    }

    func remove(_ key: String) throws {
        guard unlink("\(root)/\(key)") == 0 || errno == ENOENT || errno == ENOTDIR else {
            throw MediaFault.lastCall("delete", "\(root)/\(key)")
        }
    }

    /// A hard link; where the file system takes none, or not from here, a copy.
    func link(_ key: String, into folder: String) throws -> String {
        let source = try open(key)
        let path = "\(folder)/\(FileBytes.passingName())"
        if Glibc.link("\(root)/\(key)", path) == 0 { return path }
        guard [EXDEV, EMLINK, EPERM, EOPNOTSUPP].contains(errno) else {
            throw MediaFault.lastCall("link", path)
        }
        try FileBytes.create(path) { descriptor in try FileBytes.copy(source, to: descriptor, path) }
        return path
    }

    func list(_ folder: String?, after key: String?, _ limit: Int) throws -> [BlobEntry] {
        var found: [BlobEntry] = []
        try collect(folder.map { "\($0)/" } ?? "", after: key ?? "", limit, into: &found)
        return found
    }

    /// Walks in the order of whole keys, in which a folder stands where its name with the slash does. A
    /// folder that lies wholly before `after` is not read.
    private func collect(
        _ prefix: String, after: String, _ limit: Int, into found: inout [BlobEntry]
    ) throws {
        let entries = try FolderEntry.all(in: "\(root)/\(prefix)").map { entry in
            (key: prefix + entry.name + (entry.isFolder ? "/" : ""), entry: entry)
        }
        for (key, entry) in entries.sorted(by: { $0.key < $1.key }) {
            guard found.count < limit else { return }
            guard (try? BlobKey(prefix + entry.name)) != nil else { continue }
            if entry.isFolder {
                guard key > after || after.hasPrefix(key) else { continue }
                try collect(key, after: after, limit, into: &found)
            } else if key > after {
                found.append(BlobEntry(key: key, bytes: entry.bytes))
            }
        }
    }

    /// Files a killed process left on their way. A day is longer than any put.
    func sweep() {
        for entry in (try? FolderEntry.all(in: incoming)) ?? [] {
            let path = "\(incoming)/\(entry.name)"
            var facts = stat()
            let limits = BlobLimits()
            if stat(path, &facts) == 0, time(nil) - facts.st_mtim.tv_sec > limits.unfinishedSecondsMax {
                unlink(path)
            }
        }
    }

    /// Fills a new file beside the store, then lets it appear under its key in one step.
    private func arrive(at key: String, fill: (Int32, String) throws -> Void) throws {
        let parent = try makeParents(of: key)
        let path = "\(incoming)/\(FileBytes.passingName())"
        try FileBytes.create(path) { descriptor in
            try fill(descriptor, path)
            guard fsync(descriptor) == 0 else { throw MediaFault.lastCall("sync", path) }
            guard rename(path, "\(root)/\(key)") == 0 else { throw MediaFault.lastCall("rename", path) }
        }
        try FileBytes.sync(parent)
    }

    /// Makes the folders above the key, each written to the disk in the one above it; returns the lowest.
    private func makeParents(of key: String) throws -> String {
        var path = root
        for part in key.split(separator: "/").dropLast() {
            let above = path
            path += "/\(part)"
            if try FileBytes.makeFolder(path) { try FileBytes.sync(above) }
        }
        return path
    }
}
