import GraphQLLanguage
import GraphQLSchema

/// The sources of all fields by their numbers, checked against the schema.
struct ResolverTable: Sendable {
    /// By `FieldID`; nil for fields of interfaces and for `__typename`.
    private let sources: [Field?]
    /// For abstract types whose rows name their type, by `TypeID`.
    private let typeNameColumns: [Int?]
    /// The types that the rows of a loader are shown as.
    let typesByLoader: [ObjectIdentifier: [TypeID]]
    /// Types that show rows of another one, with that one.
    private let shownTypes: [TypeID: TypeID]
    /// The source that finds any object by its ID, if there is one.
    private let node: Field.Source?

    /// Matches resolvers to the schema.
    ///
    /// - Throws: every gap at once.
    init(_ resolvers: [ObjectResolver], schema: Schema) throws(SchemaGaps) {
        var sources = [Field?](repeating: nil, count: schema.fields.count)
        var typeNameColumns = [Int?](repeating: nil, count: schema.types.count)
        var shownTypes: [TypeID: TypeID] = [:]
        var gaps: [String] = []
        for resolver in resolvers {
            guard let type = schema.type(named: resolver.typeName) else {
                gaps.append("\(resolver.typeName): resolver, not in schema")
                continue
            }
            typeNameColumns[type.index] = resolver.typeNameColumn
            if let name = resolver.shownType {
                shownTypes[type] = schema.type(named: name)
                if shownTypes[type] == nil {
                    gaps.append("\(resolver.typeName): shows \(name), not in schema")
                }
            }
            for field in resolver.fields {
                guard let id = schema.field(named: field.name, of: type) else {
                    gaps.append("\(resolver.typeName).\(field.name): resolver, not in schema")
                    continue
                }
                if sources[id.index] != nil { gaps.append("\(schema[id].coordinate): two resolvers") }
                sources[id.index] = field
                gaps += Self.mismatches(of: field, with: schema[id], in: schema)
            }
        }
        for type in schema.types where type.kind == .object && !type.isIntrospection {
            for index in type.fields where sources[index] == nil {
                gaps.append("\(schema.fields[index].coordinate): in schema, no resolver")
            }
        }
        for (index, field) in sources.enumerated() {
            guard let field else { continue }
            let type = schema.fields[index].type.named
            guard schema[type].kind.isAbstract, typeNameColumns[type.index] == nil else { continue }
            gaps += Self.namelessRows(of: field, with: schema.fields[index], schema[type].name)
        }
        guard gaps.isEmpty else { throw SchemaGaps(gaps: gaps) }
        self.sources = sources
        self.typeNameColumns = typeNameColumns
        self.shownTypes = shownTypes
        typesByLoader = Self.typesByLoader(sources, schema)
        node = sources.lazy.compactMap { $0?.source }.first { if case .node = $0 { true } else { false } }
    }

    /// The source of a field of an object type.
    func source(of field: FieldID) -> Field? { sources[field.index] }

    /// For an abstract type the column that names each row's type.
    func typeNameColumn(of type: TypeID) -> Int? { typeNameColumns[type.index] }

    /// The types that a loader's rows are shown as.
    func rowTypes(of loader: Loader) -> [TypeID] { typesByLoader[ObjectIdentifier(loader)] ?? [] }

    /// The object type whose rows a type shows; nil for one with rows of its own.
    func shownType(of type: TypeID) -> TypeID? { shownTypes[type] }

    /// How the objects of a type are found by their ID.
    func lookUp(
        of type: String
    ) -> (decode: @Sendable (String) -> NodeReference?, loader: Loader)? {
        guard case .node(_, let decode, let loaders)? = node, let loader = loaders[type] else { return nil }
        return (decode, loader)
    }

