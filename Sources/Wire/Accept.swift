/// A client's preferences (RFC 9110, 12.5).
public enum Accept {
    /// A browser sends a handful of languages; what comes after these is not read.
    static let bytesMax = 1_000
    static let rangesMax = 32

    /// The supported language that `Accept-Language` likes best; nil when it likes none (12.5.4). `fr-CA` is
    /// served by `fr` and `fr` by `fr-CA` (RFC 4647, 3.4 and 3.3.1); of equal ones the first named wins;
    /// `q=0` is a no.
    public static func language(_ header: String, among supported: [String]) -> String? {
        let ranges = header.utf8.prefix(bytesMax).split(separator: UInt8(ascii: ",")).prefix(rangesMax)
            .compactMap { Preference($0) }
        let refused = ranges.filter { $0.weight == 0 }.map(\.range)
        let willing = supported.filter { name in !refused.contains { $0 == name.lowercased() } }
        var best: (name: String, weight: Int)?
        for range in ranges where range.weight > best?.weight ?? 0 {
            if let name = range.first(of: willing) { best = (name, range.weight) }
        }
        return best?.name
    }

    /// One language range and its weight in thousandths, as finely as the header may say it.
    private struct Preference {
        let range: String
        let weight: Int

        init?(_ piece: Substring.UTF8View) {
            let header = HeaderParameters(String(decoding: piece, as: UTF8.self))
            guard !header.value.isEmpty else { return nil }
            range = header.value
            guard let quality = header["q"] else {
                weight = 1_000
                return
            }
            guard let number = Double(quality), 0...1 ~= number else { return nil }
            weight = Int(number * 1_000)
        }

        /// The supported language that is the range, or shares its beginning, the closest first.
        func first(of supported: [String]) -> String? {
            if range == "*" { return supported.first }
            var range = self.range[...]
            while true {
                if let name = supported.first(where: { $0.lowercased() == range }) { return name }
                if let name = supported.first(where: { $0.lowercased().hasPrefix(range + "-") }) {
                    return name
                }
                guard let dash = range.lastIndex(of: "-") else { return nil }
                range = range[..<dash]
            }
        }
    }
}
