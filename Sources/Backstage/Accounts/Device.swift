/// What a session was opened with, told roughly from the browser's own name, so that its owner knows it
/// again.
struct Device: Sendable, Equatable {
    /// Names such as Firefox and Linux; empty when not known.
    let browser: String
    let system: String

    init(browser: String, system: String) {
        (self.browser, self.system) = (browser, system)
    }

    init(userAgent: String?) {
        let text = userAgent ?? ""
        browser = Self.first(of: Self.browsers, in: text)
        system = Self.first(of: Self.systems, in: text)
    }

    /// As it is kept in `sessions.device`.
    var stored: String { "\(browser)|\(system)" }

    init(stored: String) {
        let parts = stored.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        browser = parts.first.map(String.init) ?? ""
        system = parts.count > 1 ? String(parts[1]) : ""
    }

    func said(_ visit: Visit) -> String {
        switch (browser.isEmpty, system.isEmpty) {
        case (false, false): visit.say(.account_device, ["browser": browser, "system": system])
        case (false, true): browser
        case (true, false): system
        case (true, true): visit.say(.account_device_unknown)
        }
    }

    private static func first(of marks: [(mark: String, name: String)], in text: String) -> String {
        marks.first { text.contains($0.mark) }?.name ?? ""
    }

    // Browsers name those they imitate: Edge says Chrome, and Chrome says Safari. So the rarer come first.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"),
        ("Safari/", "Safari"), ("curl/", "curl"),
    ].map { (mark: $0.0, name: $0.1) }

    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"), ("FreeBSD", "FreeBSD"),
    ].map { (mark: $0.0, name: $0.1) }
}
