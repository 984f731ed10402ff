import Foundation

extension DraftSchedule {
    /// The moment in milliseconds UTC; nil when it is no date, no time or no zone.
    ///
    /// Where clocks go forward, a time that does not exist is as much later as they skip (02:30 becomes
    /// 03:30). Where they go back, a time that comes twice is meant the first time.
    var moment: Int64? {
        guard let zone = TimeZone(identifier: zone), Self.zones.contains(zone.identifier),
            let local = CivilTime.milliseconds(date: date, time: time)
        else { return nil }
        let offset = { (moment: Int64) in
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment) / 1_000))) * 1_000
        }
        let aDay: Int64 = 86_400_000
        let (before, after) = (offset(local - aDay), offset(local + aDay))
        let sound = [local - before, local - after].filter { offset($0) == local - $0 }
        return sound.min() ?? local - before
    }

    /// Every zone that may be named.
    static let zones = Set(TimeZone.knownTimeZoneIdentifiers + ["UTC", "GMT"])

    /// How this moment is written in a zone: with seconds only if it has any.
    init(_ moment: Int64, zone name: String) {
        let zone = TimeZone(identifier: name) ?? .gmt
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment) / 1_000))
        let local = CivilTime(milliseconds: moment + Int64(offset) * 1_000)
        let second = (Int(moment / 1_000) + offset) % 60
        self.init(
            date: "\(local.year)-\(two(local.month))-\(two(local.day))",
            time: local.clock + (second == 0 ? "" : ":\(two(second))"), zone: zone.identifier)
    }
}

extension CivilTime {
    /// `2026-11-29` and `18:30` or `18:30:15`, as if they were UTC. Nil for what is no date or no time: also
    /// 30 February.
    static func milliseconds(date: String, time: String) -> Int64? {
        guard let day = numbers(date, "-", widths: [4, 2, 2]),
            let clock = numbers(time, ":", widths: [2, 2]) ?? numbers(time, ":", widths: [2, 2, 2]),
            clock[0] < 24, clock[1...].allSatisfy({ $0 < 60 })
        else { return nil }
        let days = days(year: day[0], month: day[1], day: day[2])
        let seconds = clock[0] * 3_600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
        let milliseconds = Int64(days) * 86_400_000 + Int64(seconds) * 1_000
        let back = CivilTime(milliseconds: milliseconds)
        return back.month == day[1] && back.day == day[2] ? milliseconds : nil
    }

    /// Days since 1970, after Howard Hinnant's `days_from_civil` (public-domain description).
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func numbers(_ text: String, _ separator: Character, widths: [Int]) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == widths.count else { return nil }
        var numbers: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.utf8.count == width, part.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
