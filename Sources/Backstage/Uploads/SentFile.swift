import Foundation
import Glibc

/// A file that arrived, however it came.
struct SentFile: Sendable {
    let path: String
    let filename: String
    /// The resumable upload it came by: used up in the transaction that publishes it.
    var upload: String?
}

extension App {
    /// The finished upload that a form names; nil when it names none. An upload that is not whole, or
    /// gone, is the form's problem.
    func sentUpload(
        _ key: String?, of account: AccountID, unfinished: Problem, gone: Problem
    ) async throws -> SentFile? {
        guard let key else { return nil }
        let now = clock.now()
        guard let upload = try await database.read({ try $0.upload(key, of: account, now: now) }) else {
            throw Refused(problems: [gone])
        }
        guard upload.isWhole else { throw Refused(problems: [unfinished]) }
        return SentFile(
            path: "\(unfinishedFolder)/\(upload.key)", filename: upload.filename, upload: upload.key)
    }

    /// A file that comes with its form needs room as one that was announced does.
    func checkRoom(for bytes: Int64, of owner: ChannelID, field: String, name: String) async throws {
        let now = clock.now()
        let use = try await database.read { tx in
            try tx.ownerAccount(of: owner).map { try tx.storage(of: $0, now: now) }
        }
        guard let use, bytes > use.left else { return }
        throw Refused(UploadRefusal.noRoom(field: field, name: name, use))
    }

    /// A second name for a sent file, to be moved into the store: the first stays until the form has done its
    /// work, so that a refusal loses nothing.
    func secondName(for path: String) async throws -> String {
        let name = "\(unfinishedFolder)/\(chance.name())"
        try await disk.run {
            // Young again, so that the sweep leaves it alone while it is looked at.
            _ = utimensat(AT_FDCWD, path, nil, 0)
            if link(path, name) == 0 { return }
            // On another file system a name cannot be shared.
            guard errno == EXDEV || errno == EPERM else {
                throw DiskFault(doing: "link", path: path, number: errno)
            }
            try FileManager.default.copyItem(atPath: path, toPath: name)
        }
        return name
    }

    /// A file that was looked at and is no good is not kept; one that only its form's words held up
    /// stays. True when it went.
    func dropUpload(_ key: String?, refusedBy refused: Refused, of account: AccountID) async -> Bool {
        let now = clock.now()
        guard let key, refused.problems.contains(where: { $0.field == "file" }),
            let upload = try? await database.read({ try $0.upload(key, of: account, now: now) }),
            upload.isWhole
        else { return false }
        return (try? await forget(upload)) != nil
    }

    /// A used upload's own name goes; what is left of one by a crash is swept.
    func dropUpload(_ key: String?) async {
        guard let key else { return }
        try? await disk.run { [unfinishedFolder] in _ = unlink("\(unfinishedFolder)/\(key)") }
    }
}
