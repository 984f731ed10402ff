import Testing
import Wire

@Suite struct FormURLEncodedTests {
    @Test(arguments: [
        ("a=1&b=2", ["a=1", "b=2"]), ("a+b=c%20d%2B", ["a b=c d+"]), ("a&&=x&b==", ["a=", "=x", "b=="]),
        ("n=%C3%A9%e6%bc%a2", ["n=é漢"]), ("a=%&b=%4&c=%zz&d=%25", ["a=%", "b=%4", "c=%zz", "d=%"]),
        ("a=1&a=2", ["a=1", "a=2"]), ("", []), ("a=é", ["a=é"]), ("%3D=%26", ["==&"]),
    ])
    func fieldsComeInOrder(body: String, fields: [String]) throws {
        let parsed = try FormURLEncoded.parse(Array(body.utf8))
        #expect(parsed.map { "\($0.name)=\($0.value)" } == fields)
    }

    @Test func limitsHold() {
        #expect(throws: FormURLEncoded.Fault.tooManyFields) {
            try FormURLEncoded.parse(Array("a&b&c".utf8), fieldsMax: 2)
        }
        #expect(throws: FormURLEncoded.Fault.tooLong) {
            try FormURLEncoded.parse(Array("a&b&c".utf8), bytesMax: 4)
        }
        #expect(throws: FormURLEncoded.Fault.notText) { try FormURLEncoded.parse(Array("a=%FF".utf8)) }
        #expect(throws: FormURLEncoded.Fault.notText) { try FormURLEncoded.parse([0x80]) }
    }

    @Test func whatIsEncodedComesBack() throws {
        var chance = Chance(seed: 3)
        for _ in 0..<500 {
            let value = (0..<8).map { _ in
                ["é", "&", "=", "+", "%", " ", "漢", "a", "\0", "\n"].randomElement(using: &chance) ?? ""
            }
            .joined()
            let encoded = value.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let parsed = try FormURLEncoded.parse(Array("v=\(encoded)".utf8))
            #expect(parsed.first?.value == value)
        }
    }
}
