import GraphQLLanguage

/// A type and its extensions define each field once.
///
/// - SeeAlso: GraphQL Sep 2025 §3.6, §3.7, §3.10
enum UniqueFieldDefinitionNames {
    static func check(_ context: inout SDLContext) {
        var added: [NameID: [(name: NameID, offset: Int32)]] = [:]
        for type in context.source.types {
            let nodes =
                type.fields.map { (name: $0.name, offset: $0.offset) }
                + type.inputFields.map { (name: $0.name, offset: $0.offset) }
            for node in nodes {
                let coordinate = "\(context.name(type.name)).\(context.name(node.name))"
                if context.baseHasField(context.name(node.name), of: context.name(type.name)) {
                    context.report(
                        "\(coordinate) is in the schema that is extended.", at: node.offset, of: coordinate)
                } else {
                    added[type.name, default: []].append(node)
                }
            }
        }
        for (type, fields) in added {
            let typeName = context.name(type)
            context.reportRepeated(fields) { "\(typeName).\($0) is defined twice." }
        }
    }
}

extension SDLContext {
    fileprivate func baseHasField(_ name: String, of type: String) -> Bool {
        guard let base, let type = baseType(type) else { return false }
        return base.fields[type.fields].contains { $0.name == name }
            || base.inputValues[type.inputFields].contains { $0.name == name }
    }
}
