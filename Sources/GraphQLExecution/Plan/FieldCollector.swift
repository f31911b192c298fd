import GraphQLLanguage
import GraphQLSchema

/// Fields of one response name, in the order of the document.
struct FieldGroup {
    let responseName: NameID
    /// Indices into `Document.fields`; never empty.
    var nodes: [Int]
    /// Under which `@defer` each of them stands, in a plan that delivers later.
    var usages: [Int] = []
}

/// Fields as they are gathered, one group a response name.
struct FieldGroups {
    private(set) var groups: [FieldGroup] = []
    /// Where the groups stand, once they are many.
    private var positions: [NameID: Int] = [:]
    /// As many groups as are looked through one by one.
    private static let listedCountMax = 16

    /// Adds a field to the group of its response name; `usage` is the `@defer` that it stands under.
    mutating func add(_ node: Int, _ responseName: NameID, under usage: Int? = nil) {
        let position: Int
        if let known = self.position(of: responseName) {
            position = known
            groups[position].nodes.append(node)
        } else {
            position = groups.count
            groups.append(FieldGroup(responseName: responseName, nodes: [node]))
            if groups.count == Self.listedCountMax {
                for (position, group) in groups.enumerated() { positions[group.responseName] = position }
            } else if groups.count > Self.listedCountMax {
                positions[responseName] = position
            }
        }
        if let usage { groups[position].usages.append(usage) }
    }

    private func position(of name: NameID) -> Int? {
        groups.count < Self.listedCountMax
            ? groups.firstIndex { $0.responseName == name } : positions[name]
    }
}

/// What a position's selection sets ask for.
struct CollectedFields {
    fileprivate(set) var fields = FieldGroups()
    /// The selections that were looked at.
    fileprivate(set) var visitedCount = 0
    /// A condition that is neither true nor false: the position is an error.
    fileprivate(set) var undecided: UndecidedCondition?

    /// The groups in the order of the document.
    var groups: [FieldGroup] { fields.groups }
}

/// The `if` of a directive whose variable is null.
struct UndecidedCondition: Sendable {
    /// Where the variable stands.
    let offset: Int32
    let variable: String

    /// What is wrong, for people.
    var message: String {
        "Argument \"if\" of type \"Boolean!\" must not be null, which \"$\(variable)\" is."
    }
}

/// Gathers the fields that apply to one object type. CollectFields, §6.3.2
///
/// Conditions are decided here, so that the executor never sees a skipped field.
struct FieldCollector {
    /// What the directives of a selection say.
    enum Inclusion {
        case included
        case skipped
        case undecided(UndecidedCondition)
    }

    /// What a condition says.
    enum Condition {
        case holds(Bool)
        case undecided(UndecidedCondition)
    }

    let document: Document
    let schema: Schema
    let conditions: ConditionValues
    /// What the document's names mean in the schema, by `NameID`.
    let symbols: [SymbolID]

    /// The groups of several selection sets that share one response position.
    ///
    /// - Complexity: O(selections).
    func collect(_ selectionSets: [IndexRange], for type: TypeID) -> CollectedFields {
        var collected = CollectedFields()
        var visited: Set<NameID> = []
        for selectionSet in selectionSets { collect(selectionSet, type, &collected, &visited) }
        return collected
    }

    private func collect(
        _ selectionSet: IndexRange, _ type: TypeID, _ collected: inout CollectedFields,
        _ visited: inout Set<NameID>
    ) {
        for position in selectionSet where collected.undecided == nil {
            collected.visitedCount += 1
            let selection = document.selections[position]
            switch selection.kind {
            case .field:
                let field = document.fields[selection.index]
                guard isIncluded(field.directives, &collected) else { continue }
                collected.fields.add(selection.index, field.responseName)
            case .fragmentSpread:
                let spread = document.fragmentSpreads[selection.index]
                guard isIncluded(spread.directives, &collected), visited.insert(spread.name).inserted,
                    let fragment = document.fragments.first(where: { $0.name == spread.name }),
                    applies(fragment.typeCondition, to: type)
                else { continue }
                collect(fragment.selectionSet, type, &collected, &visited)
            case .inlineFragment:
                let fragment = document.inlineFragments[selection.index]
                guard isIncluded(fragment.directives, &collected) else { continue }
                if let condition = fragment.typeCondition, !applies(condition, to: type) { continue }
                collect(fragment.selectionSet, type, &collected, &visited)
            }
        }
    }

    private func isIncluded(_ directives: IndexRange, _ collected: inout CollectedFields) -> Bool {
        if directives.isEmpty { return true }
        switch inclusion(directives) {
        case .included: return true
        case .skipped: return false
        case .undecided(let condition):
            collected.undecided = condition
            return false
        }
    }

    /// DoesFragmentTypeApply, §6.3.2
    func applies(_ condition: NameID, to type: TypeID) -> Bool {
        guard let conditionType = schema.type(symbols[condition.index]) else { return false }
        return conditionType == type || schema.isPossible(type, for: conditionType)
    }

    /// Whether `@skip` and `@include` let a selection through; `@skip` is asked first.
    func inclusion(_ directives: IndexRange) -> Inclusion {
        for symbol in [SymbolID.skip, .include] {
            for position in directives where symbols[document.directives[position].name.index] == symbol {
                switch condition(document.directives[position]) {
                case .holds(let holds)?:
                    if holds == (symbol == .skip) { return .skipped }
                case .undecided(let condition)?: return .undecided(condition)
                case nil: continue
                }
            }
        }
        return .included
    }

    /// The `if` of a directive; nil where there is none.
    func condition(_ directive: Document.Directive) -> Condition? {
        for position in directive.arguments where isIf(document.arguments[position]) {
            let value = document.values[Int(document.arguments[position].value)]
            switch value.kind {
            case .true: return .holds(true)
            case .false: return .holds(false)
            case .variable:
                if let holds = conditions.value(of: value.name) { return .holds(holds) }
                return .undecided(
                    UndecidedCondition(offset: value.offset, variable: document.name(value.name)))
            default: return nil
            }
        }
        return nil
    }

    private func isIf(_ argument: Document.Argument) -> Bool { symbols[argument.name.index] == .if }
}
