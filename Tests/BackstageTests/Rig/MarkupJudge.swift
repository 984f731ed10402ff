/// A strict reader of our own pages: finds tags that do not match, attributes without quotes, ids used twice,
/// fields without a name for people, pictures without `alt`, headings missing. Stricter than browsers are.
enum MarkupJudge {
    private static let empty: Set<String> = [
        "base", "meta", "link", "img", "input", "br", "hr", "source", "use", "path", "circle", "rect",
        "track", "wbr",
    ]

    static func faults(in html: String) -> [String] {
        var judge = State()
        judge.read(html)
        return judge.faults
    }

    private struct State {
        var faults: [String] = []
        var open: [String] = []
        var ids: Set<String> = []
        var labels: Set<String> = []
        var fields: [(id: String?, tag: String, isLabelled: Bool)] = []
        var referred: [String] = []
        var headings = 0

        mutating func read(_ html: String) {
            var rest = Substring(html)
            while let start = rest.firstIndex(of: "<") {
                let tail = rest[rest.index(after: start)...]
                guard let end = tail.firstIndex(of: ">") else {
                    return faults.append("a tag never ends: \(tail.prefix(40))")
                }
                tag(tail[..<end])
                rest = tail[tail.index(after: end)...]
                if open.last == "script" || open.last == "style", let close = rest.firstRange(of: "</") {
                    rest = rest[close.lowerBound...]
                }
            }
            finish()
        }

        private mutating func tag(_ body: Substring) {
            if body.hasPrefix("!") { return }
            if body.hasPrefix("/") {
                let name = String(body.dropFirst())
                guard open.last == name else {
                    return faults.append("</\(name)> closes <\(open.last ?? "nothing")>")
                }
                open.removeLast()
                return
            }
            let name = String(body.prefix { !$0.isWhitespace && $0 != "/" })
            let attributes = parse(body.dropFirst(name.count), of: name)
            look(name, attributes)
            if !empty.contains(name), !body.hasSuffix("/") { open.append(name) }
        }

        private mutating func parse(_ text: Substring, of tag: String) -> [String: String] {
            var found: [String: String] = [:]
            var rest = text
            while true {
                rest = rest.drop { $0.isWhitespace || $0 == "/" }
                guard !rest.isEmpty else { return found }
                let name = String(rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != "/" })
                rest = rest.dropFirst(name.count)
                if found[name] != nil { faults.append("<\(tag)> has \(name) twice") }
                guard rest.first == "=" else {
                    found[name] = ""
                    continue
                }
                rest = rest.dropFirst()
                guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
                    faults.append("<\(tag)> has \(name) without quotes")
                    return found
                }
                let value = rest[rest.index(after: rest.startIndex)..<end]
                if value.contains("<") { faults.append("<\(tag) \(name)> has a raw <") }
                found[name] = String(value)
                rest = rest[rest.index(after: end)...]
            }
        }

        private mutating func look(_ name: String, _ attributes: [String: String]) {
            if let id = attributes["id"], !ids.insert(id).inserted { faults.append("id \(id) stands twice") }
            if attributes["style"] != nil { faults.append("<\(name)> has an inline style") }
            if attributes.keys.contains(where: { $0.hasPrefix("on") }) {
                faults.append("<\(name)> has an inline handler")
            }
            if name == "h1" { headings += 1 }
            if name == "img", attributes["alt"] == nil {
                faults.append("an img without alt: \(attributes["src"] ?? "")")
            }
            if name == "label", let field = attributes["for"] { labels.insert(field) }
            for pointer in ["aria-describedby", "aria-labelledby"] {
                referred += (attributes[pointer] ?? "").split(separator: " ").map(String.init)
            }
            let isField = ["input", "select", "textarea"].contains(name)
            if isField, !["hidden", "submit"].contains(attributes["type"] ?? "") {
                let isLabelled = attributes["aria-label"] != nil || open.contains("label")
                fields.append((attributes["id"], name, isLabelled))
            }
            if name == "form", attributes["method"] == nil, attributes["role"] == nil {
                faults.append("a form without method")
            }
        }

        private mutating func finish() {
            if !open.isEmpty { faults.append("never closed: \(open)") }
            for field in fields where !field.isLabelled && !labels.contains(field.id ?? "") {
                faults.append("a \(field.tag) without label: \(field.id ?? "no id")")
            }
            for id in referred where !ids.contains(id) {
                faults.append("aria points to \(id), which is not there")
            }
            if headings != 1 { faults.append("\(headings) h1 instead of one") }
        }
    }
}
