import Database
import Foundation
import MediaTools

extension App {
    /// Files of the layout before version 3 of the schema (`1f/1f3a…/480.webp`, each under its own name)
    /// become blobs with names. Done before anything is served, once; cut off, it goes on where it was.
    func adoptMedia() async throws {
        while true {
            let old = try await database.read { try $0.attachmentsToAdopt(limit: 100) }
            if old.isEmpty { return }
            for attachment in old { try await adopt(attachment) }
        }
    }

    private func adopt(_ attachment: Attachment) async throws {
        let picture = attachment.picture
        var names = picture.widths.map { "\($0).webp" }
        if attachment.kind == .video { names.append(Self.oldFilm) }
        var files: [NewMediaFile] = []
        for name in names {
            let key = "\(picture.folder)/\(name)"
            let copy = "\(unfinishedFolder)/\(chance.name())"
            guard let path = try? await media.localCopy(key, into: unfinishedFolder) else { continue }
            try FileManager.default.moveItem(atPath: path, toPath: copy)
            files.append(NewMediaFile(name: name, blob: try await keep(file: copy)))
        }
        let found = files
        try await database.write { tx in
            try tx.name(found, in: picture.folder)
            try tx.markAdopted(
                attachment, film: found.contains { $0.name == Self.oldFilm } ? Self.oldFilm : nil)
        }
        for name in names { try await media.delete("\(picture.folder)/\(name)") }
    }

    private static let oldFilm = "video.mp4"
}
