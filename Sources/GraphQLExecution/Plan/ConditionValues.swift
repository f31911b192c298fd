import GraphQLLanguage
import GraphQLSchema

/// What a request says about the variables of conditions (`@skip`, `@include`, and `if` of `@defer` and
/// `@stream`): what a plan is made for.
struct ConditionValues: Sendable {
    /// The variables of one operation's conditions, as `PreparedDocument` found them.
    let variables: [NameID]
    /// Which of them are true, and which are null.
    private(set) var key = Key()

    /// Tells the choices of two requests apart.
    struct Key: Hashable, Sendable {
        fileprivate(set) var isTrue = PositionSet()
        fileprivate(set) var isNull = PositionSet()
    }

    init(variables: [NameID]) { self.variables = variables }

    /// Notes the value of the variable at a position; they are noted in order.
    mutating func set(_ position: Int, to value: Bool?) {
        switch value {
        case true?: key.isTrue.insert(position)
        case false?: break
        case nil: key.isNull.insert(position)
        }
    }

    /// The value of a variable; nil where it is null.
    func value(of name: NameID) -> Bool? {
        guard let position = variables.firstIndex(of: name) else { return false }
        return key.isNull.contains(position) ? nil : key.isTrue.contains(position)
    }
}

/// A set of positions that grows in order; the first 64 take no memory of their own.
struct PositionSet: Hashable, Sendable {
    private var first: UInt64 = 0
    private var more: [UInt64] = []

    /// Adds a position.
    mutating func insert(_ position: Int) {
        guard position >= 64 else { return first |= 1 << UInt64(position) }
        let word = position / 64 - 1
        while more.count <= word { more.append(0) }
        more[word] |= 1 << UInt64(position % 64)
    }

    /// Whether a position was added.
    func contains(_ position: Int) -> Bool {
        guard position >= 64 else { return first & (1 << UInt64(position)) != 0 }
        let word = position / 64 - 1
        return word < more.count && more[word] & (1 << UInt64(position % 64)) != 0
    }
}

extension PreparedDocument {
    /// The variables that decide on the conditions of an operation, each once.
    ///
    /// - Complexity: O(selections of the operation and of the fragments that it reaches).
    static func conditionVariables(
        of operation: Document.OperationDefinition, _ document: Document, _ symbols: [SymbolID],
        _ isIncremental: Bool
    ) -> [NameID] {
        guard !document.directives.isEmpty else { return [] }
        let deciding: [SymbolID] = isIncremental ? [.skip, .include, .defer, .stream] : [.skip, .include]
        var names: [NameID] = []
        var reached: Set<NameID> = []
        var pending = [operation.selectionSet]
        func note(_ directives: IndexRange) {
            for index in directives where deciding.contains(symbols[document.directives[index].name.index]) {
                for position in document.directives[index].arguments
                where symbols[document.arguments[position].name.index] == .if {
                    let value = document.values[Int(document.arguments[position].value)]
                    if value.kind == .variable, !names.contains(value.name) { names.append(value.name) }
                }
            }
        }
        while let selectionSet = pending.popLast() {
            for position in selectionSet {
                let selection = document.selections[position]
                switch selection.kind {
                case .field:
                    note(document.fields[selection.index].directives)
                    pending.append(document.fields[selection.index].selectionSet)
                case .inlineFragment:
                    note(document.inlineFragments[selection.index].directives)
                    pending.append(document.inlineFragments[selection.index].selectionSet)
                case .fragmentSpread:
                    let spread = document.fragmentSpreads[selection.index]
                    note(spread.directives)
                    guard reached.insert(spread.name).inserted,
                        let fragment = document.fragments.first(where: { $0.name == spread.name })
                    else { continue }
                    pending.append(fragment.selectionSet)
                }
            }
        }
        return names
    }
}
