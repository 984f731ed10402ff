import Foundation
import Glibc

extension App {
    /// Takes away uploads that nobody went on with for a day, and files in the unfinished folder that
    /// belong to nothing any more. A part of `SweepUploads`.
    func sweepResumableUploads() async throws {
        let now = clock.now()
        for key in try await database.read({ try $0.expiredUploads(now: now, limit: Limits.sweptNames) }) {
            // With a checksum an upload may be on its way for longer than its day.
            guard uploadsInHand.take(key) else { continue }
            defer { uploadsInHand.release(key) }
            guard try await database.write({ try $0.forgetUpload(key, expiredBy: now) }) else { continue }
            try await disk.run { [unfinishedFolder] in _ = unlink("\(unfinishedFolder)/\(key)") }
        }
        try await sweepStrays()
    }

    /// What a crash left between a file and its row.
    private func sweepStrays() async throws {
        let old = try await disk.run { [unfinishedFolder] in try Self.oldNames(in: unfinishedFolder) }
        let known = try await database.read { try $0.knownUploads(old) }
        try await disk.run { [unfinishedFolder] in
            for name in old where !known.contains(name) {
                try? FileManager.default.removeItem(atPath: "\(unfinishedFolder)/\(name)")
            }
        }
    }

    /// Names in a folder that nobody has written to for a day. Files have the machine's time, not that of
    /// our clock.
    private static func oldNames(in folder: String) throws -> [String] {
        let before = time(nil) - Int(Limits.uploadHours) * 3_600
        let old = try FileManager.default.contentsOfDirectory(atPath: folder).lazy.filter { name in
            var facts = stat()
            return stat("\(folder)/\(name)", &facts) == 0 && facts.st_mtim.tv_sec < before
        }
        return Array(old.prefix(Limits.sweptNames))
    }
}
