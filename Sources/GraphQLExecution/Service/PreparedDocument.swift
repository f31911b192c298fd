import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Synchronization

/// A document that was parsed and validated under one access policy, with the plans made from it so far.
///
/// Invalid documents are kept too, so that repeating one costs a look-up.
final class PreparedDocument: Sendable {
    /// What parsing and validation found.
    enum Outcome: Sendable {
        case valid(Document)
        case syntaxError(SyntaxError)
        case invalid([ValidationError])
    }

    /// Which plan of the document: the operation, the variables of its conditions that are true, and whether
    /// it may deliver later.
    struct PlanKey: Hashable {
        let operation: Int
        let conditions: ConditionValues.Key
        let incrementally: Bool
    }

    let source: [UInt8]
    let access: AccessPolicy
    let outcome: Outcome
    /// What the document's names mean in the schema, by `NameID`; empty unless valid.
    let symbols: [SymbolID]
    /// The variables that each operation declares.
    let variables: [[VariableDeclaration]]
    /// For each operation the variables in its `@skip` and `@include`, and in the `if` of `@defer` and
    /// `@stream`.
    let conditionVariables: [[NameID]]
    /// Where `__schema` or `__type` first stands; nil unless valid and asking for one of them.
    let introspectionOffset: Int32?
    /// Whether `@defer` or `@stream` stands in it.
    let isIncremental: Bool
    private let plans: Mutex<[PlanKey: CompiledPlan]> = Mutex([:])

    init(source: [UInt8], access: AccessPolicy, outcome: Outcome, schema: Schema) {
        self.source = source
        self.access = access
        self.outcome = outcome
        if case .valid(let document) = outcome {
            let symbols = schema.symbols(of: document)
            self.symbols = symbols
            variables = document.operations.map { operation in
                operation.variableDefinitions.map { index in
                    VariableDeclaration(document.variableDefinitions[index], document, schema, symbols)
                }
            }
            let introspection = [schema[FieldID.schema].symbol, schema[FieldID.type].symbol]
            introspectionOffset =
                document.fields.first { introspection.contains(symbols[$0.name.index]) }?.offset
            isIncremental =
                schema.deliversIncrementally
                && document.directives.contains {
                    symbols[$0.name.index] == .defer || symbols[$0.name.index] == .stream
                }
            conditionVariables = document.operations.map { [isIncremental] operation in
                Self.conditionVariables(of: operation, document, symbols, isIncremental)
            }
        } else {
            symbols = []
            variables = []
            conditionVariables = []
            introspectionOffset = nil
            isIncremental = false
        }
    }

    /// Whether operations of it can run.
    var isValid: Bool {
        if case .valid = outcome { true } else { false }
    }

    /// Roughly how many bytes it holds without its plans: the arena's nodes take about twelve times the text,
    /// an invalid document keeps its text and its errors.
    var byteCount: Int {
        switch outcome {
        case .valid: source.count * 12 + 4_096
        case .syntaxError: source.count + 1_024
        case .invalid(let errors): source.count + errors.count * 512 + 1_024
        }
    }

    /// The place of an error in a valid document.
    func locations(ofOffset offset: Int32) -> [SourceLocation] {
        guard case .valid(let document) = outcome else { return [] }
        return [document.location(ofOffset: offset)]
    }

    /// The plan under a key, if it was made before.
    func plan(_ key: PlanKey) -> CompiledPlan? { plans.withLock { $0[key] } }

    /// Keeps a plan unless the document has too many already, or somebody has made the same one meanwhile.
    ///
    /// - Returns: the plan to run, and whether it is the given one that is kept.
    func keep(
        _ plan: CompiledPlan, under key: PlanKey, countMax: Int
    ) -> (plan: CompiledPlan, isKept: Bool) {
        plans.withLock { plans in
            if let known = plans[key] { return (known, false) }
            guard plans.count < countMax else { return (plan, false) }
            plans[key] = plan
            return (plan, true)
        }
    }
}

/// A plan, shared by the requests that run it: passing it on costs one reference.
final class CompiledPlan: Sendable {
    let plan: Plan
    /// The loads of each round of each part; those that a mutation fills itself belong to none.
    let parts: [[[Int]]]
    /// The loads of each round of the initial result.
    let rounds: [[Int]]
    /// Loads whose loaders look at their field's arguments first.
    let checkedLoads: [Int]

    init(_ plan: Plan) {
        self.plan = plan
        var parts = [[[Int]]](repeating: [], count: plan.delivery.partCount)
        for (index, load) in plan.loads.enumerated() where load.loader != nil {
            while parts[load.part].count <= load.round { parts[load.part].append([]) }
            parts[load.part][load.round].append(index)
        }
        self.parts = parts
        rounds = parts[0]
        checkedLoads = plan.loads.indices.filter {
            plan.loads[$0].arguments >= 0 && plan.loads[$0].loader?.check != nil
        }
    }

    /// Loads that can't be made with these arguments, each with the error of its field.
    func refusedLoads(
        _ arguments: [Arguments], _ failures: [Int: ArgumentError]
    ) -> [Int: FieldError] {
        var refused: [Int: FieldError] = [:]
        if !failures.isEmpty {
            for (index, load) in plan.loads.enumerated() {
                guard let failure = failures[load.arguments] else { continue }
                refused[index] = FieldError(message: failure.message, code: failure.code)
            }
        }
        for index in checkedLoads {
            let load = plan.loads[index]
            guard refused[index] == nil else { continue }
            refused[index] = load.loader?.check?(arguments[load.arguments])
        }
        return refused
    }
}
