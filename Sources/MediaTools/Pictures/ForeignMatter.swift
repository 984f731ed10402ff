/// What a file is, or holds, that has no business in a picture. Other programs would open it as this.
public enum ForeignMatter: String, Sendable, Equatable, CaseIterable {
    /// SVG, HTML and other XML: text that draws, and that browsers run.
    case markup
    /// PDF and PostScript.
    case document
    /// ZIP (and what is built on it), RAR, 7z, tar, cabinet, and single compressed files.
    case archive
    /// ELF, Windows, Mach-O, WebAssembly.
    case program
    /// A shell script, PHP, or the tags and addresses that make a browser run something.
    case script

    /// What these first bytes announce, or nil. A few hundred are enough. `signatureBytesMin` leaves out the
    /// short signatures, which chance writes at the beginning of other things.
    ///
    /// Sources: ZIP APPNOTE 4.3.7, 4.3.9, 4.3.16; RAR 5.0 technical note 3; 7z 7zFormat.txt; RFC 1952, 8878
    /// and 8551; xz 1.1; POSIX.1-2017 ustar; ISO 32000-1 7.5.2; ELF gABI 4; PE format 2; WebAssembly 5.5.
    static func announced(
        by head: some Collection<UInt8>, signatureBytesMin: Int = 1
    ) -> ForeignMatter? {
        let head = Array(head.prefix(1024))
        for (kind, signature) in signatures where signature.count >= signatureBytesMin {
            if head.starts(with: signature) { return kind }
        }
        if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) { return .archive }
        return signatureBytesMin > 2 ? nil : text(head)
    }

    /// What the first letters say, past a byte order mark and white space. UTF-16 reads as its ASCII.
    private static func text(_ head: [UInt8]) -> ForeignMatter? {
        let marks: Set<UInt8> = [0x00, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        let letters = head.filter { $0 != 0 }.drop { marks.contains($0) }.prefix(16).map(lowered)
        if letters.starts(with: "<?php".utf8) || letters.starts(with: "#!".utf8) { return .script }
        let second = letters.dropFirst().first ?? 0
        let opensTag = [UInt8(ascii: "!"), UInt8(ascii: "?")].contains(second) || isLetter(second)
        return letters.first == UInt8(ascii: "<") && opensTag ? .markup : nil
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static let signatures: [(ForeignMatter, [UInt8])] = [
        (.archive, [0x50, 0x4B, 0x03, 0x04]), (.archive, [0x50, 0x4B, 0x05, 0x06]),
        (.archive, [0x50, 0x4B, 0x07, 0x08]), (.archive, Array("Rar!".utf8)),
        (.archive, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.archive, [0x1F, 0x8B, 0x08]),
        (.archive, [0xFD, 0x37, 0x7A, 0x58, 0x5A]), (.archive, Array("BZh".utf8)),
        (.archive, [0x28, 0xB5, 0x2F, 0xFD]), (.archive, Array("MSCF".utf8)),
        (.document, Array("%PDF-".utf8)), (.document, Array("%!PS".utf8)),
        (.program, [0x7F, 0x45, 0x4C, 0x46]), (.program, Array("MZ".utf8)),
        (.program, [0xFE, 0xED, 0xFA, 0xCE]), (.program, [0xFE, 0xED, 0xFA, 0xCF]),
        (.program, [0xCE, 0xFA, 0xED, 0xFE]), (.program, [0xCF, 0xFA, 0xED, 0xFE]),
        (.program, [0xCA, 0xFE, 0xBA, 0xBE]), (.program, [0x00, 0x61, 0x73, 0x6D]),
    ]
}
