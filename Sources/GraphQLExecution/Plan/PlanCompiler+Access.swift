import GraphQLLanguage
import GraphQLSchema

extension PlanCompiler {
    /// Compiles a field that is not simply shown.
    mutating func guarded(
        _ source: Field, _ definition: FieldDefinition, _ decision: FieldAccess, _ selections: [IndexRange],
        _ context: Context, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        var outcomes: [(flag: Int, outcome: FieldOutcome)] = []
        for entry in decision.cases {
            if let flag = flag(entry.rows, in: context) { outcomes.append((flag, entry.outcome)) }
        }
        guard !outcomes.isEmpty else {
            return try show(decision.otherwise, source, definition, selections, context, &draft)
        }
        var context = context
        // A field that not every row shows is delivered whole.
        context.delivery.stream = nil
        let isComposite = schema[definition.type.named].kind.isComposite
        let choice = isComposite ? choosing(in: context) : context
        var fields: [Int] = []
        for entry in outcomes {
            var inner = isComposite ? counting(.once, weight: 0, in: choice) : context
            inner.flag = entry.flag
            var shown = draft
            try show(entry.outcome, source, definition, selections, inner, &shown)
            fields.append(try place(shown, in: context))
        }
        var otherwise = draft
        let rest = isComposite ? counting(.once, weight: 0, in: choice) : context
        try show(decision.otherwise, source, definition, selections, rest, &otherwise)
        draft.field.opcode = .guarded
        draft.field.first = Int32(truncatingIfNeeded: plan.guardedCases.count)
        draft.field.second = Int32(truncatingIfNeeded: fields.count)
        draft.field.third = Int32(truncatingIfNeeded: try place(otherwise, in: context))
        for (entry, field) in zip(outcomes, fields) {
            sources[context.source].flagPatches.append((.guardedCase(plan.guardedCases.count), entry.flag))
            plan.guardedCases.append(PlanGuardedCase(flag: -1, field: field))
        }
    }

    /// Adds a field that belongs to no scope.
    private mutating func place(_ draft: FieldDraft, in context: Context) throws(PlanTooLarge) -> Int {
        let index = plan.fields.count
        guard index < limits.planFieldCountMax else { throw PlanTooLarge.fields }
        plan.fields.append(draft.field)
        plan.coordinates.append(draft.coordinate)
        if let column = draft.column { need(column, .field(index), in: context) }
        return index
    }

    /// The number of a condition's flag in the source of a position; nil where no row can have one.
    private mutating func flag(_ rules: [RowRule], in context: Context) -> Int? {
        guard !context.isRowless, let load = sources[context.source].load,
            plan.loads[load].loader?.takesConditions == true
        else { return nil }
        if let known = sources[context.source].flags.firstIndex(of: rules) { return known }
        sources[context.source].flags.append(rules)
        return sources[context.source].flags.count - 1
    }

    private mutating func show(
        _ outcome: FieldOutcome, _ source: Field, _ definition: FieldDefinition, _ selections: [IndexRange],
        _ context: Context, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        switch outcome {
        case .value: try shown(source, definition, selections, context, &draft)
        case .null where definition.type.isNonNull: forbid(&draft)
        case .null: constant(Array("null".utf8), &draft)
        case .error: forbid(&draft)
        case .masked(.constant(let value)):
            guard let json = value.json, value != .null || !definition.type.isNonNull else {
                return forbid(&draft)
            }
            constant(json, &draft)
        case .masked(let mask):
            guard schema[definition.type.named].kind.isLeaf, !definition.type.isList else {
                return forbid(&draft)
            }
            try shown(source, definition, selections, context, &draft)
            guard draft.field.opcode != .forbidden else { return }
            draft.field.third = Int32(truncatingIfNeeded: plan.masks.count)
            plan.masks.append(PlanMask(opcode: draft.field.opcode, mask: mask))
            draft.field.opcode = .masked
        }
    }

    /// Makes the field null and an error.
    mutating func forbid(_ draft: inout FieldDraft) {
        draft.field.opcode = .forbidden
        draft.column = nil
    }

    /// Whether the rows that a field shows as objects can be told to exist: loads bring those that do; what
    /// comes otherwise must be of types without rules.
    func areRowsKnown(_ source: Field.Source, _ type: TypeID, _ context: Context) -> Bool {
        guard access.limitsRows, schema[type].kind.isComposite else { return true }
        switch source {
        case .one, .many, .node, .pageNode: return true
        case .pageItems where context.page?.nodeType == type: return true
        default: break
        }
        return schema[type].possibleTypes.types.allSatisfy { possible in
            // A type without any rows is hidden, which is looked after elsewhere.
            switch access.rows(of: possible) {
            case .all, .matching([]): true
            case .matching: false
            }
        }
    }

    /// Which rows of a position's type exist; nil for all.
    func condition(_ type: TypeID) -> RowCondition? {
        guard access.limitsRows else { return nil }
        guard schema[type].kind.isAbstract else {
            let shown = resolvers.shownType(of: type).flatMap { rules(on: $0) }
            guard case .matching(let rules) = access.rows(of: type) else { return shown }
            guard let shown, !rules.isEmpty else { return .any(rules) }
            return .both(.any(rules), shown)
        }
        var byType: [String: [RowRule]] = [:]
        for possible in schema[type].possibleTypes.types {
            if case .matching(let rules) = access.rows(of: possible) { byType[schema[possible].name] = rules }
        }
        guard !byType.isEmpty else { return nil }
        guard let column = resolvers.typeNameColumn(of: type) else { return .any([]) }
        return .byType(column: column, byType)
    }

    /// The rules on rows of a type that is not shown itself: who is not granted it is told nothing of its
    /// rows, which is no rule; nil for none.
    private func rules(on type: TypeID) -> RowCondition? {
        guard case .matching(let rules) = access.rows(of: type), !rules.isEmpty else { return nil }
        return .any(rules)
    }

    /// Whether rules leave out rows of a look-up that no field shows.
    func hasRules(onRowsBehind loader: Loader) -> Bool {
        resolvers.rowTypes(of: loader).contains { rules(on: $0) != nil }
    }

    /// The statements of a loader's companions under the rules on the types of their rows; nil for one of
    /// which all rows exist.
    func companions(of loader: Loader) -> [LoadStatement?] {
        loader.companions.map { companion in
            let types = resolvers.rowTypes(of: companion)
            let rules = types.compactMap { self.rules(on: $0) }
            guard !rules.isEmpty else { return nil }
            let isOne = types.count == 1 && companion.takesConditions
            let condition = isOne ? rules[0] : .any([])
            return companion.prepare(LoadShape(columns: [], condition: condition, flags: []))
        }
    }

    /// Where the type of rows is not known: none, unless all rows of all types exist.
    var closedUnlessAll: RowCondition? { access.hasRowRules ? .any([]) : nil }

    /// Which rows of a look-up exist that no field shows; nil for all.
    func condition(ofRowsBehind loader: Loader) -> RowCondition? {
        let types = resolvers.rowTypes(of: loader)
        guard let first = types.first else { return closedUnlessAll }
        let condition = condition(first)
        return types.dropFirst().allSatisfy { self.condition($0) == condition } ? condition : .any([])
    }

    /// Gives a load the condition of its rows, or closes it where that leaves none.
    mutating func restrict(_ load: Int, to condition: RowCondition?) {
        guard let condition, let loader = plan.loads[load].loader else { return }
        if condition == .any([]) || !loader.takesConditions { plan.loads[load].isClosed = true }
        guard let source = sources.firstIndex(where: { $0.load == load }) else { return }
        sources[source].condition = condition
    }
}
