import CSodium
import Glibc

extension BlobStore {
    /// A store in a folder, which is made if its parent exists. Keys are paths below it; what is on its way
    /// lies in `.incoming`, out of reach of any key. Several processes may share the folder.
    public static func folder(_ path: String) throws -> BlobStore {
        try FileBytes.makeFolder(path)
        let folder = BlobFolder(root: try FileBytes.absolute(path))
        try FileBytes.makeFolder(folder.incoming)
        folder.sweep(olderThanSeconds: 24 * 3600)
        return BlobStore(
            putBytes: folder.put, putFile: folder.put(file:as:), reader: folder.open, remove: folder.remove,
            keys: folder.keys)
    }
}

/// The folder behind `BlobStore.folder`. Every put is: write beside, sync the file, rename, sync the folder.
private struct BlobFolder: Sendable {
    let root: String
    var incoming: String { "\(root)/.incoming" }

    @Sendable func put(_ bytes: [UInt8], as key: String) throws {
        try arrive(at: key) { descriptor, path in try FileBytes.write(bytes, to: descriptor, path) }
    }

    @Sendable func put(file path: String, as key: String) throws {
        try FileBytes.sync(path)
        let parent = try makeParents(of: key)
        if rename(path, "\(root)/\(key)") == 0 { return try FileBytes.sync(parent) }
        guard errno == EXDEV else { throw MediaFault.lastCall("rename", path) }
        try copy(path, to: key)
        guard unlink(path) == 0 else { throw MediaFault.lastCall("delete", path) }
    }

    @Sendable func open(_ key: String) throws -> BlobReader {
        do {
            return try BlobReader(path: "\(root)/\(key)")
        } catch MediaFault.file(_, _, let code) where [ENOENT, ENOTDIR, EINVAL].contains(code) {
            throw BlobRefusal.notFound(key)
        }
    }

    @Sendable func remove(_ key: String) throws {
        guard unlink("\(root)/\(key)") == 0 || errno == ENOENT else {
            throw MediaFault.lastCall("delete", "\(root)/\(key)")
        }
    }

    @Sendable func keys(_ folder: String?) throws -> [String] {
        var found: [String] = []
        var waiting = [folder]
        while let next = waiting.popLast() {
            let path = next.map { "\(root)/\($0)" } ?? root
            for entry in try FolderEntry.all(in: path) where !entry.name.hasPrefix(".") {
                let key = next.map { "\($0)/\(entry.name)" } ?? entry.name
                if entry.isFolder { waiting.append(key) } else { found.append(key) }
            }
        }
        return found
    }

    /// Files a killed process left on their way. A day is longer than any put.
    func sweep(olderThanSeconds age: Int) {
        for entry in (try? FolderEntry.all(in: incoming)) ?? [] {
            let path = "\(incoming)/\(entry.name)"
            var facts = stat()
            if stat(path, &facts) == 0, time(nil) - facts.st_mtim.tv_sec > age { unlink(path) }
        }
    }

    private func copy(_ path: String, to key: String) throws {
        let source = try BlobReader(path: path)
        try arrive(at: key) { descriptor, target in
            for position in stride(from: 0, to: source.size, by: 1 << 20) {
                try FileBytes.write(try source.read(at: position, count: 1 << 20), to: descriptor, target)
            }
        }
    }

    /// Fills a new file beside the store, then lets it appear under its key in one step.
    private func arrive(at key: String, fill: (Int32, String) throws -> Void) throws {
        let parent = try makeParents(of: key)
        let path = "\(incoming)/\(Self.passingName())"
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw MediaFault.lastCall("create", path) }
        do {
            defer { close(descriptor) }
            try fill(descriptor, path)
            guard fsync(descriptor) == 0 else { throw MediaFault.lastCall("sync", path) }
            guard rename(path, "\(root)/\(key)") == 0 else { throw MediaFault.lastCall("rename", path) }
        } catch {
            unlink(path)
            throw error
        }
        try FileBytes.sync(parent)
    }

    /// Never seen outside `.incoming`; random, as several processes write there.
    private static func passingName() -> String {
        var bytes = [UInt8](repeating: 0, count: 12)
        randombytes_buf(&bytes, bytes.count)
        return Hash.hex(bytes)
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
