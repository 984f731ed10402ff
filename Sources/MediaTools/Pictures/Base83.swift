/// Numbers in the 83 characters of a blurhash (github.com/woltapp/blurhash, Algorithm.md), the largest
/// digit first.
enum Base83 {
    static func text(_ value: Int, digits: Int) -> String {
        var value = value
        var characters: [UInt8] = []
        for _ in 0..<digits {
            characters.append(alphabet[value % 83])
            value /= 83
        }
        return String(decoding: characters.reversed(), as: UTF8.self)
    }

    /// Nil if a character is none of the 83.
    static func value(_ characters: some Sequence<UInt8>) -> Int? {
        characters.reduce(0) { total, character in
            guard let total, let digit = alphabet.firstIndex(of: character) else { return nil }
            return total * 83 + digit
        }
    }

    static func isText(_ characters: some Sequence<UInt8>) -> Bool {
        characters.allSatisfy(alphabet.contains)
    }

    private static let alphabet = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~".utf8)
}
