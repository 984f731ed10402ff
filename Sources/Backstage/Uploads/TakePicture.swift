import Database
import Foundation
import Markup
import MediaTools

/// Why a picture was not taken.
enum UploadRefusal: Refusal, Equatable {
    case tooLarge(field: String, name: String)
    case notAPicture(field: String, name: String)
    case tooManyPixels(field: String, name: String, width: Int, height: Int)
    case damaged(field: String, name: String)
    case tooSlow(field: String, name: String)
    case notSupported(field: String, name: String)
    case tooMany(limit: Int)

    var problem: Problem {
        switch self {
        case .tooLarge(let field, let name):
            Problem(field, .upload_large, ["name": name, "limit": "\(Limits.photoBytes >> 20)"])
        case .notAPicture(let field, let name): Problem(field, .upload_no_picture, ["name": name])
        case .tooManyPixels(let field, let name, let width, let height):
            Problem(field, .upload_pixels, ["name": name, "width": "\(width)", "height": "\(height)"])
        case .damaged(let field, let name): Problem(field, .upload_damaged, ["name": name])
        case .tooSlow(let field, let name): Problem(field, .upload_slow, ["name": name])
        case .notSupported(let field, let name): Problem(field, .upload_unsupported, ["name": name])
        case .tooMany(let limit): Problem("photos", .publish_photos, count: Int64(limit))
        }
    }
}

extension App {
    /// Judges, re-encodes and stores one picture; it waits for a post to hang on, or is swept after a day.
    func takePicture(
        from file: FormFile, owner: ChannelID, widths: [Int] = Limits.photoWidths,
        kind: AttachmentKind = .photo, alt: String = ""
    ) async throws -> Attachment {
        let name = Cleaning.line(file.filename)
        guard file.bytes <= Limits.photoBytes else {
            throw Refused(UploadRefusal.tooLarge(field: file.name, name: name))
        }
        do {
            return try await takePicture(at: file.path, owner: owner, widths: widths, kind: kind, alt: alt)
        } catch let refusal as PictureRefusal {
            throw Refused(UploadRefusal(refusal, field: file.name, name: name))
        }
    }

    /// The same from a path of ours: the demo's pictures, a link card's, a poster.
    func takePicture(
        at path: String, owner: ChannelID, widths: [Int], kind: AttachmentKind, alt: String = ""
    ) async throws -> Attachment {
        let work = "\(unfinishedFolder)/\(chance.name())"
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: work) }
        let prepared = try await pictureTurns.taking {
            try await pictures.prepare(path, into: work, widths: widths)
        }
        let folder = mediaFolder()
        for size in prepared.sizes {
            try await disk.run { [media] in
                try media.put(movingFile: size.path, as: "\(folder)/\(size.width).webp")
            }
        }
        let picture = Picture(
            folder: folder, widths: prepared.sizes.map(\.width).sorted(), width: prepared.width,
            height: prepared.height, tone: tone(of: prepared.blurhash), alt: Cleaning.line(alt), duration: 0)
        let attachment = Attachment(id: ids.next(), post: nil, kind: kind, picture: picture)
        let bytes = prepared.sizes.reduce(0) { $0 + $1.bytes }
        let now = clock.now()
        try await database.write {
            try $0.insert(attachment, owner: owner, blurhash: prepared.blurhash, bytes: bytes, now: now)
        }
        return attachment
    }

    /// An unguessable folder, spread over 256 so that none grows without end.
    func mediaFolder() -> String {
        let name = chance.name()
        return "\(name.prefix(2))/\(name)"
    }

    /// Average colour in a cube of four steps a channel: what stands there before the picture does.
    func tone(of blurhash: String) -> Int {
        guard let colour = Blurhash.averageColor(blurhash) else { return 42 }
        let step = { (value: UInt8) in min(3, Int(value) / 64) }
        return step(colour.r) * 16 + step(colour.g) * 4 + step(colour.b)
    }

    /// A form's photographs: those uploaded at an earlier try (`photo`), then the new files (`photos`),
    /// each with its description. What is wrong with one file does not lose the others: they come back
    /// with the refusal.
    func takePhotos(from form: Form, owner: ChannelID, limit: Int) async throws -> PhotoIntake {
        var intake = PhotoIntake()
        for text in form.all("photo").prefix(limit) {
            guard let id = AttachmentID(text), !form.has("drop-\(text)") else { continue }
            intake.photos.append(DraftPhoto(attachment: id, alt: form.line("alt-\(text)")))
        }
        let files = form.files("photos")
        guard intake.photos.count + files.count <= limit else {
            intake.problems.append(UploadRefusal.tooMany(limit: limit).problem)
            return intake
        }
        for (index, file) in files.enumerated() {
            do {
                let taken = try await takePicture(from: file, owner: owner)
                intake.photos.append(DraftPhoto(attachment: taken.id, alt: form.line("new-alt-\(index + 1)")))
            } catch let refused as Refused {
                intake.problems += refused.problems
            }
        }
        return intake
    }
}

/// What came of a form's photographs.
struct PhotoIntake: Sendable {
    var photos: [DraftPhoto] = []
    var problems: [Problem] = []
}

extension UploadRefusal {
    fileprivate init(_ refusal: PictureRefusal, field: String, name: String) {
        switch refusal {
        case .notAPicture: self = .notAPicture(field: field, name: name)
        case .tooManyPixels(let width, let height):
            self = .tooManyPixels(field: field, name: name, width: width, height: height)
        case .tooLarge: self = .tooLarge(field: field, name: name)
        case .damaged: self = .damaged(field: field, name: name)
        case .tooSlow: self = .tooSlow(field: field, name: name)
        case .notSupported: self = .notSupported(field: field, name: name)
        }
    }
}
