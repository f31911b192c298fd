import GraphQLLanguage

/// Only a defined type is extended, and as the kind of type that it is.
///
/// - SeeAlso: GraphQL Sep 2025 §3.4.3
enum PossibleTypeExtensions {
    static func check(_ context: inout SDLContext) {
        var defined: [NameID: SchemaDocument.TypeDefinition] = [:]
        for type in context.source.types where !type.isExtension { defined[type.name] = type }
        for node in context.source.types where node.isExtension {
            let name = context.name(node.name)
            let definition = defined[node.name]
            if let kind = definition.map({ TypeKind($0.kind) }) ?? context.baseType(name)?.kind {
                if kind == TypeKind(node.kind) { continue }
                let offsets = (definition.map { [$0.offset] } ?? []) + [node.offset]
                context.report(
                    "The type \(name) cannot be extended as another kind of type: it is \(kind.indefinite).",
                    at: offsets, of: name)
            } else {
                context.report("The type \(name) cannot be extended: it is not defined.", at: node.nameOffset)
            }
        }
    }
}
