/// `application/x-www-form-urlencoded` (WHATWG URL, section 5).
public enum FormURLEncoded {
    public enum Fault: Error, Sendable, Equatable {
        case tooLong
        case tooManyFields
        /// A name or value is not UTF-8 once decoded.
        case notText
    }

    /// The fields in order, equal names included. `bytesMax` and `fieldsMax` bound what a body may cost.
    public static func parse(
        _ bytes: [UInt8], fieldsMax: Int = 500, bytesMax: Int = 1 << 20
    ) throws(Fault) -> [(name: String, value: String)] {
        guard bytes.count <= bytesMax else { throw .tooLong }
        var fields: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < fieldsMax else { throw .tooManyFields }
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            fields.append((try decoded(name), try decoded(pair[name.endIndex...].dropFirst())))
        }
        return fields
    }

    /// `+` is a space and `%20` a byte; a percent sign without two digits after it stands for itself.
    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Fault) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): out.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2).compactMap(Self.digit)
                guard digits.count == 2 else { fallthrough }
                out.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            default: out.append(byte)
            }
        }
        guard let text = String(validating: out, as: UTF8.self) else { throw .notText }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Unicode.Scalar(byte).properties.isASCIIHexDigit
            ? Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) : nil
    }
}
