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

/// Which variables of conditions (`@skip`, `@include`, and `if` of `@defer` and `@stream`) are true: the
/// request mask that a plan is made for.
struct ConditionValues: Hashable, Sendable {
    /// Values in the order of `PreparedDocument.conditionVariables`.
    var bits: UInt64 = 0
    /// One bit a variable.
    static let countMax = 64
    let variables: [NameID]

    /// The value of a variable that the document uses in a condition.
    func value(of name: NameID) -> Bool {
        guard let index = variables.firstIndex(of: name) else { return false }
        return bits & (1 << UInt64(index)) != 0
    }
}

/// Gathers the fields that apply to one object type. CollectFields, §6.3.2
///
/// Conditions are decided here, so that the executor never sees a skipped field.
struct FieldCollector {
    let document: Document
    let schema: Schema
    let conditions: ConditionValues
    /// What the document's names mean in the schema, by `NameID`.
    let symbols: [SymbolID]

    /// The groups of several selection sets that share one response position.
    ///
    /// - Complexity: O(selections × distinct response names).
    func collect(_ selectionSets: [IndexRange], for type: TypeID) -> [FieldGroup] {
        var groups: [FieldGroup] = []
        var visited: Set<NameID> = []
        for selectionSet in selectionSets { collect(selectionSet, type, &groups, &visited) }
        return groups
    }

    private func collect(
        _ selectionSet: IndexRange, _ type: TypeID, _ groups: inout [FieldGroup], _ visited: inout Set<NameID>
    ) {
        for position in selectionSet {
            let selection = document.selections[position]
            switch selection.kind {
            case .field:
                let field = document.fields[selection.index]
                guard isIncluded(field.directives) else { continue }
                if let group = groups.firstIndex(where: { $0.responseName == field.responseName }) {
                    groups[group].nodes.append(selection.index)
                } else {
                    groups.append(FieldGroup(responseName: field.responseName, nodes: [selection.index]))
                }
            case .fragmentSpread:
                let spread = document.fragmentSpreads[selection.index]
                guard isIncluded(spread.directives), visited.insert(spread.name).inserted,
                    let fragment = document.fragments.first(where: { $0.name == spread.name }),
                    applies(fragment.typeCondition, to: type)
                else { continue }
                collect(fragment.selectionSet, type, &groups, &visited)
            case .inlineFragment:
                let fragment = document.inlineFragments[selection.index]
                guard isIncluded(fragment.directives) else { continue }
                if let condition = fragment.typeCondition, !applies(condition, to: type) { continue }
                collect(fragment.selectionSet, type, &groups, &visited)
            }
        }
    }

    /// DoesFragmentTypeApply, §6.3.2
    func applies(_ condition: NameID, to type: TypeID) -> Bool {
        guard let conditionType = schema.type(symbols[condition.index]) else { return false }
        return conditionType == type || schema.isPossible(type, for: conditionType)
    }

    func isIncluded(_ directives: IndexRange) -> Bool {
        for position in directives {
            let directive = document.directives[position]
            switch symbols[directive.name.index] {
            case .skip where condition(directive) == true: return false
            case .include where condition(directive) == false: return false
            default: continue
            }
        }
        return true
    }

    func condition(_ directive: Document.Directive) -> Bool? {
        for position in directive.arguments where isIf(document.arguments[position]) {
            let value = document.values[Int(document.arguments[position].value)]
            switch value.kind {
            case .true: return true
            case .false: return false
            case .variable: return conditions.value(of: value.name)
            default: return nil
            }
        }
        return nil
    }

    private func isIf(_ argument: Document.Argument) -> Bool { symbols[argument.name.index] == .if }
}
