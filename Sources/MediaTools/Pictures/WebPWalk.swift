/// The chunks of a WebP (RFC 9649, 2.3 to 2.7), to the length its head gives.
struct WebPWalk {
    private var pieces: FilePieces
    private var structure = PictureStructure()
    private let limits: PictureLimits
    private var blocks: BlockCount

    static func walk(_ file: LocalFile, _ limits: PictureLimits) throws -> PictureStructure {
        var walk = WebPWalk(pieces: FilePieces(file), limits: limits, blocks: BlockCount(limits))
        try walk.run()
        return walk.structure
    }

    private init(pieces: FilePieces, limits: PictureLimits, blocks: BlockCount) {
        self.pieces = pieces
        self.limits = limits
        self.blocks = blocks
    }

    private mutating func run() throws {
        guard let head = try pieces.bytes(at: 4, 4) else { throw PictureRefusal.damaged }
        let end = 8 + Bytes.little(head)
        try chunks(12..<end, inFrame: false)
        guard end <= pieces.size else { throw PictureRefusal.damaged }
        structure.end = min(end + end % 2, pieces.size)
        structure.frames = max(1, structure.frames)
    }

    /// What is left of `part` behind its last chunk is too short for one.
    private mutating func chunks(_ part: Range<Int>, inFrame: Bool) throws {
        var position = part.lowerBound
        while position + 8 <= part.upperBound {
            try blocks.next()
            guard let head = try pieces.bytes(at: position, 8) else { throw PictureRefusal.damaged }
            let name = String(decoding: head.prefix(4), as: UTF8.self)
            let body = position + 8..<position + 8 + Bytes.little(head.suffix(4))
            // A header is believed before its chunk is known to be whole: a bomb is told as one.
            try chunk(name, body, inFrame: inFrame)
            guard body.upperBound <= part.upperBound else { throw PictureRefusal.damaged }
            position = body.upperBound + body.count % 2
        }
    }

    private mutating func chunk(_ name: String, _ body: Range<Int>, inFrame: Bool) throws {
        switch name {
        case "VP8X": try canvas(body)
        case "VP8 ": try lossy(body)
        case "VP8L": try lossless(body)
        case "ALPH", "ANIM": break
        case "ANMF" where !inFrame: try frame(body)
        default:
            structure.hasProfile = structure.hasProfile || name == "ICCP"
            structure.note(body.clamped(to: 0..<pieces.size))
        }
    }

    /// 2.7: sides less one, 24 bits each.
    private mutating func canvas(_ body: Range<Int>) throws {
        guard let head = try pieces.bytes(at: body.lowerBound, 10) else { throw PictureRefusal.damaged }
        let sides = head.dropFirst(4)
        try structure.claim(Bytes.little(sides.prefix(3)) + 1, Bytes.little(sides.suffix(3)) + 1, limits)
    }

    /// RFC 6386, 9.1: three bytes, a start code, 14 bits each.
    private mutating func lossy(_ body: Range<Int>) throws {
        guard let head = try pieces.bytes(at: body.lowerBound, 10).map(Array.init),
            head[3..<6].elementsEqual([0x9D, 0x01, 0x2A])
        else { throw PictureRefusal.damaged }
        try structure.claim(
            Bytes.little(head[6..<8]) & 0x3FFF, Bytes.little(head[8..<10]) & 0x3FFF, limits)
    }

    /// RFC 9649, 3.4: a signature, then sides less one, 14 bits each.
    private mutating func lossless(_ body: Range<Int>) throws {
        guard let head = try pieces.bytes(at: body.lowerBound, 5), head.first == 0x2F else {
            throw PictureRefusal.damaged
        }
        let bits = Bytes.little(head.dropFirst())
        try structure.claim(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1, limits)
    }

    /// 2.7.1.2: place and size in 12 bytes, three of duration, one of flags, then chunks.
    private mutating func frame(_ body: Range<Int>) throws {
        guard body.count >= 16, let head = try pieces.bytes(at: body.lowerBound + 12, 3) else {
            throw PictureRefusal.damaged
        }
        try structure.addFrame(milliseconds: max(10, Bytes.little(head)), limits)
        try chunks(body.lowerBound + 16..<body.upperBound, inFrame: true)
    }
}
