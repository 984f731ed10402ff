import Foundation
import MediaTools

@testable import Backstage

/// Real photographs (Debian's forensics-samples-files).
struct Photograph {
    let path: String
    let bytes: [UInt8]

    /// One with the place where it was taken in it.
    static func withPlace() throws -> Photograph {
        let root = "/usr/share/forensics-samples"
        let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        for name in files.sorted() where name.hasSuffix(".jpg") {
            let path = "\(root)/\(name)"
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            if bytes.prefix(64).contains(subsequence: Array("Exif".utf8)) {
                return Photograph(path: path, bytes: bytes)
            }
        }
        throw None()
    }

    struct None: Error {}
}

extension Rig {
    /// A photograph that waits for a post of its owner's.
    func takePhoto(owner: ChannelID, kind: AttachmentKind = .photo) async throws -> DraftPhoto {
        let taken = try await app.takePicture(
            at: try Photograph.withPlace().path, owner: owner, widths: [640], kind: kind)
        return DraftPhoto(attachment: taken.id, alt: "")
    }
}