    /// An interface or union needs rows that name their object type, or a loader with one type.
    private static func namelessRows(
        of field: Field, with definition: FieldDefinition, _ type: String
    ) -> [String] {
        switch field.source {
        case .one(let loader, _, _) where loader.objectType == nil: break
        case .many(let loader, _) where loader.objectType == nil: break
        case .outcomeList, .pageItems: break
        default: return []
        }
        return ["\(definition.coordinate): no column of \(type) names the object type of a row"]
    }

    /// What the schema's type of a field says against its source.
    private static func mismatches(
        of field: Field, with definition: FieldDefinition, in schema: Schema
    ) -> [String] {
        let isComposite = schema[definition.type.named].kind.isComposite
        let isList = definition.type.isList
        let isNested = definition.type.wrapping.listDepth > 1
        let name = definition.coordinate
        let typeText = schema.description(of: definition.type)
        switch field.source {
        case .column(_, let form) where isList && !isComposite && !form.mayBeList:
            return ["\(name): a column of one value does not fit \(typeText)"]
        case .column, .value, .cursor, .pageInfoField:
            return isComposite ? ["\(name): \(typeText) needs a loader or embedded columns"] : []
        case .many(let loader, _) where isComposite && isNested && loader.cardinality != .lists:
            return ["\(name): a list of rows does not fit \(typeText)"]
        case .outcomeList where isNested, .pageItems where isNested:
            return ["\(name): a list of rows does not fit \(typeText)"]
        case .many, .outcomeList, .pageItems:
            guard isComposite, isList else { return ["\(name): a list of rows does not fit \(typeText)"] }
        case .one, .embedded, .page, .node, .mutation, .event, .pageNode, .pageInfo:
            guard isComposite, !isList else { return ["\(name): one object does not fit \(typeText)"] }
        }
        let isAbstract = schema[definition.type.named].kind.isAbstract
        switch field.source {
        case .node where !isAbstract:
            return ["\(name): a node field needs an interface or union, not \(typeText)"]
        case .embedded where isAbstract, .page where isAbstract, .mutation where isAbstract,
            .event where isAbstract, .pageNode where isAbstract, .pageInfo where isAbstract:
            return ["\(name): nothing tells the object type behind \(typeText)"]
        default: break
        }
        return argumentMismatches(of: field, with: definition, in: schema)
    }

    /// Arguments that the source reads and the schema does not declare.
    private static func argumentMismatches(
        of field: Field, with definition: FieldDefinition, in schema: Schema
    ) -> [String] {
        let declared = schema.inputValues[definition.arguments].map(\.name)
        let required = field.requires.map {
            names($0.loader, $0.key) + [$0.argument].compactMap { $0 }
        }
        let read = Array(field.binds.values) + argumentsRead(by: field.source) + (required ?? [])
        return read.filter { !declared.contains($0) }.sorted().map {
            "\(definition.coordinate): argument '\($0)' is read, not in schema"
        }
    }

    private static func names(_ loader: Loader, _ key: [KeyPart]) -> [String] {
        let keys = key.compactMap { part in if case .argument(let name, _) = part { name } else { nil } }
        let parameters = loader.parameters.compactMap { parameter in
            if case .argument(let name) = parameter { name } else { nil }
        }
        return keys + parameters
    }

    private static func argumentsRead(by source: Field.Source) -> [String] {
        switch source {
        case .one(let loader, let key, _), .many(let loader, let key), .page(let loader, let key, _):
            return names(loader, key)
        case .node(let argument, _, _): return [argument]
        case .event(let subjects): return subjects.flatMap { names($0.loader, $0.key) }
        default: return []
        }
    }
}

/// Every disagreement of schema and resolvers, one a line.
public struct SchemaGaps: Error, Sendable, Equatable, CustomStringConvertible {
    /// The gaps, each naming a schema coordinate.
    public let gaps: [String]

    /// Gaps found by us or by a layer above.
    public init(gaps: [String]) { self.gaps = gaps }

    /// One gap a line.
    public var description: String { gaps.joined(separator: "\n") }
}
