/// Which of ffmpeg's readers a file is for, by its first bytes. The reader is then forced, so that no list,
/// script or address inside a file is ever followed.
enum VideoJudge {
    /// As many bytes of the file as are worth passing in.
    static let headBytes = 512

    /// Nil for what is no film and no sound. Sources: ISO/IEC 14496-12 4.3; Matroska 11 (EBML); ISO/IEC
    /// 13818-1 2.4.3.2 (a packet of 188 bytes begins with 0x47) and 2.5.3.3; RFC 3533; ID3v2.4 3.1;
    /// ISO/IEC 11172-3 2.4.1.3; FLAC 9; Adobe FLV 1 E.2; ASF 10.1.
    static func demuxer(head: [UInt8]) -> String? {
        if isBoxes(head) { return "mov" }
        for (offset, signature, demuxer) in signatures
        where head.dropFirst(offset).starts(with: signature) { return demuxer }
        if begins(head, "RIFF") {
            if begins(head.dropFirst(8), "AVI ") { return "avi" }
            if begins(head.dropFirst(8), "WAVE") { return "wav" }
        }
        for start in [0, 4] where head.count > start + 188 {
            if head[start] == 0x47, head[start + 188 + start] == 0x47 { return "mpegts" }
        }
        guard head.count > 1, head[0] == 0xFF else { return nil }
        if head[1] & 0xF6 == 0xF0 { return "aac" }
        return head[1] & 0xE6 == 0xE2 || head[1] & 0xE6 == 0xE4 ? "mp3" : nil
    }

    /// MP4 and QuickTime; pictures are built of the same boxes and are not films.
    private static func isBoxes(_ head: [UInt8]) -> Bool {
        guard head.count >= 12 else { return false }
        let name = String(decoding: head[4..<8], as: UTF8.self)
        if ["moov", "mdat", "wide", "free", "skip"].contains(name) { return true }
        guard name == "ftyp" else { return false }
        return Judge.picture(head: head) == nil
    }

    private static func begins(_ bytes: some Collection<UInt8>, _ text: String) -> Bool {
        bytes.starts(with: text.utf8)
    }

    private static let signatures: [(Int, [UInt8], String)] = [
        (0, [0x1A, 0x45, 0xDF, 0xA3], "matroska"), (0, [0x00, 0x00, 0x01, 0xBA], "mpeg"),
        (0, Array("FLV".utf8), "flv"), (0, Array("OggS".utf8), "ogg"), (0, Array("ID3".utf8), "mp3"),
        (0, Array("fLaC".utf8), "flac"), (0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "asf"),
    ]
}
