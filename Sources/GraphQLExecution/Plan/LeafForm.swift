import GraphQLSchema

/// What the leaves of a field must be, whatever its function returns.
///
/// - SeeAlso: GraphQL Sep 2025 §3.5, §3.9, Result Coercion
enum LeafForm: Sendable {
    case int
    case float
    case string
    case boolean
    case id
    /// One of these names.
    case enumeration(EnumNames)
    /// A custom scalar: the host knows its form.
    case custom

    /// The form of a scalar or enum.
    init(_ type: TypeDefinition, _ view: SchemaView) {
        if type.kind == .enumeration {
            self = .enumeration(EnumNames(type, view))
            return
        }
        switch type.builtInScalar {
        case .int: self = .int
        case .float: self = .float
        case .string: self = .string
        case .boolean: self = .boolean
        case .id: self = .id
        case nil: self = .custom
        }
    }
}

/// The names that values of an enum may have.
struct EnumNames: Sendable {
    /// Those that the caller may see.
    let visible: PackedNames
    /// Those that the caller may not see.
    let hidden: PackedNames

    init(_ type: TypeDefinition, _ view: SchemaView) {
        func names(areVisible: Bool) -> PackedNames {
            let values = type.enumValues.indices.filter {
                view.isVisible(EnumValueID(type.id, $0)) == areVisible
            }
            return PackedNames(values.map { type.enumValues[$0].name })
        }
        visible = names(areVisible: true)
        hidden = names(areVisible: false)
    }
}

/// A few names one after the other, so that looking for one follows no pointers.
struct PackedNames: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name ends.
    private var ends: [Int] = []

    init(_ names: [String]) {
        for name in names {
            bytes += name.utf8
            ends.append(bytes.count)
        }
    }

    /// Whether a name is one of these. O(names).
    func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            let name = Cell(pointer: name.baseAddress, count: name.count)
            var start = 0
            for end in ends {
                if equal(Cell(pointer: base + start, count: end &- start), name) { return true }
                start = end
            }
            return false
        }
    }

    /// Whether a name is one of these. O(names).
    func contains(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { contains($0) }
    }
}
