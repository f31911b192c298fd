import GraphQLLanguage
import GraphQLSchema

/// The fields of one selection set by response name, inline fragments expanded, and the fragments it spreads.
struct FieldCollection {
    /// A field on the type that it is selected on.
    struct Entry {
        let field: Int
        let responseName: NameID
        let parent: TypeID?
    }

    /// The fields of each response name, in source order.
    private(set) var groups: [[Entry]] = []
    /// The fragments, each once, in source order.
    private(set) var fragments: [Int] = []
    private var positions: [NameID: Int] = [:]

    init(_ selectionSet: IndexRange, on parent: TypeID?, _ context: ValidationContext) {
        collect(selectionSet, on: parent, context)
    }

    /// The fields of a response name.
    func group(of name: NameID) -> [Entry]? { positions[name].map { groups[$0] } }

    /// Inline fragments nest no deeper than the parser allows.
    private mutating func collect(
        _ selectionSet: IndexRange, on parent: TypeID?, _ context: ValidationContext
    ) {
        for index in selectionSet {
            let selection = context.document.selections[index]
            switch selection.kind {
            case .field:
                let name = context.document.fields[selection.index].responseName
                add(Entry(field: selection.index, responseName: name, parent: parent))
            case .inlineFragment:
                let fragment = context.document.inlineFragments[selection.index]
                let type = fragment.typeCondition.map { context.compositeType($0) } ?? parent
                collect(fragment.selectionSet, on: type, context)
            case .fragmentSpread:
                let name = context.document.fragmentSpreads[selection.index].name
                guard let fragment = context.fragment(name), !fragments.contains(fragment) else { continue }
                fragments.append(fragment)
            }
        }
    }

    private mutating func add(_ entry: Entry) {
        if let position = positions[entry.responseName] {
            groups[position].append(entry)
        } else {
            positions[entry.responseName] = groups.count
            groups.append([entry])
        }
    }
}
