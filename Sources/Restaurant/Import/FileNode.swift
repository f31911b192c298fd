/// A JSON value on its way into a file: members keep their order.
indirect enum FileNode {
    case text(String)
    case number(Int)
    case bool(Bool)
    case list([FileNode])
    case object([(name: String, value: FileNode)])

    /// The value as indented text.
    var json: String {
        var text = ""
        write(to: &text, indentation: "")
        return text
    }

    private func write(to text: inout String, indentation: String) {
        switch self {
        case .text(let value): Self.write(value, to: &text)
        case .number(let number): text += String(number)
        case .bool(let flag): text += flag ? "true" : "false"
        case .list(let values):
            Self.write(values.map { (nil, $0) }, "[", "]", to: &text, indentation)
        case .object(let members):
            Self.write(members.map { ($0.name, $0.value) }, "{", "}", to: &text, indentation)
        }
    }

    private static func write(
        _ values: [(name: String?, value: FileNode)], _ begin: String, _ end: String,
        to text: inout String, _ indentation: String
    ) {
        text += begin
        let inner = indentation + "  "
        for (index, (name, value)) in values.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + inner
            if let name {
                write(name, to: &text)
                text += ": "
            }
            value.write(to: &text, indentation: inner)
        }
        text += values.isEmpty ? end : "\n" + indentation + end
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
