import GraphQLLanguage

/// An enum and its extensions define each value once.
///
/// - SeeAlso: GraphQL Sep 2025 §3.9
enum UniqueEnumValueNames {
    static func check(_ context: inout SDLContext) {
        var added: [NameID: [(name: NameID, offset: Int32)]] = [:]
        for type in context.source.types {
            let base = context.baseType(context.name(type.name))
            for value in type.enumValues {
                let name = context.name(value.name)
                if base?.enumValues.contains(where: { $0.name == name }) ?? false {
                    let coordinate = "\(context.name(type.name)).\(name)"
                    context.report(
                        "\(coordinate) is in the schema that is extended.", at: value.offset, of: coordinate)
                } else {
                    added[type.name, default: []].append((value.name, value.offset))
                }
            }
        }
        for (type, values) in added {
            let typeName = context.name(type)
            context.reportRepeated(values) { "\(typeName).\($0) is defined twice." }
        }
    }
}
