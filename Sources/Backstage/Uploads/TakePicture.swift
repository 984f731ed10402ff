import Database
import Foundation
import Markup
import MediaTools

/// Why a picture was not taken.
enum UploadRefusal: Refusal, Equatable {
    case tooLarge(field: String, name: String)
    case notAPicture(field: String, name: String)
    case isForeign(field: String, name: String, ForeignMatter)
    case hides(field: String, name: String, ForeignMatter)
    case tooManyPixels(field: String, name: String, width: Int, height: Int)
    case tooManyFrames(field: String, name: String, limit: Int)
    case tooLong(field: String, name: String, seconds: Int)
    case damaged(field: String, name: String)
    case tooSlow(field: String, name: String)
    case notSupported(field: String, name: String)
    case tooMany(limit: Int)
    case noRoom(field: String, name: String, StorageUse)
    /// Its look is on the site's blocklist. Which entry it is like is nobody's business.
    case blocked(field: String, name: String)

    var problem: Problem {
        switch self {
        case .tooLarge(let field, let name):
            Problem(field, .upload_large, ["name": name, "limit": "\(Limits.photoBytes >> 20)"])
        case .notAPicture(let field, let name): Problem(field, .upload_no_picture, ["name": name])
        case .isForeign(let field, let name, let matter): Problem(field, matter.announced, ["name": name])
        case .hides(let field, let name, let matter): Problem(field, matter.hidden, ["name": name])
        case .tooManyFrames(let field, let name, let limit):
            Problem(field, .upload_frames, ["name": name, "limit": "\(limit)"])
        case .tooLong(let field, let name, let seconds):
            Problem(field, .upload_long, ["name": name, "limit": "\(seconds)"])
        case .tooManyPixels(let field, let name, let width, let height):
            Problem(field, .upload_pixels, ["name": name, "width": "\(width)", "height": "\(height)"])
        case .damaged(let field, let name): Problem(field, .upload_damaged, ["name": name])
        case .tooSlow(let field, let name): Problem(field, .upload_slow, ["name": name])
        case .notSupported(let field, let name): Problem(field, .upload_unsupported, ["name": name])
        case .blocked(let field, let name): Problem(field, .upload_blocked, ["name": name])
        case .tooMany(let limit): Problem("photos", .publish_photos, count: Int64(limit))
        case .noRoom(let field, let name, let use):
            Problem(
                field, .upload_form_full,
                [
                    "name": name, "used": "\((use.stored + use.unfinished) >> 20)",
                    "allowed": "\(use.allowed >> 20)",
                ])
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
        try await checkRoom(for: Int64(file.bytes), of: owner, field: file.name, name: name)
        do {
            return try await takePicture(at: file.path, owner: owner, widths: widths, kind: kind, alt: alt)
        } catch let refusal as PictureRefusal {
            throw Refused(UploadRefusal(refusal, field: file.name, name: name))
        } catch is BlockedPicture {
            throw Refused(UploadRefusal.blocked(field: file.name, name: name))
        }
    }

    /// The same from a path of ours: the demo's pictures, a link card's. Throws `BlockedPicture` for one that
    /// is not taken.
    func takePicture(
        at path: String, owner: ChannelID, widths: [Int], kind: AttachmentKind, alt: String = ""
    ) async throws -> Attachment {
        try await withWorkFolder { work in
            let made = try await makePicture(path, in: work, widths: widths)
            let picture = Picture(
                folder: mediaFolder(), widths: made.prepared.sizes.map(\.width).sorted(),
                width: made.prepared.width, height: made.prepared.height,
                tone: tone(of: made.prepared.blurhash), alt: Cleaning.line(alt), duration: made.duration)
            let attachment = Attachment(id: ids.next(), post: nil, kind: kind, picture: picture)
            let now = clock.now()
            try await database.write { tx in
                try tx.insert(
                    attachment, owner: owner, look: made.prepared.look,
                    bytes: made.files.reduce(0) { $0 + $1.blob.bytes }, now: now)
                try tx.name(made.files, in: picture.folder)
            }
            return attachment
        }
    }

    /// Decodes a picture into its sizes, and into a silent film if it moves, and keeps them.
    private func makePicture(_ path: String, in work: String, widths: [Int]) async throws -> MadePicture {
        let prepared = try await pictureTurns.taking {
            try await pictures.prepare(path, into: "\(work)/sizes", widths: widths)
        }
        try await checkBlocklist([prepared.look.hash])
        var made = MadePicture(prepared: prepared)
        for size in prepared.sizes {
            made.files.append(NewMediaFile(name: "\(size.width).webp", blob: try await keep(file: size.path)))
        }
        if prepared.animation != nil {
            let loop = try await pictureTurns.taking {
                try await videos.loop(path, into: "\(work)/loop")
            }
            made.duration = Int64(loop.durationMilliseconds)
            made.files.append(NewMediaFile(name: Picture.loopName, blob: try await keep(file: loop.path)))
        }
        return made
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

/// A picture in the store, before a transaction names it.
private struct MadePicture: Sendable {
    let prepared: PreparedPicture
    var files: [NewMediaFile] = []
    /// Milliseconds; 0 for one that stands still.
    var duration: Int64 = 0
}

extension PreparedPicture {
    /// What is kept of it besides its files.
    var look: PictureLook {
        PictureLook(blurhash: blurhash, hash: perceptualHash.map { Int64(bitPattern: $0.bits) })
    }
}

/// What came of a form's photographs.
struct PhotoIntake: Sendable {
    var photos: [DraftPhoto] = []
    var problems: [Problem] = []
}

extension UploadRefusal {
    init(_ refusal: PictureRefusal, field: String, name: String) {
        switch refusal {
        case .notAPicture: self = .notAPicture(field: field, name: name)
        case .isForeign(let matter): self = .isForeign(field: field, name: name, matter)
        case .hides(let matter): self = .hides(field: field, name: name, matter)
        case .tooManyFrames(let limit): self = .tooManyFrames(field: field, name: name, limit: limit)
        case .tooLong(let seconds): self = .tooLong(field: field, name: name, seconds: seconds)
        case .tooManyPixels(let width, let height):
            self = .tooManyPixels(field: field, name: name, width: width, height: height)
        case .tooLarge: self = .tooLarge(field: field, name: name)
        case .damaged: self = .damaged(field: field, name: name)
        case .tooSlow: self = .tooSlow(field: field, name: name)
        case .notSupported: self = .notSupported(field: field, name: name)
        }
    }
}

extension ForeignMatter {
    /// What a file is that was sent as a picture.
    fileprivate var announced: Word {
        switch self {
        case .markup: .upload_is_markup
        case .document: .upload_is_document
        case .archive: .upload_is_archive
        case .program: .upload_is_program
        case .script: .upload_is_script
        }
    }

    /// What a picture carries that is no picture.
    fileprivate var hidden: Word {
        switch self {
        case .markup: .upload_hides_markup
        case .document: .upload_hides_document
        case .archive: .upload_hides_archive
        case .program: .upload_hides_program
        case .script: .upload_hides_script
        }
    }
}
