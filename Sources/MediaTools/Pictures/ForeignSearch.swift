import Glibc

/// Looks for foreign matter in the parts of a picture that are no pixels: comments, what camera and place
/// wrote, unknown blocks, and whatever stands behind the end.
///
/// Cameras append honest things: padding, a short film (Samsung, Google), a second picture (MPF, gain maps).
/// All of these are passed over, as they are lost with the rest. What stands at the very beginning of a part
/// may be told by two bytes; what is found in the middle of one must be so long that chance cannot write it:
/// seven bytes and more, which a megabyte of compressed film holds once in about 10^11 files.
struct ForeignSearch {
    let file: LocalFile

    /// What hides in these parts, or behind `end`, or as a ZIP's directory at the end of the file.
    func found(in notes: [Range<Int>], behind end: Int) throws -> ForeignMatter? {
        if let kind = try archiveDirectory() { return kind }
        for note in notes {
            if let kind = try opening(note, signatureBytesMin: 4) ?? middle(note) { return kind }
        }
        guard let start = try firstOrdinaryByte(from: end) else { return nil }
        let tail = start..<file.size
        return try middle(tail) ?? opening(tail)
    }

    /// ZIP readers begin at the end: APPNOTE 4.3.16, at most 65,535 bytes of comment behind it. Looked for
    /// in every byte there, so that no trick with a picture's own blocks hides it.
    private func archiveDirectory() throws -> ForeignMatter? {
        let start = max(0, file.size - 65_535 - 22)
        let end = try file.read(at: start, count: file.size - start)
        for place in Bytes.places(of: [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0], in: end) {
            let record = end[place...].prefix(22)
            guard record.count == 22 else { continue }
            let numbers = [8, 10].map { Bytes.little(record.dropFirst($0).prefix(2)) }
            let reach = [12, 16].reduce(0) { $0 + Bytes.little(record.dropFirst($1).prefix(4)) }
            if numbers[0] == numbers[1], reach <= start + place { return .archive }
        }
        return nil
    }

    private func opening(_ part: Range<Int>, signatureBytesMin: Int = 1) throws -> ForeignMatter? {
        let head = try file.read(at: part.lowerBound, count: min(512, part.count))
        return ForeignMatter.announced(by: head, signatureBytesMin: signatureBytesMin)
    }

    private func middle(_ part: Range<Int>) throws -> ForeignMatter? {
        var position = part.lowerBound
        while position < part.upperBound {
            let piece = try file.read(at: position, count: min(Self.pieceBytes, part.upperBound - position))
            guard !piece.isEmpty else { return nil }
            for (kind, mark) in Self.marks where Bytes.place(of: mark, in: piece) != nil { return kind }
            if Self.holdsGzip(piece) { return .archive }
            if Self.holdsScript(Bytes.folded(piece)) { return .script }
            // Marks that lie across two pieces are met again; UTF-16 makes them twice as long.
            position += piece.count < Self.pieceBytes ? piece.count : piece.count - 64
        }
        return nil
    }

    /// RFC 1952 2.3: deflate, no reserved flags, and extra flags that compressors write.
    private static func holdsGzip(_ piece: [UInt8]) -> Bool {
        Bytes.places(of: [0x1F, 0x8B, 0x08], in: piece).contains { place in
            guard place + 10 <= piece.count else { return false }
            let isWholeHead = piece[place + 3] == 0 || piece[place + 3] == 8
            let year = Bytes.little(piece[place + 4..<place + 8])
            return isWholeHead && (year == 0 || (1 << 29..<1 << 32).contains(year))
                && [0, 2, 4].contains(piece[place + 8]) && [0, 3, 10, 11, 255].contains(piece[place + 9])
        }
    }

    private static func holdsScript(_ folded: [UInt8]) -> Bool {
        if plainMarks.contains(where: { Bytes.place(of: $0, in: folded) != nil }) { return true }
        return openingMarks.contains { mark in
            Bytes.places(of: mark, in: folded).contains { place in
                guard place + mark.count < folded.count else { return true }
                return ([0x09, 0x0A, 0x0D, 0x20, 0x2F, 0x3E] as [UInt8]).contains(folded[place + mark.count])
            }
        }
    }

    /// Past the padding that cameras and disks leave. Nil if there is nothing else.
    private func firstOrdinaryByte(from end: Int) throws -> Int? {
        var position = end
        while position < file.size {
            let piece = try file.read(at: position, count: Self.pieceBytes)
            guard !piece.isEmpty else { return nil }
            if let index = piece.firstIndex(where: { !Self.padding.contains($0) }) { return position + index }
            position += piece.count
        }
        return nil
    }

    private static let pieceBytes = 64 * 1024
    private static let padding: Set<UInt8> = [0x00, 0x0A, 0x0D, 0x20]

    private static let marks: [(ForeignMatter, [UInt8])] = [
        (.archive, [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]),
        (.archive, Array("Rar!".utf8) + [0x1A, 0x07, 0x00]),
        (.archive, Array("Rar!".utf8) + [0x1A, 0x07, 0x01]),
        (.archive, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0x00]),
        (.document, Array("%PDF-1.".utf8)), (.document, Array("%PDF-2.".utf8)),
        (.program, [0x7F, 0x45, 0x4C, 0x46, 1, 1, 1]), (.program, [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1]),
        (.program, Array("!This program cannot be run in DOS mode".utf8)),
        (.program, Array("PE".utf8) + [0, 0, 0x4C, 0x01]), (.program, Array("PE".utf8) + [0, 0, 0x64, 0x86]),
        (.program, Array("PE".utf8) + [0, 0, 0x64, 0xAA]),
    ]
    /// In lower case and without zero bytes, as the text they are looked for in.
    private static let plainMarks = ["javascript:", "#!/bin/", "#!/usr/"].map { Array($0.utf8) }
    /// Followed by white space, a slash or the end of the tag.
    private static let openingMarks = ["<script", "<?php", "<html", "<iframe", "<svg"].map { Array($0.utf8) }
}
