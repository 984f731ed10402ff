/// A client's preferences (RFC 9110, 12.5).
public enum Accept {
    /// The supported language that `Accept-Language` likes best; nil when it likes none. `fr-CA` is served by `fr`.
    public static func language(_ header: String, among supported: [String]) -> String? {
        var best: (name: String, weight: Double)?
        // A browser sends a handful; what comes after twenty is not read.
        for piece in header.prefix(1_000).split(separator: ",").prefix(20) {
            let parts = piece.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first?.lowercased() else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            let primary = String(tag.prefix { $0 != "-" })
            guard weight > 0, let name = primary == "*" ? supported.first : supported.first(where: { $0 == primary }),
                weight > best?.weight ?? 0
            else { continue }
            best = (name, weight)
        }
        return best?.name
    }
}
