/// Moments and spans as feeds and structured data write them.
public enum InternetDate {
    /// `2026-11-22T14:32:07Z` (RFC 3339, 5.6), from milliseconds UTC since 1970; parts of a second are
    /// dropped. Years 0 to 9999, as `HTTPDate` has them.
    public static func text(milliseconds: Int64) -> String {
        let parts = HTTPDate.parts(milliseconds: milliseconds)
        return "\(parts.year)-\(parts.month)-\(parts.day)T\(parts.clock)Z"
    }

    /// `2026-11-22`: the day alone.
    public static func day(milliseconds: Int64) -> String {
        String(text(milliseconds: milliseconds).prefix { $0 != "T" })
    }

    /// `PT1H4M33S` (ISO 8601-1, 5.5.2.2), rounded to the second; `PT0S` for nothing and less.
    public static func span(milliseconds: Int64) -> String {
        let seconds = (max(0, milliseconds) + 500) / 1_000
        let parts = [(seconds / 3_600, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")]
        let said = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return "PT" + (said.isEmpty ? "0S" : said)
    }
}
