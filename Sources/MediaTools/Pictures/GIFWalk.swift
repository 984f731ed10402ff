/// The blocks of a GIF (GIF89a specification, sections 15 to 27), to its trailer. Frames and their delays
/// are counted, not decoded.
struct GIFWalk {
    private var pieces: FilePieces
    private var structure = PictureStructure()
    private let limits: PictureLimits
    /// Of the next frame, in hundredths of a second.
    private var delay = 0

    static func walk(_ file: LocalFile, _ limits: PictureLimits) throws -> PictureStructure {
        var walk = GIFWalk(pieces: FilePieces(file), limits: limits)
        try walk.run()
        return walk.structure
    }

    private init(pieces: FilePieces, limits: PictureLimits) {
        self.pieces = pieces
        self.limits = limits
    }

    private mutating func run() throws {
        guard let screen = try pieces.bytes(at: 6, 7).map(Array.init) else { throw PictureRefusal.damaged }
        try structure.claim(Bytes.little(screen[0..<2]), Bytes.little(screen[2..<4]), limits)
        var position = 13 + Self.tableBytes(screen[4])
        var blocks = BlockCount(limits)
        while true {
            try blocks.next()
            switch try pieces.byte(at: position) {
            case 0x21: position = try labelled(at: position)
            case 0x2C: position = try image(at: position)
            // Encoders leave a zero too many behind a block; readers pass over it.
            case 0x00: position += 1
            default: return try finish(at: position)
            }
        }
    }

    /// Many files end without the trailer; anything else that begins no block stands behind the picture.
    private mutating func finish(at position: Int) throws {
        guard structure.frames > 0, position <= pieces.size else { throw PictureRefusal.damaged }
        structure.end = try pieces.byte(at: position) == 0x3B ? position + 1 : position
    }

    /// An extension: timing, a comment, an application's own.
    private mutating func labelled(at position: Int) throws -> Int {
        let end = try blocks(from: position + 2)
        if try pieces.byte(at: position + 1) == 0xF9 {
            guard let control = try pieces.bytes(at: position + 3, 4) else { throw PictureRefusal.damaged }
            delay = Bytes.little(control.dropFirst().prefix(2))
        }
        // The first block's length stands before its bytes.
        structure.note(position + 3..<end)
        return end
    }

    /// Browsers show a frame of no or one hundredth for ten.
    private mutating func image(at position: Int) throws -> Int {
        guard let head = try pieces.bytes(at: position + 1, 9).map(Array.init) else {
            throw PictureRefusal.damaged
        }
        let sides = stride(from: 0, to: 8, by: 2).map { Bytes.little(head[$0..<$0 + 2]) }
        try structure.claim(max(1, sides[0] + sides[2]), max(1, sides[1] + sides[3]), limits)
        try structure.addFrame(milliseconds: (delay > 1 ? delay : 10) * 10, limits)
        delay = 0
        return try blocks(from: position + 10 + Self.tableBytes(head[8]) + 1)
    }

    /// Blocks of up to 255 bytes behind their length, to the empty one.
    private mutating func blocks(from position: Int) throws -> Int {
        var position = position
        while let length = try pieces.byte(at: position) {
            position += 1 + Int(length)
            if length == 0 { return position }
        }
        throw PictureRefusal.damaged
    }

    /// A colour table of 2 to 256 entries, if the top bit says that there is one.
    private static func tableBytes(_ flags: UInt8) -> Int {
        flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1)
    }
}
