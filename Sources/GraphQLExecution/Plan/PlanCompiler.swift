import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// Makes the plan of one operation: merges selections, finds sources, and prepares loads.
///
/// Everything that does not depend on variables or rows is decided here, once per plan.
struct PlanCompiler {
    /// A set of rows that fields read: its columns become known while its scopes are compiled.
    struct Source {
        /// The load that brings the rows; nil for the root and for rows that a mutation brings.
        let load: Int?
        /// Places in the plan that hold a column index until positions are known.
        var patches: [Patch] = []
        /// Columns that are read.
        var columns: Set<Int> = []
        /// Which rows come; nil for all.
        var condition: RowCondition?
        /// Conditions that fields depend on.
        var flags: [[RowRule]] = []
        /// Places in the plan that hold a flag's number until positions are known.
        var flagPatches: [(patch: FlagPatch, flag: Int)] = []
    }

    /// Where a column index stands that must become a position.
    enum Patch {
        case field(Int)
        case function(Int, slot: Int)
        case cursor(Int, slot: Int)
        case choice(Int)
        case key(load: Int, part: Int)
        case loadGuard(Int)
    }

    /// Where a flag's number stands that must become a position.
    enum FlagPatch {
        case guardedCase(Int)
        case load(Int)
    }

    /// What a scope inherits from the positions above it.
    struct Context {
        /// Index into `sources`.
        var source: Int
        /// For embedded objects: the source's column for each column of the type.
        var columnMap: [Int]?
        /// The load whose rows are the parents of loads started here; -1 for the root.
        var parentLoad = -1
        /// The round of loads started here.
        var round = 0
        /// Values that enclosing fields bound.
        var bindings: [String: PlanParameter] = [:]
        /// Restricts loads started here to parent rows of one type: the column that names it and the name.
        var guardType: (column: Int, name: [UInt8])?
        /// Restricts loads started here to parent rows with a flag, by its number in the source.
        var flag: Int?
        /// Whether the object is made of no single row, so that nothing can depend on its row.
        var isRowless = false
        /// The root field above, for mutations.
        var rootField = -1
        /// The enclosing connection.
        var page: PageContext?
        /// The mutation whose payload is being compiled, by index into `Plan.mutations`.
        var mutation: Int?
        /// The objects around, by index into `PlanCost.terms`; -1 for the operation itself.
        var cost = -1
        /// Whether the same selections have been counted already.
        var isRepeated = false
        /// What `@defer` and `@stream` above mean for this position.
        var delivery = DeliveryContext()
    }

    /// The connection whose fields are being compiled.
    struct PageContext {
        let load: Int
        /// The connection's own, by index into `Plan.arguments`, or -1.
        let arguments: Int
        let plannedCursor: Int
        let nodeType: TypeID?
    }

    let document: Document
    let schema: Schema
    /// What the caller may see and do.
    let access: AccessPolicy
    let resolvers: ResolverTable
    let collector: FieldCollector
    let scalars: ScalarCheck
    let limits: ExecutionLimits
    var plan: Plan
    var sources: [Source] = []
    /// Fields below `__schema` and `__type`, which `limits.planFieldCountMax` bounds too.
    var introspectionFieldCount = 0
    /// Selections that were looked at, for each object type anew.
    var visitedSelectionCount = 0
    /// Whether a null condition made a position an error.
    var isUndecided = false
    /// For a plan that delivers later; nil for one that answers everything at once.
    var incremental: IncrementalCompilation?

    init(
        document: Document, symbols: [SymbolID], schema: Schema, access: AccessPolicy,
        resolvers: ResolverTable,
        conditions: ConditionValues, kind: Document.OperationKind, scalars: ScalarCheck,
        limits: ExecutionLimits
    ) {
        self.document = document
        self.schema = schema
        self.access = access
        self.resolvers = resolvers
        self.scalars = scalars
        self.limits = limits
        collector = FieldCollector(
            document: document, schema: schema, conditions: conditions, symbols: symbols)
        plan = Plan(kind: kind)
    }

    /// Compiles an operation whose document is valid.
    ///
    /// - Throws: `PlanTooLarge` when the plan would hold more fields than the limit.
    mutating func compile(
        _ operation: Document.OperationDefinition, rootType: TypeID
    ) throws(PlanTooLarge) -> Plan {
        sources = [Source(load: nil)]
        var context = Context(source: 0)
        context.isRowless = true
        plan.root = try scope(rootType, [operation.selectionSet], context, isRoot: true)
        finish(0)
        plan.cost.fix(plan.arguments)
        return plan
    }

    /// Compiles the selections of one object type; returns the scope's index.
    mutating func scope(
        _ type: TypeID, _ selectionSets: [IndexRange], _ context: Context, isRoot: Bool = false
    ) throws(PlanTooLarge) -> Int {
        guard incremental == nil else {
            return try incrementalScope(type, selectionSets, context, isRoot: isRoot)
        }
        let collected = try collect(selectionSets, for: type)
        if let condition = collected.undecided { return undecidedScope(condition) }
        return try scope(of: collected.groups, type, context, isRoot: isRoot)
    }

