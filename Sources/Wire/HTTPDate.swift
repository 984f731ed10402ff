/// Dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), from and to milliseconds UTC
/// since 1970.
///
/// The two obsolete forms, which no browser has sent for decades, are not read: a header in them counts as
/// absent.
public enum HTTPDate {
    /// Years 0 to 9999, the four digits that the form has.
    private static let years: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// The moment's second; parts of it are dropped. What lies outside the years 0 to 9999 becomes the
    /// nearest date.
    public static func text(milliseconds: Int64) -> String {
        let parts = parts(milliseconds: milliseconds)
        let month = months[parts.monthIndex]
        return "\(parts.weekday), \(parts.day) \(month) \(parts.year) \(parts.clock) GMT"
    }

    /// What every written form of a moment is put together from.
    struct Parts {
        let weekday: String
        /// Two digits, like the month; the year has four.
        let day: String
        let monthIndex: Int
        let year: String
        /// `08:49:37`.
        let clock: String

        var month: String { HTTPDate.digits(monthIndex + 1, 2) }
    }

    static func parts(milliseconds: Int64) -> Parts {
        let moment = min(max(milliseconds, years.lowerBound), years.upperBound)
        let seconds = moment >= 0 ? moment / 1_000 : (moment - 999) / 1_000
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = Int(seconds - day * 86_400)
        let date = CivilDate(day: Int(day))
        let clock = [second / 3_600, second / 60 % 60, second % 60]
        return Parts(
            // 1 January 1970 was a Thursday.
            weekday: weekdays[((Int(day) + 4) % 7 + 7) % 7], day: digits(date.day, 2),
            monthIndex: date.month - 1, year: digits(date.year, 4),
            clock: clock.map { digits($0, 2) }.joined(separator: ":"))
    }

    /// Nil unless it is exactly that form and such a day and time exist. A leap second counts as the next
    /// second.
    public static func milliseconds(_ text: String) -> Int64? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].last == ",", weekdays.contains(String(parts[0].dropLast())),
            parts[5] == "GMT", let day = number(parts[1], 2),
            let month = months.firstIndex(of: String(parts[2])),
            let year = number(parts[3], 4)
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).compactMap {
            number($0, 2)
        }
        guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] <= 60 else { return nil }
        let date = CivilDate(year: year, month: month + 1, day: day)
        guard CivilDate(day: date.dayNumber) == date else { return nil }
        return (Int64(date.dayNumber) * 86_400 + Int64(clock[0] * 3_600 + clock[1] * 60 + clock[2])) * 1_000
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    fileprivate static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static func number(_ text: Substring, _ count: Int) -> Int? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(text)
    }
}

/// A day of the Gregorian calendar, from and to days since 1 January 1970.
///
/// Years are taken to begin in March, so that the odd day comes last; then the months' lengths follow one
/// line, (153 m + 2) / 5, and 400 years have 146,097 days (H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
private struct CivilDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let epoch = 719_468
    private static let eraDays = 146_097

    init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

    init(day number: Int) {
        let days = number + Self.epoch
        let era = (days >= 0 ? days : days - (Self.eraDays - 1)) / Self.eraDays
        let dayOfEra = days - era * Self.eraDays
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var dayNumber: Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
        let yearOfEra = yearFromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * Self.eraDays + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - Self.epoch
    }
}
