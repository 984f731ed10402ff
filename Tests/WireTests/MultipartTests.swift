import Testing

@testable import Wire

@Suite struct MultipartTests {
    private struct Part: Equatable {
        var name: String
        var filename: String?
        var type: String?
        var data: [UInt8] = []
    }

    private let boundary = "----x\r\ny".filter { !$0.isNewline }

    @Test func aFormIsRead() throws {
        let body = """
            preamble\r
            --B\r
            Content-Disposition: form-data; name="text"\r
            \r
            Hé\r
            --B not a boundary\r
            --\r
            --B  \r
            content-disposition: FORM-DATA ; filename="a;\u{301}%22b%0D%0A.jpg" ; name=photo\r
            Content-Type: image/jpeg\r
            X-Other: 1\r
            \r
            \r
            --B\r
            Content-Disposition: form-data; name="empty"\r
            \r
            \r
            --B--\r
            epilogue
            """
        let refused = Result { try read(Array(body.utf8), boundary: "B") }
        // A line that begins with the boundary is one, whatever follows (RFC 2046, 5.1.1).
        #expect(throws: MultipartError.malformed) { try refused.get() }
        let sound = body.replacing("--B not", with: "--C not")
        let parts = try read(Array(sound.utf8), boundary: "B")
        #expect(
            parts == [
                Part(name: "text", data: Array("Hé\r\n--C not a boundary\r\n--".utf8)),
                Part(name: "photo", filename: "a;\u{301}\"b\r\n.jpg", type: "image/jpeg"),
                Part(name: "empty"),
            ])
    }

    @Test func anyCutGivesTheSame() throws {
        let boundary = "aa\r\n".filter(\.isLetter)
        let body = Array("--aa\r\nContent-Disposition: form-data; name=f\r\n\r\n\r\n--a\r\r\n\r\n--aa--".utf8)
        let whole = try read(body, boundary: boundary)
        #expect(whole == [Part(name: "f", data: Array("\r\n--a\r\r\n".utf8))])
        for cut in 0...body.count {
            #expect(try read(body, boundary: boundary, cuts: [cut]) == whole)
            for second in cut...body.count {
                #expect(try read(body, boundary: boundary, cuts: [cut, second]) == whole)
            }
        }
        #expect(try read(body, boundary: boundary, cuts: Array(0...body.count)) == whole)
    }

    @Test func randomFormsCutAnywhereComeBack() throws {
        var chance = Chance(seed: 7)
        for _ in 0..<300 {
            let parts = (0..<Int.random(in: 1...4, using: &chance)).map { number in
                Part(
                    name: "n\(number)", filename: Bool.random(using: &chance) ? "f" : nil,
                    data: nastyBytes(&chance))
            }
            let body = written(parts)
            let cuts = (0..<Int.random(in: 0...8, using: &chance)).map { _ in
                Int.random(in: 0...body.count, using: &chance)
            }
            #expect(try read(body, boundary: "bound", cuts: cuts.sorted()) == parts)
        }
    }

    @Test func littleIsHeldBetweenFeeds() throws {
        var parser = Multipart(boundary: "bound")
        _ = try parser.feed(
            Array("--bound\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n".utf8))
        let handed = try parser.feed([UInt8](repeating: 13, count: 100_000)).reduce(0) { sum, event in
            guard case .data(let bytes) = event else { return sum }
            return sum + bytes.count
        }
        #expect(handed > 100_000 - "\r\n--bound".utf8.count)
    }

    @Test(arguments: [
        ("--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--B", MultipartError.truncated),
        ("--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx", .truncated), ("", .truncated),
        ("--B", .truncated),
        ("--Bx\r\n", .malformed), ("--B\r\n\r\nx\r\n--B--", .headerMalformed),
        ("--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", .headerMalformed),
        ("--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--B--", .headerMalformed),
        ("--B\r\nno colon\r\n\r\nx\r\n--B--", .headerMalformed),
        (
            "--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            .encoded
        ),
        ("--B\r\nX: " + String(repeating: "x", count: 300), .headerTooLong),
        (String(repeating: "x", count: 300), .malformed),
        ("--B" + String(repeating: " ", count: 300), .malformed),
    ])
    func whatIsNoFormIsRefused(body: String, error: MultipartError) {
        var limits = MultipartLimits()
        limits.headerBytesMax = 200
        let bytes = Array(body.utf8)
        #expect(throws: error) { try read(bytes, boundary: "B", limits: limits) }
        #expect(throws: error) { try read(bytes, boundary: "B", cuts: Array(bytes.indices), limits: limits) }
    }

    @Test func limitsHold() throws {
        var limits = MultipartLimits()
        limits.partsMax = 2
        limits.fieldBytesMax = 4
        let three = written([Part(name: "a"), Part(name: "b"), Part(name: "c")])
        #expect(throws: MultipartError.tooManyParts) { try read(three, boundary: "bound", limits: limits) }
        let long = written([Part(name: "a", data: Array("12345".utf8))])
        #expect(throws: MultipartError.fieldTooLong) { try read(long, boundary: "bound", limits: limits) }
        #expect(throws: MultipartError.fieldTooLong) {
            try read(long, boundary: "bound", cuts: Array(0..<long.count), limits: limits)
        }
        let file = written([Part(name: "a", filename: "f", data: Array("12345".utf8))])
        #expect(try read(file, boundary: "bound", limits: limits).count == 1)
    }

    @Test func textThatIsNotUTF8HasNoName() {
        let head = Array("--B\r\nContent-Disposition: form-data; name=\"".utf8) + [0xC3, 0x28]
        #expect(throws: MultipartError.headerMalformed) {
            try read(head + Array("\"\r\n\r\n".utf8), boundary: "B")
        }
    }

    @Test func anErrorStays() {
        var parser = Multipart(boundary: "B")
        #expect(throws: MultipartError.malformed) { try parser.feed(Array("--Bx\r\n".utf8)) }
        #expect(throws: MultipartError.malformed) { try parser.feed(Array("--B--".utf8)) }
        #expect(throws: MultipartError.malformed) { try parser.finish() }
    }

    @Test(arguments: [
        ("a.jpg", "a.jpg"), ("C:\\photos\\a.jpg", "C:\\photos\\a.jpg"), ("a\\", "a\\"), ("a\\\"b", "a\"b"),
        ("été 漢.png", "été 漢.png"),
        ("a%22b", "a\"b"), ("100%.png", "100%.png"), ("a;b=c", "a;b=c"), ("", ""),
    ])
    func fileNamesAreReadAsBrowsersWriteThem(written: String, filename: String) throws {
        let body =
            "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(written)\"\r\n\r\n\r\n--B--"
        #expect(try read(Array(body.utf8), boundary: "B") == [Part(name: "f", filename: filename)])
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"),
        ("Multipart/Form-Data;charset=utf-8;BOUNDARY=\"a b:c\"", "a b:c"),
        ("multipart/form-data; boundary=----WebKitFormBoundaryX ; x=y", "----WebKitFormBoundaryX"),
        ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
        ("multipart/mixed; boundary=a", nil),
        ("multipart/form-data; boundary=\"a\r\nb\"", nil), ("multipart/form-data; boundary=é", nil),
        ("", nil),
        ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil),
    ])
    func boundariesAreFound(type: String, boundary: String?) {
        #expect(Multipart.boundary(from: type) == boundary)
    }

    private func nastyBytes(_ chance: inout Chance) -> [UInt8] {
        let pieces = [
            "\r", "\n", "-", "\r\n", "\r\n--", "\r\n--boun", "--bound", "bound", "x", "\0", "\u{FF}",
        ]
        return (0..<Int.random(in: 0...12, using: &chance)).flatMap { _ in
            Array((pieces.randomElement(using: &chance) ?? "").utf8)
        }.split(separator: Array("\r\n--bound".utf8)).joined().map { $0 }
    }

    private func written(_ parts: [Part]) -> [UInt8] {
        parts.reduce(into: [UInt8]()) { body, part in
            let file = part.filename.map { "; filename=\"\($0)\"" } ?? ""
            body += Array(
                "--bound\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8)
            body += part.data + [13, 10]
        } + Array("--bound--\r\n".utf8)
    }

    /// Feeds the body cut at these places and puts the events together.
    private func read(
        _ body: [UInt8], boundary: String, cuts: [Int] = [], limits: MultipartLimits = MultipartLimits()
    ) throws -> [Part] {
        var parser = Multipart(boundary: boundary, limits: limits)
        var parts: [Part] = []
        var log = ""
        for (start, end) in zip([0] + cuts, cuts + [body.count]) {
            for event in try parser.feed(Array(body[start..<end])) {
                switch event {
                case .partBegin(let name, let filename, let type):
                    parts.append(Part(name: name, filename: filename, type: type))
                    log += "("
                case .data(let bytes):
                    #expect(!bytes.isEmpty && log.last == "(")
                    parts[parts.count - 1].data += bytes
                case .partEnd: log += ")"
                case .finished: log += "."
                }
            }
        }
        try parser.finish()
        #expect(log == String(repeating: "()", count: parts.count) + ".")
        return parts
    }
}
