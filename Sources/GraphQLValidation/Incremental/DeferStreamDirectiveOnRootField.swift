import GraphQLLanguage
import GraphQLSchema

/// Roots of mutations and subscriptions are not delivered incrementally.
///
/// Mutations run one after the other, and a subscription has one root field: neither can be put off.
///
/// - SeeAlso: GraphQL incremental delivery, Defer And Stream Directives Are Used On Valid Root Field
enum DeferStreamDirectiveOnRootField {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where operation.kind != .query {
            guard context.schema.rootType(operation.kind) != nil else { continue }
            check(operation, &context)
        }
    }

    private static func check(_ operation: Document.OperationDefinition, _ context: inout ValidationContext) {
        let document = context.document
        var seen = Set<NameID>()
        var walk = SelectionWalk(operation.selectionSet)
        while let selection = walk.next(in: document) {
            switch selection.kind {
            case .field: refuse(.stream, of: selection, operation, &context)
            case .inlineFragment:
                refuse(.defer, of: selection, operation, &context)
                walk.enter(document.inlineFragments[selection.index].selectionSet)
            case .fragmentSpread:
                let name = document.fragmentSpreads[selection.index].name
                guard seen.insert(name).inserted, let fragment = context.fragment(name) else { continue }
                refuse(.defer, of: selection, operation, &context)
                walk.enter(document.fragments[fragment].selectionSet)
            }
        }
    }

    private static func refuse(
        _ name: SymbolID, of selection: Document.Selection, _ operation: Document.OperationDefinition,
        _ context: inout ValidationContext
    ) {
        guard let directive = context.directive(name, of: selection) else { return }
        context.report(
            .deferStreamDirectiveOnRootField,
            "@\(context.name(directive.name)) cannot be used at the root of a \(operation.kind.keyword).",
            at: directive.offset)
    }
}
