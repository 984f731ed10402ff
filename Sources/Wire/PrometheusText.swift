/// Metrics in Prometheus' text exposition format 0.0.4.
public struct PrometheusText: Sendable {
    public private(set) var text = ""

    public init() {}

    public mutating func counter(_ name: String, help: String) { head(name, help, "counter") }
    public mutating func gauge(_ name: String, help: String) { head(name, help, "gauge") }

    public mutating func sample(_ name: String, _ labels: [String: String] = [:], _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    /// `counts` has one for each bound (not cumulated) and one for what is above them all.
    public mutating func histogram(_ name: String, help: String, bounds: [Double], counts: [Int64], sum: Double) {
        head(name, help, "histogram")
        var total: Int64 = 0
        for (bound, count) in zip(bounds, counts) {
            total += count
            sample(name + "_bucket", ["le": Self.number(bound)], Double(total))
        }
        total += counts.last ?? 0
        sample(name + "_bucket", ["le": "+Inf"], Double(total))
        sample(name + "_sum", [:], sum)
        sample(name + "_count", [:], Double(total))
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { out, character in
            switch character {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.append(character)
            }
        }
    }
}
