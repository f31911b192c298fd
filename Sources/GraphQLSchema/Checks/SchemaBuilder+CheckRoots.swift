import GraphQLLanguage

extension SchemaBuilder {
    /// Queries have a root type; root types are objects and differ.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3.1
    mutating func checkRootTypes() {
        let roots = Array(zip(Document.OperationKind.allCases, rootTypes))
        if roots[0].1 == nil, rootNode(.query) == nil {
            report(
                "The schema has no root type for queries.",
                at: source.schemas.first { !$0.isExtension }?.offset)
        }
        for (kind, type) in roots {
            guard let type, schema[type].kind != .object else { continue }
            let name = schema[type].name
            report(
                "The root type \(name) must be an object type.",
                at: rootNode(kind)?.offset ?? parts[type.index].first?.offset, of: name)
        }
        checkRootTypesDiffer(roots)
    }

    private mutating func checkRootTypesDiffer(_ roots: [(Document.OperationKind, TypeID?)]) {
        var kinds: [TypeID: [Document.OperationKind]] = [:]
        for (kind, type) in roots {
            if let type { kinds[type, default: []].append(kind) }
        }
        for (type, kinds) in kinds where kinds.count > 1 && schema[type].kind == .object {
            let list = kinds.map(\.keyword).joined(separator: " and ")
            report(
                "\(schema[type].name) cannot be the root type for \(list) at once.",
                at: kinds.compactMap { rootNode($0)?.offset }, of: schema[type].name)
        }
    }
}
