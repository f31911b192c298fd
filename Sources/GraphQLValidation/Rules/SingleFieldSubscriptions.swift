import GraphQLLanguage
import GraphQLSchema

/// Single root field.
///
/// A subscription has one root field, fragments expanded, that is no introspection field and stands under no
/// condition: which field it is must be known before variables are.
///
/// - SeeAlso: GraphQL Sep 2025 §5.2.4.1
enum SingleFieldSubscriptions {
    static func check(_ context: inout ValidationContext) {
        guard let root = context.schema.rootType(.subscription) else { return }
        for operation in context.document.operations where operation.kind == .subscription {
            check(operation, root, &context)
        }
    }

    private static func check(
        _ operation: Document.OperationDefinition, _ root: TypeID, _ context: inout ValidationContext
    ) {
        let document = context.document
        let subject =
            operation.name.map { "Subscription \"\(context.name($0))\"" } ?? "Anonymous subscription"
        let (groups, conditions) = context.rootFields(of: operation, on: root)
        guard conditions.isEmpty else {
            return context.report(
                .singleFieldSubscriptions, "\(subject) must not use @skip or @include at its root.",
                at: conditions)
        }
        if groups.isEmpty {
            context.report(
                .singleFieldSubscriptions, "\(subject) must select one top level field.",
                at: document.selectionSetOffset(ofNodeAt: operation.offset))
        }
        let extra = groups.dropFirst().flatMap { $0.map(\.offset) }
        if !extra.isEmpty {
            context.report(
                .singleFieldSubscriptions, "\(subject) must select only one top level field.", at: extra)
        }
        for group in groups where document.nameBytes(group[0].name).starts(with: [0x5F, 0x5F]) {
            context.report(
                .singleFieldSubscriptions,
                "\(subject) must not select an introspection top level field.", at: group.map(\.offset))
        }
    }
}

extension ValidationContext {
    /// The unconditional fields at the root of an operation by response name, fragments expanded, and the
    /// places of the conditions that the others stand under.
    fileprivate func rootFields(of operation: Document.OperationDefinition, on root: TypeID)
        -> (groups: [[Document.Field]], conditions: [Int32])
    {
        var groups: [[Document.Field]] = []
        var positions: [NameID: Int] = [:]
        var conditions: [Int32] = []
        var seen = Set<NameID>()
        var walk = SelectionWalk(operation.selectionSet)
        while let selection = walk.next(in: document) {
            if let condition = condition(of: selection) {
                conditions.append(condition)
                continue
            }
            switch selection.kind {
            case .field:
                let field = document.fields[selection.index]
                if let position = positions[field.responseName] {
                    groups[position].append(field)
                } else {
                    positions[field.responseName] = groups.count
                    groups.append([field])
                }
            case .inlineFragment:
                let fragment = document.inlineFragments[selection.index]
                if applies(fragment.typeCondition, to: root) { walk.enter(fragment.selectionSet) }
            case .fragmentSpread:
                let name = document.fragmentSpreads[selection.index].name
                guard seen.insert(name).inserted, let index = fragment(name) else { continue }
                let fragment = document.fragments[index]
                if applies(fragment.typeCondition, to: root) { walk.enter(fragment.selectionSet) }
            }
        }
        return (groups, conditions)
    }

    /// Where the first `@skip`, or else `@include`, of a selection stands.
    private func condition(of selection: Document.Selection) -> Int32? {
        directive(.skip, of: selection)?.offset ?? directive(.include, of: selection)?.offset
    }

    /// DoesFragmentTypeApply(objectType, fragmentType); a fragment without a type condition always does.
    private func applies(_ condition: NameID?, to object: TypeID) -> Bool {
        guard let condition else { return true }
        return compositeType(condition).map { schema.isPossible(object, for: $0) } ?? false
    }
}

extension ValidationContext {
    /// The directives of a selection.
    func directives(of selection: Document.Selection) -> IndexRange {
        switch selection.kind {
        case .field: document.fields[selection.index].directives
        case .inlineFragment: document.inlineFragments[selection.index].directives
        case .fragmentSpread: document.fragmentSpreads[selection.index].directives
        }
    }

    /// The first directive of a name on a selection.
    func directive(_ name: SymbolID, of selection: Document.Selection) -> Document.Directive? {
        directive(name, among: directives(of: selection))
    }

    /// The first directive of a name.
    func directive(_ name: SymbolID, among directives: IndexRange) -> Document.Directive? {
        document.directives[directives.range].first { symbol($0.name) == name }
    }

    /// The value that a directive gives an argument.
    func argument(_ name: SymbolID, of directive: Document.Directive) -> Document.Value? {
        document.arguments[directive.arguments.range].first { symbol($0.name) == name }
            .map { document.values[Int($0.value)] }
    }
}
