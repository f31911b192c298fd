import GraphQLLanguage
import GraphQLSchema

/// Subscriptions are not delivered incrementally.
///
/// A document may share fragments between queries and subscriptions, so what can be switched off passes:
/// `if: false`, a variable, or a selection that may be skipped.
///
/// - SeeAlso: GraphQL incremental delivery, Defer And Stream Directives Are Used On Valid Operations
enum DeferStreamDirectiveOnValidOperations {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where operation.kind == .subscription {
            check(operation, &context)
        }
    }

    private static func check(_ operation: Document.OperationDefinition, _ context: inout ValidationContext) {
        let document = context.document
        var seen = Set<NameID>()
        /// The spreads that lead to the current selection, each with the number of sets open below it.
        var spreads: [(offset: Int32, openCount: Int)] = []
        var walk = SelectionWalk(operation.selectionSet)
        while let selection = walk.next(in: document) {
            while let last = spreads.last, last.openCount > walk.openCount { spreads.removeLast() }
            if context.canBeLeftOut(selection) { continue }
            for index in context.directives(of: selection) {
                let directive = document.directives[index]
                guard context.delivers(directive), !context.canBeOff(directive) else { continue }
                context.report(
                    .deferStreamDirectiveOnValidOperations,
                    "@\(context.name(directive.name)) cannot be used in a subscription unless \"if\" "
                        + "switches it off.",
                    at: [directive.offset] + spreads.reversed().map(\.offset))
            }
            switch selection.kind {
            case .field:
                let selectionSet = document.fields[selection.index].selectionSet
                if !selectionSet.isEmpty { walk.enter(selectionSet) }
            case .inlineFragment: walk.enter(document.inlineFragments[selection.index].selectionSet)
            case .fragmentSpread:
                let spread = document.fragmentSpreads[selection.index]
                guard seen.insert(spread.name).inserted, let fragment = context.fragment(spread.name) else {
                    continue
                }
                walk.enter(document.fragments[fragment].selectionSet)
                spreads.append((spread.offset, walk.openCount))
            }
        }
    }
}

extension ValidationContext {
    /// Whether `@defer` or `@stream` says `if: false` or leaves it to a variable.
    fileprivate func canBeOff(_ directive: Document.Directive) -> Bool {
        let condition = argument(.if, of: directive)?.kind
        return condition == .false || condition == .variable
    }

    /// Whether `@skip` or `@include` may leave a selection out; a `@skip` without `if` is another rule's.
    fileprivate func canBeLeftOut(_ selection: Document.Selection) -> Bool {
        if let skip = directive(.skip, of: selection), argument(.if, of: skip)?.kind != .false { return true }
        guard let include = directive(.include, of: selection), let condition = argument(.if, of: include)
        else { return false }
        return condition.kind != .true
    }
}
