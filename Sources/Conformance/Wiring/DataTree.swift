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

    /// Numbers the objects of a value; a root that is no object has no members.
    init(_ root: InputValue) {
        if case .object = root { _ = node(root) } else { objects = [[:]] }
    }

    private mutating func node(_ value: InputValue) -> Node {
        switch value {
        case .list(let items): return .list(items.map { node($0) })
        case .object(let members):
            let number = objects.count
            objects.append([:])
            for member in members { objects[number][member.name] = node(member.value) }
            return .object(number)
        default: return .leaf(value)
        }
    }

    /// What a function returns for a leaf field.
    func output(_ node: Node?) -> Output {
        switch node {
        case .leaf(.int(let number)): .integer(number)
        case .leaf(.float(let number)): .float(number)
        case .leaf(.string(let text)), .leaf(.enumeration(let text)): .string(text)
        case .leaf(.boolean(let flag)): .boolean(flag)
        case .list(let items): .list(items.map { output($0) })
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
