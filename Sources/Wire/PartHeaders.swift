/// What the headers of one part of a form say (RFC 7578, 4.2 to 4.8).
struct PartHeaders {
    let name: String
    let filename: String?
    let contentType: String?

    /// `block` is the lines before the empty one. Unknown headers are passed over.
    init(_ block: ArraySlice<UInt8>) throws(MultipartError) {
        guard let text = String(validating: block, as: UTF8.self) else { throw .headerMalformed }
        var disposition: HeaderParameters?
        var contentType: String?
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw .headerMalformed }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = disposition ?? HeaderParameters(value)
            case "content-type": contentType = contentType ?? String(value)
            case "content-transfer-encoding": try Self.refuseEncodings(but: value)
            default: continue
            }
        }
        guard let disposition, disposition.value == "form-data", let name = disposition["name"] else {
            throw .headerMalformed
        }
        self.name = Self.unescaped(name)
        filename = disposition["filename"].map(Self.unescaped)
        self.contentType = contentType
    }

    private static func refuseEncodings(but value: Substring) throws(MultipartError) {
        guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else { throw .encoded }
    }

    /// Browsers write quotes and line ends in names as these three, and a percent sign as itself (HTML,
    /// 4.10.22.8).
    private static func unescaped(_ name: String) -> String {
        guard name.utf8.contains(UInt8(ascii: "%")) else { return name }
        return name.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}

extension Multipart {
    /// The boundary that a `Content-Type` of a form names; nil for another type, and for what is no boundary
    /// (RFC 2046, 5.1.1: 1 to 70 characters of a short list, the last not a space).
    public static func boundary(from contentType: String) -> String? {
        let header = HeaderParameters(contentType)
        guard header.value == "multipart/form-data", let boundary = header["boundary"],
            1...70 ~= boundary.utf8.count, boundary.last != " ",
            boundary.utf8.allSatisfy(boundaryBytes.contains)
        else { return nil }
        return boundary
    }

    private static let boundaryBytes = Set(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? ".utf8)
}
