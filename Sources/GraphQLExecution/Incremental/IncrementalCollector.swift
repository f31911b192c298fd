import GraphQLLanguage
import GraphQLSchema

/// Gathers the fields of one object type together with the `@defer` that each stands under.
///
/// As `FieldCollector`, for plans that deliver later. CollectFields as the proposal of incremental delivery
/// has it.
struct IncrementalCollector {
    let fields: FieldCollector
    /// Directives that are not followed, by index in the document.
    let ignored: Set<Int>
    /// All usages of the plan, those of this collection last.
    var usages: [DeferUsage]
    private var collected = FieldGroups()
    /// A condition that is neither true nor false: the position is an error.
    private(set) var undecided: UndecidedCondition?
    /// The selections that were looked at.
    private(set) var visitedCount = 0
    /// The directives under which each fragment has been visited; -1 is none.
    private var visited: [NameID: [Int]] = [:]

    init(_ fields: FieldCollector, ignored: Set<Int>, usages: [DeferUsage]) {
        self.fields = fields
        self.ignored = ignored
        self.usages = usages
    }

    private var document: Document { fields.document }

    /// The groups in the order of the document.
    var groups: [FieldGroup] { collected.groups }

    /// Whether there are more usages than a plan follows; gathering stops then.
    var isFull: Bool { usages.count > PlanCompiler.usageCountMax }

    /// Gathers a selection set that stands under a usage, or under none (-1).
    ///
    /// - Complexity: O(selections).
    mutating func collect(_ selectionSet: IndexRange, _ type: TypeID, under usage: Int) {
        for position in selectionSet where undecided == nil && !isFull {
            visitedCount += 1
            let selection = document.selections[position]
            switch selection.kind {
            case .field: add(selection.index, under: usage)
            case .fragmentSpread: spread(document.fragmentSpreads[selection.index], type, under: usage)
            case .inlineFragment:
                let fragment = document.inlineFragments[selection.index]
                guard isIncluded(fragment.directives) else { continue }
                if let condition = fragment.typeCondition, !fields.applies(condition, to: type) { continue }
                let inner = deferral(fragment.directives, under: usage).map { add($0) } ?? usage
                collect(fragment.selectionSet, type, under: inner)
            }
        }
    }

    private mutating func add(_ node: Int, under usage: Int) {
        let field = document.fields[node]
        guard isIncluded(field.directives) else { return }
        collected.add(node, field.responseName, under: usage)
    }

    private mutating func isIncluded(_ directives: IndexRange) -> Bool {
        switch fields.inclusion(directives) {
        case .included: return true
        case .skipped: return false
        case .undecided(let condition):
            undecided = condition
            return false
        }
    }

    private mutating func spread(_ spread: Document.FragmentSpread, _ type: TypeID, under usage: Int) {
        guard isIncluded(spread.directives),
            let fragment = document.fragments.first(where: { $0.name == spread.name }),
            fields.applies(fragment.typeCondition, to: type)
        else { return }
        let own = deferral(spread.directives, under: usage)
        let directive = own?.directive ?? (usage < 0 ? -1 : usages[usage].directive)
        let seen = visited[spread.name] ?? []
        guard !seen.contains(-1), !seen.contains(directive) else { return }
        visited[spread.name] = seen + [directive]
        collect(fragment.selectionSet, type, under: own.map { add($0) } ?? usage)
    }

    private mutating func add(_ usage: DeferUsage) -> Int {
        usages.append(usage)
        return usages.count - 1
    }

    private mutating func deferral(_ directives: IndexRange, under parent: Int) -> DeferUsage? {
        if let condition = fields.undecidedCondition(.defer, of: directives) { undecided = condition }
        guard let directive = fields.activeDirective(.defer, of: directives), !ignored.contains(directive)
        else {
            return nil
        }
        return DeferUsage(directive: directive, label: fields.label(of: directive), parent: parent)
    }
}

extension FieldCollector {
    /// The index of `@defer` or `@stream` among directives, unless its `if` is false.
    func activeDirective(_ symbol: SymbolID, of directives: IndexRange) -> Int? {
        for position in directives where symbols[document.directives[position].name.index] == symbol {
            if case .holds(false)? = condition(document.directives[position]) { return nil }
            return position
        }
        return nil
    }

    /// The null `if` of a `@defer` or `@stream` among directives.
    func undecidedCondition(_ symbol: SymbolID, of directives: IndexRange) -> UndecidedCondition? {
        for position in directives where symbols[document.directives[position].name.index] == symbol {
            if case .undecided(let found)? = condition(document.directives[position]) { return found }
        }
        return nil
    }

    /// The literal `label` of a directive.
    func label(of directive: Int) -> String? {
        argument(.label, of: directive).flatMap { index in
            let value = document.values[Int(index)]
            return value.kind == .string || value.kind == .blockString ? document.string(value) : nil
        }
    }

    /// The value of a directive's argument, as an index into the document's values.
    func argument(_ symbol: SymbolID, of directive: Int) -> Int32? {
        for position in document.directives[directive].arguments {
            let argument = document.arguments[position]
            if symbols[argument.name.index] == symbol { return argument.value }
        }
        return nil
    }
}

extension DeferUsage {
    /// The usages that decide on a field's delivery: none if the field is also asked for at once, and no
    /// usage inside another of them. GetFilteredDeferUsageSet
    static func deciding(_ given: [Int], _ usages: [DeferUsage]) -> [Int] {
        guard !given.contains(-1) else { return [] }
        let distinct = Set(given)
        return distinct.filter { usage in
            var parent = usages[usage].parent
            while parent >= 0 {
                if distinct.contains(parent) { return false }
                parent = usages[parent].parent
            }
            return true
        }.sorted()
    }
}
