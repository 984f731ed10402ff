/// The boxes of AVIF and HEIC (ISO/IEC 14496-12, 4.2 and 8.11; ISO/IEC 23008-12, 6.5).
///
/// Sizes lie in `ispe` properties, one for each item (tiles, thumbnails, the whole); all are held against the
/// limits and the largest is taken for the picture's. Metadata are items anywhere among the pixels, so
/// everything behind the head is noted, and searched. An image sequence is its still picture.
struct BoxWalk {
    private var pieces: FilePieces
    private var structure = PictureStructure()
    private let limits: PictureLimits
    private var blocks: BlockCount

    static func walk(_ file: LocalFile, _ limits: PictureLimits) throws -> PictureStructure {
        var walk = BoxWalk(pieces: FilePieces(file), limits: limits, blocks: BlockCount(limits))
        try walk.run()
        return walk.structure
    }

    private init(pieces: FilePieces, limits: PictureLimits, blocks: BlockCount) {
        self.pieces = pieces
        self.limits = limits
        self.blocks = blocks
        structure.frames = 1
    }

    /// The format has no end: what does not read as a box stands behind it.
    private mutating func run() throws {
        var position = 0
        while position < pieces.size, let box = try box(at: position, before: pieces.size) {
            if box.body.upperBound > pieces.size {
                guard Self.needed.contains(box.name) else { break }
                // Told before the damage: a bomb need not be whole.
                try descend(box.name, box.body.clamped(to: 0..<pieces.size), depth: 0)
                throw PictureRefusal.damaged
            }
            try descend(box.name, box.body, depth: 0)
            if box.name != "ftyp" { structure.note(box.body) }
            position = box.body.upperBound
        }
        structure.end = position
    }

    private mutating func descend(_ name: String, _ body: Range<Int>, depth: Int) throws {
        switch name {
        // A version and flags stand before its boxes.
        case "meta": try children(of: body.dropFirst(4), depth: depth)
        case "iprp", "ipco": try children(of: body, depth: depth)
        case "ispe":
            guard body.count >= 12, let sides = try pieces.bytes(at: body.lowerBound + 4, 8) else {
                throw PictureRefusal.damaged
            }
            try structure.claim(Bytes.big(sides.prefix(4)), Bytes.big(sides.suffix(4)), limits)
        case "colr":
            let kind = try pieces.bytes(at: body.lowerBound, 4).map { String(decoding: $0, as: UTF8.self) }
            structure.hasProfile = structure.hasProfile || kind == "prof" || kind == "rICC"
        default: break
        }
    }

    private mutating func children(of body: Range<Int>, depth: Int) throws {
        var position = body.lowerBound
        while depth < Self.depthMax, let box = try box(at: position, before: body.upperBound) {
            try descend(box.name, box.body.clamped(to: body), depth: depth + 1)
            position = box.body.upperBound
        }
    }

    /// Nil if no box begins here. Its body may reach past `end`; that is for the caller to judge.
    private mutating func box(
        at position: Int, before end: Int
    ) throws -> (name: String, body: Range<Int>)? {
        guard position + 8 <= end, let head = try pieces.bytes(at: position, 8) else { return nil }
        guard head.suffix(4).allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        try blocks.next()
        let name = String(decoding: head.suffix(4), as: UTF8.self)
        switch Bytes.big(head.prefix(4)) {
        case 0: return (name, position + 8..<end)
        case 1:
            guard let long = try pieces.bytes(at: position + 8, 8), Bytes.big(long.prefix(2)) == 0 else {
                return nil
            }
            let length = Bytes.big(long)
            return length >= 16 ? (name, position + 16..<position + length) : nil
        case let length: return length >= 8 ? (name, position + 8..<position + length) : nil
        }
    }

    private static let depthMax = 4
    /// Boxes without which there is no picture; one that is cut off is damage.
    private static let needed: Set<String> = ["ftyp", "meta", "mdat", "moov", "moof", "idat"]
}
