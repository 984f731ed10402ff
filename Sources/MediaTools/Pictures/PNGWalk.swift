/// The chunks of a PNG (W3C, PNG third edition, 5.3 and 11), to its IEND. An animated one (APNG) is its
/// still picture: the frames are never decoded.
enum PNGWalk {
    static func walk(_ file: LocalFile, _ limits: PictureLimits) throws -> PictureStructure {
        var pieces = FilePieces(file)
        var structure = PictureStructure()
        structure.frames = 1
        var blocks = BlockCount(limits)
        var position = 8
        while true {
            try blocks.next()
            guard let head = try pieces.bytes(at: position, 8) else { throw PictureRefusal.damaged }
            let length = Bytes.big(head.prefix(4))
            let name = String(decoding: head.suffix(4), as: UTF8.self)
            let body = position + 8
            guard body + length + 4 <= pieces.size || name == "IHDR" else { throw PictureRefusal.damaged }
            guard (position == 8) == (name == "IHDR") else { throw PictureRefusal.damaged }
            switch name {
            case "IHDR":
                guard let sides = try pieces.bytes(at: body, 8) else { throw PictureRefusal.damaged }
                try structure.claim(Bytes.big(sides.prefix(4)), Bytes.big(sides.suffix(4)), limits)
            case "IEND":
                structure.note(body..<body + length)
                structure.end = body + length + 4
                return structure
            case "IDAT", "fdAT", "PLTE", "tRNS": break
            default:
                structure.hasProfile = structure.hasProfile || name == "iCCP"
                structure.note(body..<body + length)
            }
            position = body + length + 4
        }
    }
}
