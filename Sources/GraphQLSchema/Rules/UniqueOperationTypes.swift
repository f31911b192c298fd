import GraphQLLanguage

/// A schema and its extensions name at most one root type for each kind of operation.
///
/// - SeeAlso: GraphQL Sep 2025 §3.3.1
enum UniqueOperationTypes {
    static func check(_ context: inout SDLContext) {
        var first: [Document.OperationKind: Int32] = [:]
        for node in context.source.schemas.flatMap(\.rootTypes) {
            let keyword = node.kind.keyword
            if let base = context.base, base.declaredRootType(node.kind) != nil {
                context.report(
                    "The schema that is extended has a root type for \(keyword) already.", at: node.offset)
            } else if let known = first[node.kind] {
                context.report("The schema has two root types for \(keyword).", at: known, node.offset)
            } else {
                first[node.kind] = node.offset
            }
        }
    }
}

extension Schema {
    /// The root type of a kind of operation; nil when even the query type is missing.
    fileprivate func declaredRootType(_ kind: Document.OperationKind) -> TypeID? {
        rootType(kind).flatMap { self[$0].kind == .object ? $0 : nil }
    }
}
