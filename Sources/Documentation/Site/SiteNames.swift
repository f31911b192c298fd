import GraphQLSchema

/// Every name of a schema that a caller may see, and the page where it is explained.
struct SiteNames: Sendable {
    /// A name.
    struct Entry: Sendable {
        /// The schema coordinate, such as `Order.total`.
        let coordinate: String
        /// What it names, in a word.
        let kind: String
        let address: String
    }

    /// In the order of the schema: types, each with its members behind it, then directives.
    let entries: [Entry]
    /// Addresses by coordinate, and by the bare names of root fields, which descriptions use.
    private let addresses: [String: String]

    init(_ schema: Schema, _ view: SchemaView) {
        var list = NameList(schema: schema, view: view)
        for type in schema.types where !type.isIntrospection && view.isVisible(type.id) { list.add(type) }
        for directive in schema.directives {
            list.add(directive.coordinate, "directive", "/docs/directives/\(directive.name)")
        }
        entries = list.entries
        addresses = list.addresses
    }

    /// Where a coordinate, or the bare name of a root field, is explained; nil for what is none.
    func address(of name: String) -> String? { addresses[name] }

    /// The names that fit what somebody types, the best first.
    ///
    /// - Complexity: O(names), of at most 64 letters.
    func found(_ text: String, countMax: Int = 50) -> [Entry] {
        let wanted = String(text.prefix(64)).trimmed.lowercased()
        guard !wanted.isEmpty else { return [] }
        var ranked: [(rank: Int, entry: Entry)] = []
        for entry in entries {
            if let rank = Self.rank(of: entry.coordinate.lowercased(), for: wanted) {
                ranked.append((rank, entry))
            }
        }
        return ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .prefix(countMax).map(\.element.entry)
    }

    /// How well a name fits: as a whole, as its end, at the beginning of either, somewhere.
    private static func rank(of name: String, for wanted: String) -> Int? {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        if name == wanted { return 0 }
        if last == wanted { return 1 }
        if name.hasPrefix(wanted) { return 2 }
        if last.hasPrefix(wanted) { return 3 }
        return name.contains(wanted) ? 4 : nil
    }
}

/// The names, being listed.
private struct NameList {
    let schema: Schema
    let view: SchemaView
    var entries: [SiteNames.Entry] = []
    var addresses: [String: String] = [:]

    mutating func add(_ coordinate: String, _ kind: String, _ address: String) {
        entries.append(SiteNames.Entry(coordinate: coordinate, kind: kind, address: address))
        addresses[coordinate] = address
    }

    mutating func add(_ type: TypeDefinition) {
        let page = "/docs/types/\(type.name)"
        let root = RootKind(type.id, of: schema)
        add(type.name, type.kind.word, root.map { "/docs#\($0.rawValue)" } ?? page)
        for field in schema.fields[type.fields] where view.isVisible(field.id) {
            let address = root.map { $0.address(of: field.name) } ?? "\(page)#\(field.name)"
            add(field.coordinate, root?.word ?? "field", address)
            if root != nil { addresses[field.name] = address }
            for input in schema.inputs(field.arguments, in: view) {
                addresses[input.coordinate] = root == nil ? address : "\(address)#\(input.name)"
            }
        }
        for input in schema.inputs(type.inputFields, in: view) {
            add(input.coordinate, "input field", "\(page)#\(input.name)")
        }
        for value in schema.values(of: type, in: view) {
            add("\(type.name).\(value.name)", "value", "\(page)#\(value.name)")
        }
    }
}

/// The three kinds of root fields; the raw value is a part of addresses.
enum RootKind: String, CaseIterable, Sendable {
    case queries
    case mutations
    case subscriptions

    /// The kind whose root type a type is; nil if it is none.
    init?(_ type: TypeID, of schema: Schema) {
        guard let kind = Self.allCases.first(where: { $0.type(of: schema) == type }) else { return nil }
        self = kind
    }

    /// The root type of the kind.
    func type(of schema: Schema) -> TypeID? {
        switch self {
        case .queries: schema.queryType
        case .mutations: schema.mutationType
        case .subscriptions: schema.subscriptionType
        }
    }

    /// One of them, in a word; the keyword of operations too.
    var word: String {
        switch self {
        case .queries: "query"
        case .mutations: "mutation"
        case .subscriptions: "subscription"
        }
    }

    var title: String {
        switch self {
        case .queries: "Queries"
        case .mutations: "Mutations"
        case .subscriptions: "Subscriptions"
        }
    }

    /// The page of a root field.
    func address(of field: String) -> String { "/docs/\(rawValue)/\(field)" }
}

extension TypeKind {
    /// The kind in a word, as the schema's text has it.
    var word: String {
        switch self {
        case .scalar: "scalar"
        case .object: "type"
        case .interface: "interface"
        case .union: "union"
        case .enumeration: "enum"
        case .inputObject: "input"
        }
    }

    /// Several of the kind.
    var title: String {
        switch self {
        case .scalar: "Scalars"
        case .object: "Object types"
        case .interface: "Interfaces"
        case .union: "Unions"
        case .enumeration: "Enums"
        case .inputObject: "Input types"
        }
    }
}

extension Schema {
    /// Those of some arguments or input fields that a view shows.
    func inputs(_ range: Range<Int>, in view: SchemaView) -> [InputValueDefinition] {
        range.filter { view.isVisible(input: $0) }.map { inputValues[$0] }
    }

    /// Those of an enum's values that a view shows.
    func values(of type: TypeDefinition, in view: SchemaView) -> [EnumValueDefinition] {
        type.enumValues.indices.filter { view.isVisible(EnumValueID(type.id, $0)) }.map {
            type.enumValues[$0]
        }
    }
}
