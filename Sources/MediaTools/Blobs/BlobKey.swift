/// The grammar of keys: one to eight parts between slashes, each of ASCII letters, digits, "-", "_" and ".",
/// beginning with a letter, a digit or "_" and without "..", at most 100 characters a part. So a key can name
/// no file outside the store, no hidden file, and the same bytes on every file system and object store.
struct BlobKey: Sendable, Hashable {
    let text: String

    init(_ text: String) throws(BlobRefusal) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...8).contains(parts.count), parts.allSatisfy(Self.isPart), !text.contains("..") else {
            throw .badKey(text)
        }
        self.text = text
    }

    private static func isPart(_ part: Substring.UTF8View) -> Bool {
        guard (1...100).contains(part.count), let first = part.first else { return false }
        return isWordCharacter(first)
            && part.allSatisfy { isWordCharacter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Why a store does not do what it was asked.
public enum BlobRefusal: Error, Sendable, Equatable {
    /// No key the store would ever have made; whatever built it has a fault.
    case badKey(String)
    /// Nothing is stored under the key.
    case notFound(String)
}
