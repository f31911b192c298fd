import GraphQLExecution
import GraphQLSchema

/// Plain JSON data whose objects are numbered, so that rows can name them.
struct DataTree: Sendable {
    /// A value of the tree.
    enum Node: Sendable {
        case leaf(InputValue)
        case list([Node])
        /// By its number.
        case object(Int)
    }

    /// The members of each object; the root has number 0.
    private(set) var objects: [[String: Node]] = []
    /// The objects as they are, for custom scalars.
    private var values: [InputValue] = []

    /// Numbers the objects of a value; a root that is no object has no members.
    init(_ root: InputValue) {
        if case .object = root {
            _ = node(root)
        } else {
            (objects, values) = ([[:]], [.object([])])
        }
    }

    private mutating func node(_ value: InputValue) -> Node {
        switch value {
        case .list(let items): return .list(items.map { node($0) })
        case .object(let members):
            let number = objects.count
            objects.append([:])
            values.append(value)
            for member in members { objects[number][member.name] = node(member.value) }
            return .object(number)
        default: return .leaf(value)
        }
    }

    /// What a function returns for a leaf field; an object only custom scalars can express.
    func output(_ node: Node?, isCustom: Bool) -> Output {
        switch node {
        case .object(let number) where isCustom:
            var buffer = ResponseBuffer(capacity: 64)
            buffer.append(values[number])
            return .json(buffer.withUnsafeBytes { Array($0) })
        // No leaf and no list is ever that.
        case .object: return .float(.nan)
        default: return leaf(node, isCustom)
        }
    }

    private func leaf(_ node: Node?, _ isCustom: Bool) -> Output {
        switch node {
        case .leaf(.int(let number)): .integer(number)
        case .leaf(.largeInteger(let digits)): .float(Double(digits) ?? .nan)
        case .leaf(.float(let number)): .float(number)
        case .leaf(.string(let text)), .leaf(.enumeration(let text)): .string(text)
        case .leaf(.boolean(let flag)): .boolean(flag)
        case .list(let items): .list(items.map { output($0, isCustom: isCustom) })
        default: .null
        }
    }

    /// The object that a row's first cell names; the root for the row that no load brought.
    func object(of cell: Cell) -> [String: Node] {
        var number = 0
        for byte in cell.bytes { number = number << 8 | Int(byte) }
        return objects.indices.contains(number) ? objects[number] : [:]
    }
}

extension ResponseBuffer {
    /// Appends a value as JSON.
    fileprivate mutating func append(_ value: InputValue) {
        switch value {
        case .null: append("null")
        case .int(let number): appendInteger(number)
        case .largeInteger(let digits): append(digits)
        case .float(let number): if !appendFloat(number) { append("null") }
        case .boolean(let flag): append(flag ? "true" : "false")
        case .string(let text), .enumeration(let text): appendString(text)
        case .list(let items):
            append("[")
            for (index, item) in items.enumerated() {
                if index > 0 { append(",") }
                append(item)
            }
            append("]")
        case .object(let fields):
            append("{")
            for (index, field) in fields.enumerated() {
                if index > 0 { append(",") }
                appendString(field.name)
                append(":")
                append(field.value)
            }
            append("}")
        }
    }
}
