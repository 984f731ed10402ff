import Glibc

/// One name in a folder.
struct FolderEntry {
    let name: String
    let isFolder: Bool
    let bytes: Int

    /// In no order, without "." and ".."; empty if there is no such folder.
    static func all(in path: String) throws -> [FolderEntry] {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw MediaFault.lastCall("list", path)
        }
        defer { closedir(folder) }
        var entries: [FolderEntry] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var facts = stat()
            guard lstat("\(path)/\(name)", &facts) == 0 else { continue }
            entries.append(
                FolderEntry(
                    name: name, isFolder: facts.st_mode & S_IFMT == S_IFDIR, bytes: Int(facts.st_size)))
        }
        return entries
    }
}
