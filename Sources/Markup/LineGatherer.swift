/// Gathers the beginning of a text as one line: each run of space is one space, none at the start.
///
/// Two letters of ASCII in a row are two characters, which is known at a tenth of the price that Unicode's
/// rules have; only what is not ASCII is asked of them.
struct LineGatherer {
    private let charactersMax: Int
    private var bytes: [UInt8] = []
    private var count = 0
    private var isSpaced = false

    init(charactersMax: Int) { self.charactersMax = charactersMax }

    var line: String { String(decoding: bytes, as: UTF8.self) }

    /// False when the line was full before the text ended.
    mutating func take(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            if Self.isAlone(text, index) {
                let byte = text[index]
                guard add(CollectionOfOne(byte), isSpace: byte == 0x20 || 0x09...0x0D ~= byte) else {
                    return false
                }
                index += 1
                continue
            }
            let start = index
            while index < text.count, !Self.isAlone(text, index) { index += 1 }
            for character in String(decoding: text[start..<index], as: UTF8.self) {
                guard add(character.utf8, isSpace: character.isWhitespace) else { return false }
            }
        }
        return true
    }

    /// A byte of ASCII that nothing combines with.
    private static func isAlone(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        text[index] < 0x80 && (index + 1 == text.count || text[index + 1] < 0x80)
    }

    private mutating func add(_ character: some Collection<UInt8>, isSpace: Bool) -> Bool {
        if isSpace {
            isSpaced = count > 0
            return true
        }
        if isSpaced, count < charactersMax {
            bytes.append(0x20)
            count += 1
        }
        guard count < charactersMax else { return false }
        bytes.append(contentsOf: character)
        (count, isSpaced) = (count + 1, false)
        return true
    }
}
