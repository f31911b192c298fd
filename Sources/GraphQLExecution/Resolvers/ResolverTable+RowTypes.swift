import GraphQLSchema

extension ResolverTable {
    /// Whether loads that heed conditions bring all objects of a type.
    func loadsRows(of type: TypeID) -> Bool {
        typesByLoader.values.contains { $0.contains(type) }
    }

    /// The type of the objects of a connection; nil where it has none.
    func nodeType(of connection: TypeID, in schema: Schema) -> TypeID? {
        Self.nodeType(of: connection, schema) { source(of: $0) }
    }

    private static func nodeType(
        of connection: TypeID, _ schema: Schema, _ source: (FieldID) -> Field?
    ) -> TypeID? {
        var nodes: TypeID?
        for index in schema[connection].fields {
            guard case .pageItems? = source(schema.fields[index].id)?.source else { continue }
            let items = schema.fields[index].type.named
            let node = schema[items].fields.first {
                if case .pageNode? = source(schema.fields[$0].id)?.source { true } else { false }
            }
            nodes = node.map { schema.fields[$0].type.named } ?? items
            if node != nil { break }
        }
        return nodes
    }

    /// The types that the rows of each loader are shown as, by field.
    static func typesByLoader(_ sources: [Field?], _ schema: Schema) -> [ObjectIdentifier: [TypeID]] {
        var types: [ObjectIdentifier: [TypeID]] = [:]
        func add(_ loader: Loader, _ type: TypeID?) {
            guard let type = loader.objectType.flatMap({ schema.type(named: $0) }) ?? type else { return }
            if types[ObjectIdentifier(loader)]?.contains(type) == true { return }
            types[ObjectIdentifier(loader), default: []].append(type)
        }
        for (index, field) in sources.enumerated() {
            let type = schema.fields[index].type.named
            switch field?.source {
            case .one(let loader, _, _)?, .many(let loader, _)?: add(loader, type)
            case .page(let loader, _, _)?: add(loader, nodeType(of: type, schema) { sources[$0.index] })
            case .node(_, _, let loaders)?:
                for (name, loader) in loaders { add(loader, schema.type(named: name)) }
            default: continue
            }
        }
        return types
    }
}
