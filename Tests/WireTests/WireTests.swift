import Testing
import Wire

@Suite("Multipart") struct MultipartTests {
    private static let body: [UInt8] = Array(
        """
        --X\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n--X\r\n\
        Content-Disposition: form-data; name="photos"; filename="a%22b.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\
        \u{0}\r\n--Y\r\n-\r\n--X\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n--X--\r\n
        """.utf8)

    private func parts(_ pieces: [[UInt8]]) throws -> [String: [UInt8]] {
        var parser = Multipart(boundary: "X")
        var (found, name, isFinished): ([String: [UInt8]], String, Bool) = ([:], "", false)
        for piece in pieces {
            for event in try parser.feed(piece) {
                switch event {
                case .partBegin(let begun, let filename, _):
                    name = begun + (filename.map { ":" + $0 } ?? "")
                    found[name] = []
                case .data(let bytes): found[name, default: []] += bytes
                case .partEnd: name = ""
                case .finished: isFinished = true
                }
            }
        }
        #expect(isFinished)
        return found
    }

    @Test("split anywhere, a body says the same")
    func splits() throws {
        let whole = try parts([Self.body])
        #expect(whole["text"] == Array("hello".utf8))
        #expect(whole["photos:a\"b.jpg"] == Array("\u{0}\r\n--Y\r\n-".utf8))
        #expect(whole["empty"] == [])
        for first in 0...Self.body.count {
            #expect(try parts([Array(Self.body[..<first]), Array(Self.body[first...])]) == whole, "split at \(first)")
        }
        #expect(try parts(Self.body.map { [$0] }) == whole)
    }

    @Test("a body cut in mid-air never finishes")
    func cut() throws {
        var parser = Multipart(boundary: "X")
        let events = try parser.feed(Array(Self.body.dropLast(8)))
        #expect(!events.contains(.finished))
    }

    @Test("nonsense is refused")
    func nonsense() {
        #expect(throws: MultipartError.self) {
            var parser = Multipart(boundary: "X")
            _ = try parser.feed(Array("--X\r\nno colon here\r\n\r\n".utf8))
        }
        #expect(throws: MultipartError.headerTooLong) {
            var parser = Multipart(boundary: "X")
            _ = try parser.feed(Array("--X\r\n".utf8) + [UInt8](repeating: 65, count: 10_000))
        }
        #expect(throws: MultipartError.tooManyParts) {
            var parser = Multipart(boundary: "X")
            for _ in 0..<600 { _ = try parser.feed(Array("--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n".utf8)) }
        }
        #expect(Multipart.boundary(from: "multipart/form-data; boundary=\"a b\"") == "a b")
        #expect(Multipart.boundary(from: "multipart/form-data") == nil)
    }
}

@Suite("Headers and forms") struct HeaderTests {
    @Test("ranges as RFC 9110 has them", arguments: [
        (nil, ByteRange.whole), ("bytes=0-", .part(0..<100)), ("bytes=-10", .part(90..<100)), ("bytes=-1000", .part(0..<100)),
        ("bytes=10-19", .part(10..<20)), ("bytes=90-1000", .part(90..<100)), ("bytes=100-", .unsatisfiable),
        ("bytes=-0", .unsatisfiable), ("bytes=5-4", .whole), ("bytes=a-b", .whole), ("items=0-1", .whole),
        ("bytes=0-1,3-4", .whole), ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=-", .whole),
    ] as [(String?, ByteRange)])
    func ranges(header: String?, range: ByteRange) { #expect(ByteRange.parse(header, length: 100) == range) }

    @Test("a form's fields in order, escapes undone")
    func forms() throws {
        let fields = try FormURLEncoded.parse(Array("a=1&b=x+y%21&a=%C3%A9&c&=d&e=%".utf8), fieldsMax: 10)
        #expect(fields.map { "\($0.name)=\($0.value)" } == ["a=1", "b=x y!", "a=é", "c=", "=d", "e=%"])
        #expect(throws: FormURLEncoded.Fault.notText) { try FormURLEncoded.parse(Array("a=%FF".utf8), fieldsMax: 10) }
        #expect(throws: FormURLEncoded.Fault.tooManyFields) { try FormURLEncoded.parse(Array("a&b&c".utf8), fieldsMax: 2) }
    }

    @Test("the language liked best", arguments: [
        ("fr", "fr"), ("fr-CA,en;q=0.5", "fr"), ("de,en;q=0.5", "en"), ("en;q=0.2,fr;q=0.9", "fr"), ("de", nil), ("*", "en"),
        ("fr;q=0,en", "en"), ("", nil),
    ] as [(String, String?)])
    func languages(header: String, language: String?) { #expect(Accept.language(header, among: ["en", "fr"]) == language) }

    @Test("events keep their lines apart")
    func events() {
        #expect(ServerSentEvent(name: "unread", data: "3\n4").text == "event: unread\ndata: 3\ndata: 4\n\n")
    }

    @Test("gzip has its mark, and is smaller")
    func gzip() throws {
        let packed = try Gzip.compress(Array(repeating: 65, count: 10_000), level: 6)
        #expect(packed.starts(with: [0x1F, 0x8B]) && packed.count < 200)
    }
}