    /// Gathers the fields of a position, within the limit on the work of a plan.
    mutating func collect(
        _ selectionSets: [IndexRange], for type: TypeID
    ) throws(PlanTooLarge) -> CollectedFields {
        let collected = collector.collect(selectionSets, for: type)
        try charge(collected.visitedCount)
        return collected
    }

    /// Counts selections that were looked at.
    mutating func charge(_ selectionCount: Int) throws(PlanTooLarge) {
        visitedSelectionCount += selectionCount
        guard visitedSelectionCount <= limits.planSelectionCountMax else { throw PlanTooLarge.selections }
    }

    /// A scope that is an error wherever an object of it should stand.
    mutating func undecidedScope(_ condition: UndecidedCondition) -> Int {
        isUndecided = true
        plan.fields.append(
            PlanField(opcode: .undecided, isNonNull: true, key: TextSlice(), offset: condition.offset))
        plan.coordinates.append(condition.message)
        plan.scopes.append(PlanScope(start: plan.fields.count - 1, count: 1))
        return plan.scopes.count - 1
    }

    /// Compiles fields that stand in one object; `deferral` is what begins there besides.
    mutating func scope(
        of groups: [FieldGroup], _ type: TypeID, _ context: Context, isRoot: Bool, deferral: Int? = nil
    ) throws(PlanTooLarge) -> Int {
        var fields: [PlanField] = []
        var coordinates: [String] = []
        var patches: [(field: Int, column: Int)] = []
        fields.reserveCapacity(groups.count)
        for (number, group) in groups.enumerated() {
            var context = context
            if isRoot { context.rootField = number }
            context.delivery.usages = group.usages
            var draft = try field(group, of: type, context)
            draft.field.key = key(group.responseName, isFirst: number == 0)
            if let column = draft.column { patches.append((number, column)) }
            fields.append(draft.field)
            coordinates.append(draft.coordinate)
        }
        if let deferral { place(deferral) }
        let start = plan.fields.count
        guard start + fields.count <= limits.planFieldCountMax else { throw PlanTooLarge.fields }
        plan.fields += fields
        plan.coordinates += coordinates
        for (number, group) in groups.enumerated() where group.nodes.count > 1 {
            plan.mergedOffsets[start + number] = group.nodes.prefix(limits.validation.locationCountMax)
                .map { document.fields[$0].offset }
        }
        for patch in patches { need(patch.column, .field(start + patch.field), in: context) }
        if isRoot { numberMutations(from: start) }
        let marks = deferral == nil ? 0 : 1
        plan.scopes.append(PlanScope(start: start - marks, count: fields.count + marks))
        return plan.scopes.count - 1
    }

    /// Notes that a source must bring a column, and where its position goes.
    mutating func need(_ column: Int, _ patch: Patch, in context: Context) {
        let column = context.columnMap.map { $0[column] } ?? column
        sources[context.source].columns.insert(column)
        sources[context.source].patches.append(patch)
        set(patch, to: column)
    }

    /// Prepares the source's load for the columns that turned out to be needed, and fills in positions.
    mutating func finish(_ source: Int) {
        let columns = sources[source].columns.sorted()
        guard let load = sources[source].load, let loader = plan.loads[load].loader else { return }
        // A load without rows needs no statement; its positions are never followed.
        guard !plan.loads[load].isClosed else { return }
        let flags = sources[source].flags
        let statement = loader.prepare(
            LoadShape(
                columns: columns, condition: sources[source].condition, flags: flags,
                companions: companions(of: loader)))
        precondition(statement.positions.count == columns.count, "\(loader.name) must place every column")
        precondition(statement.flagPositions.count == flags.count, "\(loader.name) must place every flag")
        for (patch, flag) in sources[source].flagPatches { set(patch, to: statement.flagPositions[flag]) }
        plan.loads[load].statement = statement
        var positions: [Int: Int] = [:]
        for (column, position) in zip(columns, statement.positions) { positions[column] = position }
        for patch in sources[source].patches { move(patch, positions) }
    }

    /// `{"key":` or `,"key":`, so that the writer copies it in one go.
    private mutating func key(_ name: NameID, isFirst: Bool) -> TextSlice {
        append(keyBytes(name, isFirst: isFirst))
    }

    func keyBytes(_ name: NameID, isFirst: Bool) -> [UInt8] {
        (isFirst ? [0x22] : [0x2C, 0x22]) + Array(document.nameBytes(name)) + [0x22, 0x3A]
    }

    mutating func append(_ bytes: [UInt8]) -> TextSlice {
        let slice = TextSlice(
            start: UInt32(truncatingIfNeeded: plan.text.count), count: UInt32(truncatingIfNeeded: bytes.count)
        )
        plan.text += bytes
        return slice
    }

    private mutating func numberMutations(from start: Int) {
        for index in plan.mutations.indices { plan.mutations[index].field += start }
    }
}

/// The plan would be larger, or cost more to make, than a limit allows.
enum PlanTooLarge: Error {
    /// `graphql.maxPlanFields`
    case fields
    /// `graphql.maxPlanSelections`
    case selections
    /// `@defer` stands in more places than a plan follows; the plain plan may do.
    case deliveries
}
