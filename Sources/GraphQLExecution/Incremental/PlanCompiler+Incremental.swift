import GraphQLLanguage
import GraphQLSchema

/// What the compiler knows of `@defer` and `@stream` while it makes a plan that delivers later.
struct IncrementalCompilation {
    /// Directives that are not followed, by index in the document.
    let ignored: Set<Int>
    /// For each part the directives that made it.
    var directivesOfPart: [[Int]] = [[]]
}

/// What a scope inherits of `@defer` and `@stream`.
struct DeliveryContext {
    /// Under which usage each selection set of the position stands; empty for none.
    var usages: [Int] = []
    /// The usages that decide on the delivery of the fields around.
    var deciding: [Int] = []
    /// The part that loads started here belong to.
    var part = 0
    /// The rows of a streamed list for which loads started here are made.
    var items: PlanItems?
    /// `@stream` of the field that is being compiled, by index in the document.
    var stream: Int?
}

extension PlanCompiler {
    /// Directives that brought loads of their own: only they let the rest of the response come earlier.
    var loadingDirectives: Set<Int> {
        let loading = plan.loads.lazy.filter { $0.loader != nil }.map(\.part)
        return Set(loading.flatMap { incremental?.directivesOfPart[$0] ?? [] })
    }

    /// Compiles a scope whose fields may be delivered later. BuildExecutionPlan
    mutating func incrementalScope(
        _ type: TypeID, _ selectionSets: [IndexRange], _ context: Context, isRoot: Bool
    ) throws(PlanTooLarge) -> Int {
        let usageStart = plan.delivery.usages.count
        var collector = IncrementalCollector(
            self.collector, ignored: incremental?.ignored ?? [], usages: plan.delivery.usages)
        for (number, selectionSet) in selectionSets.enumerated() {
            let usages = context.delivery.usages
            collector.collect(selectionSet, type, under: number < usages.count ? usages[number] : -1)
        }
        guard !collector.isFull else { throw PlanTooLarge.deliveries }
        try charge(collector.visitedCount)
        if let condition = collector.undecided { return undecidedScope(condition) }
        plan.delivery.usages = collector.usages
        var present: [FieldGroup] = []
        var later: [(usages: [Int], groups: [FieldGroup])] = []
        for group in collector.groups {
            let deciding = DeferUsage.deciding(group.usages, collector.usages)
            if deciding == context.delivery.deciding {
                present.append(group)
            } else if let known = later.firstIndex(where: { $0.usages == deciding }) {
                later[known].groups.append(group)
            } else {
                later.append((deciding, [group]))
            }
        }
        let newUsages = Array(usageStart..<plan.delivery.usages.count)
        guard !later.isEmpty || !newUsages.isEmpty else {
            return try scope(of: present, type, context, isRoot: isRoot)
        }
        let deferral = plan.delivery.deferrals.count
        plan.delivery.deferrals.append(PlanDeferral(usages: newUsages, groups: []))
        let scope = try scope(of: present, type, context, isRoot: isRoot, deferral: deferral)
        for set in later {
            let group = try executionGroup(set.groups, set.usages, type, context)
            plan.delivery.deferrals[deferral].groups.append(group)
        }
        return scope
    }

    private mutating func executionGroup(
        _ groups: [FieldGroup], _ usages: [Int], _ type: TypeID, _ context: Context
    ) throws(PlanTooLarge) -> PlanDeferral.ExecutionGroup {
        var inner = context
        inner.delivery.deciding = usages
        inner.delivery.part = newPart(usages.map { plan.delivery.usages[$0].directive })
        inner.round = 0
        return PlanDeferral.ExecutionGroup(
            usages: usages, scope: try scope(of: groups, type, inner, isRoot: false),
            part: inner.delivery.part)
    }

    /// Puts the mark of what a scope defers before the scope's fields.
    mutating func place(_ deferral: Int) {
        plan.fields.append(
            PlanField(
                opcode: .deferral, isNonNull: false, key: TextSlice(),
                first: Int32(truncatingIfNeeded: deferral), offset: 0))
        plan.coordinates.append("")
    }

    private mutating func newPart(_ directives: [Int]) -> Int {
        plan.delivery.partCount += 1
        incremental?.directivesOfPart.append(directives)
        return plan.delivery.partCount - 1
    }

    // MARK: Streams

    /// `@stream` of a list field, if it is followed.
    func stream(_ node: Document.Field, _ definition: FieldDefinition) -> Int? {
        guard let incremental, definition.type.isList,
            let directive = collector.activeDirective(.stream, of: node.directives),
            !incremental.ignored.contains(directive)
        else { return nil }
        return directive
    }

    /// The null condition of a field's `@stream`, if it would be followed.
    func undecidedStream(_ node: Document.Field) -> UndecidedCondition? {
        incremental == nil ? nil : collector.undecidedCondition(.stream, of: node.directives)
    }

    /// Compiles the objects of a position; those of a streamed list twice: the loads below its later items
    /// are another part.
    mutating func objects(
        _ type: TypeID, _ selections: [IndexRange], _ context: Context, _ draft: inout FieldDraft
    ) throws(PlanTooLarge) {
        draft.field.isAbstract = schema[type].kind.isAbstract
        guard let directive = context.delivery.stream else {
            draft.field.second = try scopes(type, selections, context)
            return
        }
        let index = start(directive, draft.field)
        var head = context
        head.delivery.stream = nil
        head.delivery.items = PlanItems(stream: index, isTail: false)
        plan.delivery.streams[index].head.second = try scopes(type, selections, head)
        var tail = head
        tail.delivery = DeliveryContext()
        tail.delivery.part = plan.delivery.streams[index].part
        tail.delivery.items = PlanItems(stream: index, isTail: true)
        tail.round = 0
        tail.isRepeated = true
        plan.delivery.streams[index].tail.second = try scopes(type, selections, tail)
        draft.field.opcode = .streamed
        draft.field.first = Int32(truncatingIfNeeded: index)
    }

    /// Makes a list of leaves a streamed one.
    mutating func streamLeaves(_ context: Context, _ draft: inout FieldDraft) {
        guard let directive = context.delivery.stream, draft.field.opcode == .function else { return }
        let index = start(directive, draft.field)
        draft.field.opcode = .streamed
        draft.field.first = Int32(truncatingIfNeeded: index)
    }

    private mutating func start(_ directive: Int, _ field: PlanField) -> Int {
        let index = plan.delivery.streams.count
        plan.arguments.append(streamArguments(directive))
        plan.delivery.streams.append(
            PlanStream(
                label: collector.label(of: directive), arguments: plan.arguments.count - 1, head: field,
                tail: field, part: newPart([directive])))
        return index
    }

    private func streamArguments(_ directive: Int) -> PlanArguments {
        let argument = PlanArgument(
            name: "initialCount", type: FieldType(named: BuiltInScalar.int.typeID),
            literal: collector.argument(.initialCount, of: directive), defaultValue: .int(0))
        return .variable([argument])
    }

    private mutating func scopes(
        _ type: TypeID, _ selections: [IndexRange], _ context: Context
    ) throws(PlanTooLarge) -> Int32 {
        let objects =
            schema[type].kind.isAbstract
            ? try choice(type, selections, context) : try scope(type, selections, context)
        return Int32(truncatingIfNeeded: objects)
    }
}
