import GraphQLLanguage
import GraphQLSchema

/// Single root field.
///
/// A subscription has one root field, which is no introspection field, and no `@skip` or `@include` at its
/// root.
///
/// - SeeAlso: GraphQL Sep 2025 §5.2.4.1
enum SingleFieldSubscriptions {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where operation.kind == .subscription {
            check(operation, &context)
        }
    }

    private static func check(_ operation: Document.OperationDefinition, _ context: inout ValidationContext) {
        let document = context.document
        let subject =
            operation.name.map { "Subscription \"\(context.name($0))\"" } ?? "Anonymous subscription"
        var roots: [Document.Field] = []
        var conditions: [Int32] = []
        context.collectRootSelections(operation.selectionSet, &roots, &conditions)
        if !conditions.isEmpty {
            context.report(
                .singleFieldSubscriptions, "\(subject) must not use @skip or @include at its root.",
                at: conditions)
        }
        let extra = roots.filter { $0.responseName != roots[0].responseName }
        if !extra.isEmpty {
            context.report(
                .singleFieldSubscriptions, "\(subject) must select only one top level field.",
                at: extra.map(\.offset))
        }
        for root in roots where document.nameBytes(root.name).starts(with: [0x5F, 0x5F]) {
            context.report(
                .singleFieldSubscriptions, "\(subject) must not select an introspection top level field.",
                at: root.offset)
        }
    }
}

extension ValidationContext {
    /// Gathers the fields at the root of an operation, fragments expanded, and the conditions they stand
    /// under.
    func collectRootSelections(
        _ selectionSet: IndexRange, _ fields: inout [Document.Field], _ conditions: inout [Int32]
    ) {
        var seen = Set<NameID>()
        var pending = [selectionSet]
        while let selections = pending.popLast() {
            for index in selections {
                let selection = document.selections[index]
                let directives: IndexRange
                switch selection.kind {
                case .field:
                    directives = document.fields[selection.index].directives
                    fields.append(document.fields[selection.index])
                case .inlineFragment:
                    directives = document.inlineFragments[selection.index].directives
                    pending.append(document.inlineFragments[selection.index].selectionSet)
                case .fragmentSpread:
                    let spread = document.fragmentSpreads[selection.index]
                    directives = spread.directives
                    if seen.insert(spread.name).inserted, let fragment = fragment(spread.name) {
                        pending.append(document.fragments[fragment].selectionSet)
                    }
                }
                for directive in document.directives[directives.range] {
                    let symbol = symbol(directive.name)
                    if symbol == .skip || symbol == .include { conditions.append(directive.offset) }
                }
            }
        }
        fields.sort { $0.offset < $1.offset }
    }
}
