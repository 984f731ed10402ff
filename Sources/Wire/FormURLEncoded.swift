/// `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5): fields in order.
public enum FormURLEncoded {
    public enum Fault: Error, Sendable, Equatable { case tooManyFields, notText }

    public static func parse(_ bytes: [UInt8], fieldsMax: Int) throws(Fault) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < fieldsMax else { throw .tooManyFields }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try decoded(pair[..<equals])
            let value = try decoded(equals < pair.endIndex ? pair[(equals + 1)...] : [])
            fields.append((name, value))
        }
        return fields
    }

    /// `+` is a space and `%20` a byte; a percent sign without two digits stands for itself.
    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Fault) -> String {
        var out = [UInt8]()
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
                continue
            }
            out.append(byte == UInt8(ascii: "+") ? 32 : byte)
            index += 1
        }
        guard let text = String(validating: out, as: UTF8.self) else { throw .notText }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
