/// The segments of a JPEG (ITU-T T.81, B.1 and B.2), to its end of image.
///
/// Bytes between segments that belong to none are passed over as decoders do, and noted. Compressed data runs
/// to the next marker; that is looked for at the speed of `memchr`, so 16 MB take some milliseconds.
struct JPEGWalk {
    private var pieces: FilePieces
    private var structure = PictureStructure()
    private let limits: PictureLimits

    static func walk(_ file: LocalFile, _ limits: PictureLimits) throws -> PictureStructure {
        var walk = JPEGWalk(pieces: FilePieces(file), limits: limits)
        try walk.run()
        return walk.structure
    }

    private init(pieces: FilePieces, limits: PictureLimits) {
        self.pieces = pieces
        self.limits = limits
        structure.frames = 1
    }

    private mutating func run() throws {
        var position = 2
        var blocks = BlockCount(limits)
        while true {
            try blocks.next()
            let place = try marker(from: position)
            switch try pieces.byte(at: place + 1) {
            case 0xD9:
                structure.end = place + 2
                return
            case 0x01?, (0xD0...0xD7)?: position = place + 2
            case let code?: position = try segment(code, at: place)
            case nil: throw PictureRefusal.damaged
            }
        }
    }

    /// The last of the 0xFF bytes before the next marker's code. A zero behind one makes it ordinary.
    private mutating func marker(from position: Int) throws -> Int {
        var place = position
        while let next = try pieces.place(of: 0xFF, from: place) {
            place = next
            let code = try pieces.byte(at: next + 1)
            if code != 0xFF, code != 0x00 {
                structure.note(position..<next)
                return next
            }
            place = next + (code == 0x00 ? 2 : 1)
        }
        throw PictureRefusal.damaged
    }

    /// Where the segment ends. A second start of image is damage.
    private mutating func segment(_ code: UInt8, at place: Int) throws -> Int {
        guard code != 0xD8, let head = try pieces.bytes(at: place + 2, 2) else {
            throw PictureRefusal.damaged
        }
        let body = place + 4
        let end = place + 2 + Bytes.big(head)
        guard end >= body, end <= pieces.size else { throw PictureRefusal.damaged }
        switch code {
        case 0xDA: return try compressed(from: end)
        case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(code): try frame(at: body)
        // Tables; what they hold is short and the decoder reads all of it.
        case 0xC4, 0xCC, 0xDB...0xDF: break
        default:
            if code == 0xE2, try pieces.bytes(at: body, 11)?.elementsEqual("ICC_PROFILE".utf8) == true {
                structure.hasProfile = true
            }
            structure.note(body..<end)
        }
        return end
    }

    private mutating func frame(at body: Int) throws {
        guard let head = try pieces.bytes(at: body, 5) else { throw PictureRefusal.damaged }
        let sides = head.dropFirst()
        try structure.claim(Bytes.big(sides.dropFirst(2)), Bytes.big(sides.prefix(2)), limits)
    }

    /// To the marker that ends the scan; restart markers are part of it.
    private mutating func compressed(from position: Int) throws -> Int {
        var position = position
        while let next = try pieces.place(of: 0xFF, from: position) {
            switch try pieces.byte(at: next + 1) {
            case 0x00?, (0xD0...0xD7)?: position = next + 2
            case 0xFF: position = next + 1
            default: return next
            }
        }
        throw PictureRefusal.damaged
    }
}
