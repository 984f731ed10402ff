/// Dates, spans and numbers as people read them. Without Foundation's formatters: a page has forty of these.
struct CivilTime: Equatable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    /// 0 is Sunday.
    let weekday: Int

    /// UTC. Days to date after Howard Hinnant's `civil_from_days` (public-domain description).
    init(milliseconds: Int64) {
        let seconds = Int(milliseconds.quotientDown(1_000))
        let days = Int(Int64(seconds).quotientDown(86_400))
        let rest = seconds - days * 86_400
        hour = rest / 3_600
        minute = rest / 60 % 60
        weekday = ((days + 4) % 7 + 7) % 7
        let shifted = days + 719_468
        let era = Int(Int64(shifted).quotientDown(146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// For machines: `2026-11-22T14:32:00Z`.
    var iso: String { "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute)):00Z" }
    var clock: String { "\(two(hour)):\(two(minute))" }
}

func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension Int64 {
    fileprivate func quotientDown(_ divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
    }
}

extension Language {
    /// `1,576` or `1 576`, with a narrow no-break space in French.
    func number(_ value: Int64) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += self == .french ? "\u{202F}" : "," }
            text.append(digit)
        }
        return text
    }
    func number(_ value: Int) -> String { number(Int64(value)) }

    /// Short, for counts beside an icon: `998`, `1.2K`, `48.2K`, `3M`; in French `1,2 k`, `3 M`.
    func short(_ value: Int64) -> String {
        guard value >= 1_000 else { return String(value) }
        let isMillions = value >= 999_950
        let tenths = value / (isMillions ? 100_000 : 100)
        let whole = tenths / 10
        let point = self == .french ? "," : "."
        let fraction = tenths % 10 == 0 || whole >= 100 ? "" : "\(point)\(tenths % 10)"
        return "\(whole)\(fraction)" + (self == .french ? "\u{00A0}" : "") + (isMillions ? "M" : sign)
    }
    private var sign: String { self == .french ? "k" : "K" }

    func percent(_ value: Int) -> String { self == .french ? "\(value)\u{202F}%" : "\(value)%" }

    /// How long ago, as short as a card's head wants it: `now`, `12 min`, `2 h`, `3 d`, then the date.
    func ago(_ time: Int64, now: Int64) -> String {
        let minutes = max(0, now - time) / 60_000
        switch minutes {
        case 0: return say(.time_now)
        case 1..<60: return say(.time_minutes, count: minutes)
        case 60..<(24 * 60): return say(.time_hours, count: minutes / 60)
        case (24 * 60)..<(7 * 24 * 60): return say(.time_days, count: minutes / (24 * 60))
        default: return date(time, now: now)
        }
    }

    /// How long until: `5 min`, `3 h`, `2 days`.
    func span(_ milliseconds: Int64) -> String {
        let minutes = max(1, (milliseconds + 59_999) / 60_000)
        if minutes < 90 { return say(.span_minutes, count: minutes) }
        if minutes < 48 * 60 { return say(.span_hours, count: (minutes + 30) / 60) }
        return say(.span_days, count: (minutes + 720) / (24 * 60))
    }

    /// `12 Nov`, with the year when it is another one.
    func date(_ time: Int64, now: Int64) -> String {
        let date = CivilTime(milliseconds: time)
        let month = say(.time_months).split(separator: " ")[date.month - 1]
        let year = date.year == CivilTime(milliseconds: now).year ? "" : " \(date.year)"
        let day = self == .french && date.day == 1 ? "1er" : "\(date.day)"
        return "\(day)\u{00A0}\(month)\(year)"
    }

    /// A moment in full: `22 Nov 2026, 14:32 UTC`.
    func moment(_ time: Int64) -> String {
        let date = CivilTime(milliseconds: time)
        return "\(self.date(time, now: 0)), \(date.clock)\u{00A0}UTC"
    }

    /// Of a video: `9:30`, `1:04:33`.
    func duration(_ milliseconds: Int64) -> String {
        let seconds = Int((milliseconds + 500) / 1_000)
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
        return hours > 0
            ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
    }
}
