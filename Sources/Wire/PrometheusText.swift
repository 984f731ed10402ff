/// Metrics in Prometheus' text exposition format 0.0.4: a head for each metric, then its samples.
///
/// Names of metrics and labels are ours and must be identifiers; values of labels may be anything.
public struct PrometheusText: Sendable {
    public private(set) var text = ""

    public init() {}

    /// The head of a number that only grows.
    public mutating func counter(_ name: String, help: String) { head(name, help, "counter") }
    /// The head of a number that goes up and down.
    public mutating func gauge(_ name: String, help: String) { head(name, help, "gauge") }

    /// One line of the metric whose head came last. Labels come out in the order of their names.
    public mutating func sample(_ name: String, _ labels: [String: String] = [:], _ value: Double) {
        precondition(labels.keys.allSatisfy(Self.isName), "a label's name is letters, digits and _")
        text += name
        if !labels.isEmpty {
            let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    /// Head and samples of a histogram. `counts` has one for each bound, not cumulated, and one for all
    /// above.
    public mutating func histogram(
        _ name: String, help: String, bounds: [Double], counts: [Int64], sum: Double
    ) {
        precondition(counts.count == bounds.count + 1, "one count for each bound, and one above")
        head(name, help, "histogram")
        var total: Int64 = 0
        for (bound, count) in zip(bounds + [.infinity], counts) {
            total += count
            sample(name + "_bucket", ["le": Self.number(bound)], Double(total))
        }
        sample(name + "_sum", [:], sum)
        sample(name + "_count", [:], Double(total))
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        precondition(Self.isName(name), "a metric's name is letters, digits and _")
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(type)\n"
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.first, !first.isNumber else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Whole numbers up to 2^53 are exact.
        return abs(value) <= 9_007_199_254_740_992 && value == value.rounded()
            ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ text: String, quotes: Bool = true) -> String {
        text.unicodeScalars.reduce(into: "") { out, scalar in
            switch scalar {
            case "\\": out += "\\\\"
            case "\"" where quotes: out += "\\\""
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(scalar)
            }
        }
    }
}
