import MediaTools
import Testing

@Suite struct JudgeTests {
    @Test func knowsRealFilesByTheirBytes() throws {
        #expect(Judge.picture(head: try head(Samples.placed)) == .jpeg)
        #expect(Judge.picture(head: try head(Samples.png)) == .png)
        #expect(Judge.isMP4(head: try head(Samples.phoneVideo)))
        #expect(Judge.picture(head: try head(Samples.phoneVideo)) == nil)
        for path in [Samples.avi, Samples.pdf, Samples.docx] {
            #expect(Judge.picture(head: try head(path)) == nil)
            #expect(!Judge.isMP4(head: try head(path)))
        }
    }

    @Test(arguments: [
        "", "G", "GIF88a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<!DOCTYPE html>", "PK\u{3}\u{4}",
        "%PDF-1.7", "RIFF\0\0\0\0WAVE", " GIF89a", "push graphic-context", "II*\0", "8BPS", "id=ImageMagick",
    ])
    func refusesWhatIsNoPicture(text: String) {
        let head = Array(text.utf8) + [UInt8](repeating: 0x20, count: 64)
        #expect(Judge.picture(head: head) == nil)
        #expect(!Judge.isMP4(head: head))
    }

    @Test func tellsTheFamiliesOfBoxesApart() {
        #expect(Judge.picture(head: boxes("avif", "mif1", "miaf")) == .avif)
        #expect(Judge.picture(head: boxes("mif1", "avif")) == .avif)
        #expect(Judge.picture(head: boxes("heic", "mif1")) == .heic)
        #expect(Judge.isMP4(head: boxes("mp42", "isom")))
        #expect(Judge.isMP4(head: boxes("XAVC", "mp42")))
        #expect(!Judge.isMP4(head: boxes("qt  ", "qt  ")))
        #expect(!Judge.isMP4(head: boxes("heic", "isom")))
        #expect(!Judge.isMP4(head: boxes("avif", "mp42")))
    }

    @Test func aLyingFileTypeBoxIsNoCrash() {
        for length in [UInt8(0), 8, 15, 17, 255] {
            let head = [0, 0, 0, length] + Array("ftypmp42\0\0\0\0isom".utf8)
            for count in 0...head.count { _ = Judge.isMP4(head: Array(head.prefix(count))) }
        }
    }

    private func head(_ path: String) throws -> [UInt8] {
        try LocalFile(path: path).read(at: 0, count: Judge.headBytes)
    }

    private func boxes(_ major: String, _ compatible: String...) -> [UInt8] {
        let brands = compatible.joined()
        return [0, 0, 0, UInt8(16 + brands.utf8.count)] + Array("ftyp\(major)\0\0\0\0\(brands)".utf8)
    }
}
