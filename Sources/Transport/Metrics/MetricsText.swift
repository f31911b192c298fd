/// Metrics as text that Prometheus and what is like it reads.
///
/// - SeeAlso: Prometheus, Exposition formats, text-based format 0.0.4
public struct MetricsText: Sendable {
    /// What a family of metrics is.
    public enum Kind: String, Sendable {
        /// Only ever grows, from 0 at the start of the process.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts by size.
        case histogram
    }

    /// A value with what tells it from others of its family.
    public struct Sample: Sendable {
        let labels: [(name: String, value: String)]
        let value: Double

        /// A sample; `labels` in the order in which they stand.
        public init(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
            self.labels = labels.map { ($0.key, $0.value) }
            self.value = value
        }

        /// A sample that is a whole number.
        public init(_ value: Int, _ labels: KeyValuePairs<String, String> = [:]) {
            self.init(Double(value), labels)
        }
    }

    /// The media type.
    static let contentType: StaticString = "text/plain; version=0.0.4; charset=utf-8"

    /// What was written so far.
    public private(set) var text = ""

    /// Nothing yet.
    public init() {}

    /// Writes a family; one without samples is left out.
    public mutating func write(_ kind: Kind, _ name: String, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        writeHead(kind, name, help)
        for sample in samples { writeLine(name, sample.labels, sample.value) }
    }

    /// Writes a gauge or counter that is one value.
    public mutating func write(_ kind: Kind, _ name: String, _ help: String, _ value: Double) {
        write(kind, name, help, [Sample(value)])
    }

    /// Writes a histogram.
    public mutating func write(_ name: String, _ help: String, _ histogram: DurationHistogram.Snapshot) {
        writeHead(.histogram, name, help)
        let bounds = histogram.bounds.map(Self.number) + ["+Inf"]
        for (bound, count) in zip(bounds, histogram.cumulative) {
            writeLine(name + "_bucket", [("le", bound)], Double(count))
        }
        writeLine(name + "_sum", [], histogram.sum)
        writeLine(name + "_count", [], Double(histogram.cumulative.last ?? 0))
    }

    private mutating func writeHead(_ kind: Kind, _ name: String, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func writeLine(
        _ name: String, _ labels: [(name: String, value: String)], _ value: Double
    ) {
        let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
        text += name
        if !list.isEmpty { text += "{" + list.joined(separator: ",") + "}" }
        text += " " + Self.number(value) + "\n"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// Whole numbers without a point, as far as a Double holds each of them.
    private static func number(_ value: Double) -> String {
        guard value.rounded() == value, abs(value) < 0x1p53 else { return value.description }
        return String(Int64(value))
    }
}
