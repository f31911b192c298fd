import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// An operation ready to run.
struct PreparedOperation {
    let plan: CompiledPlan
    /// Coerced arguments by `PlanField.arguments`.
    let arguments: [Arguments]
    /// Arguments that could not be coerced, by the same index.
    let argumentFailures: [Int: ArgumentError]
    /// What it uses of what is deprecated: by its document, and by the variables of this request.
    let deprecations: [PlanDeprecation]
}

/// A response in place of a result.
struct RefusedOperation: Error {
    let response: GraphQLResponse
}

extension GraphQLService {
    /// Parses and validates a document, or finds it in the cache: the only way to an executable operation.
    func prepare(_ source: [UInt8], _ access: AccessPolicy) -> PreparedDocument {
        if let known = cache.document(source, access) { return known }
        return cache.keep(
            PreparedDocument(
                source: source, access: access, outcome: outcome(source, access), schema: schema))
    }

    /// Who may not ask for the schema is not told its names by guesses either.
    private func validationLimits(_ access: AccessPolicy) -> ValidationLimits {
        var validation = limits.validation
        validation.suggestions = validation.suggestions && allowsIntrospection(access)
        if let depthMax = access.depthMax {
            validation.depthMax = min(validation.depthMax, depthMax)
            validation.depthMaxByType = validation.depthMaxByType.mapValues { min($0, depthMax) }
        }
        return validation
    }

    private func allowsIntrospection(_ access: AccessPolicy) -> Bool {
        access.publishesSchema || limits.allowsIntrospection && access.introspection != .off
    }

    private func outcome(_ source: [UInt8], _ access: AccessPolicy) -> PreparedDocument.Outcome {
        do {
            let document = try Parser.parse(source, limits: limits.parser)
            let errors = validate(
                document, on: schema, view: access.view, limits: validationLimits(access),
                scalars: scalars)
            return errors.isEmpty ? .valid(document) : .invalid(errors)
        } catch {
            return .syntaxError(error)
        }
    }

    /// GetOperation, CoerceVariableValues, and the plan for the request's conditions. §6.1
    func select(
        from prepared: PreparedDocument, _ request: GraphQLRequest, _ requestID: String, incrementally: Bool
    ) -> Result<PreparedOperation, RefusedOperation> {
        let document: Document
        switch prepared.outcome {
        case .valid(let valid): document = valid
        case .syntaxError(let error): return refuse([entry(error)], .syntaxError, requestID)
        case .invalid(let errors): return refuse(errors.map(entry), .requestError, requestID)
        }
        guard let index = operationIndex(document, request.operationName) else {
            return refuse(
                [operationError(document, request.operationName)], .requestError, requestID)
        }
        if let offset = prepared.introspectionOffset, !allowsIntrospection(prepared.access) {
            let entry = ErrorEntry(
                message: "Introspection is off: __schema and __type cannot be asked for.",
                locations: [document.location(ofOffset: offset)], code: "INTROSPECTION_OFF")
            return refuse([entry], .requestError, requestID)
        }
        let operation = document.operations[index]
        let variables = coerce(
            prepared.variables[index], request.variables, document, prepared.access.view)
        guard variables.errors.isEmpty else { return refuse(variables.errors, .requestError, requestID) }
        guard let rootType = schema.rootType(operation.kind) else {
            return refuse([operationError(document, request.operationName)], .requestError, requestID)
        }
        do throws(PlanTooLarge) {
            let plan = try plan(
                prepared, document, index, rootType, variables.values, incrementally: incrementally)
            var arguments: [Arguments] = []
            arguments.reserveCapacity(plan.plan.arguments.count)
            var failures: [Int: ArgumentError] = [:]
            for entry in plan.plan.arguments {
                do throws(ArgumentError) {
                    arguments.append(try entry.evaluate(variables.values, document, schema, scalars))
                } catch {
                    failures[arguments.count] = error
                    arguments.append(Arguments(values: []))
                }
            }
            var deprecations = plan.plan.deprecations
            let brought = deprecatedInputs.used(
                by: prepared.variables[index], request.variables, document, schema)
            for one in brought where !deprecations.contains(one) { deprecations.append(one) }
            return .success(
                PreparedOperation(
                    plan: plan, arguments: arguments, argumentFailures: failures, deprecations: deprecations))
        } catch {
            return refuse([entry(error)], .requestError, requestID)
        }
    }

    private func entry(_ error: PlanTooLarge) -> ErrorEntry {
        let what = "The operation selects too much: its abstract types "
        return switch error {
        case .fields, .deliveries:
            ErrorEntry(
                message: what + "stand for more than \(limits.planFieldCountMax) fields.",
                code: "LIMIT_EXCEEDED", limit: "graphql.maxPlanFields")
        case .selections:
            ErrorEntry(
                message: what + "repeat more than \(limits.planSelectionCountMax) selections.",
                code: "LIMIT_EXCEEDED", limit: "graphql.maxPlanSelections")
        }
    }

    private func plan(
        _ prepared: PreparedDocument, _ document: Document, _ operation: Int, _ rootType: TypeID,
        _ variables: [NameID: InputValue], incrementally: Bool
    ) throws(PlanTooLarge) -> CompiledPlan {
        var conditions = ConditionValues(variables: prepared.conditionVariables[operation])
        for (position, name) in conditions.variables.enumerated() {
            switch variables[name] {
            // Without a value the default of `@defer` and `@stream` holds, which is true.
            case .boolean(true), nil: conditions.set(position, to: true)
            case .null?: conditions.set(position, to: nil)
            default: conditions.set(position, to: false)
            }
        }
        let operationKind = document.operations[operation].kind
        let incrementally = incrementally && prepared.isIncremental && operationKind == .query
        let key = PreparedDocument.PlanKey(
            operation: operation, conditions: conditions.key, incrementally: incrementally)
        if let known = prepared.plan(key) { return known }
        var compiler = PlanCompiler(
            document: document, symbols: prepared.symbols, schema: schema, access: prepared.access,
            resolvers: resolvers, conditions: conditions, kind: operationKind,
            scalars: scalars,
            limits: limits)
        let compiled = CompiledPlan(
            incrementally
                ? try compiler.compileIncrementally(
                    document.operations[operation], rootType: rootType, deferral)
                : try compiler.compile(document.operations[operation], rootType: rootType))
        let (plan, isKept) = prepared.keep(compiled, under: key, countMax: limits.plansPerDocumentMax)
        cache.charge(compiled, to: prepared, isKept: isKept)
        return plan
    }

    /// GetOperation, §6.1
    private func operationIndex(_ document: Document, _ name: String?) -> Int? {
        guard let name else {
            return document.operations.count == 1 ? 0 : nil
        }
        return document.operations.firstIndex {
            $0.name.map { document.name($0).hasSameBytes(as: name) } ?? false
        }
    }

    private func operationError(_ document: Document, _ name: String?) -> ErrorEntry {
        let message =
            if let name {
                "The document has no operation named \"\(name)\"."
            } else if document.operations.isEmpty {
                "The document has no operation."
            } else {
                "The document has several operations: say which one by operationName."
            }
        return ErrorEntry(message: message, code: "OPERATION_RESOLUTION_FAILURE")
    }

    // MARK: Refusals

    private func refuse(
        _ entries: [ErrorEntry], _ kind: GraphQLResponse.Kind, _ requestID: String
    ) -> Result<PreparedOperation, RefusedOperation> {
        let listed = Array(entries.prefix(limits.errorCountMax))
        return .failure(RefusedOperation(response: GraphQLResponse(errors: listed, kind, requestID)))
    }

    private func entry(_ error: SyntaxError) -> ErrorEntry {
        ErrorEntry(
            message: error.message, locations: [error.location], code: error.code,
            limit: error.limit.map { "graphql.\($0.rawValue)" })
    }

    private func entry(_ error: ValidationError) -> ErrorEntry {
        ErrorEntry(
            message: error.message, locations: error.locations, code: error.code,
            limit: error.limit.map { "graphql.\($0)" })
    }

    static func refusal(
        _ message: String, _ code: String, _ kind: GraphQLResponse.Kind, _ requestID: String
    ) -> GraphQLResponse {
        GraphQLResponse(errors: [ErrorEntry(message: message, code: code)], kind, requestID)
    }

    /// The response of an operation whose rounds failed.
    static func failure(_ error: LoadError, _ requestID: String) -> GraphQLResponse {
        let kind: GraphQLResponse.Kind =
            switch error.code {
            case _ where error.isUnavailable: .unavailable
            case "CANCELLED": .unavailable
            case LoadError.idempotencyKeyRequired.code: .badRequest
            case LoadError.idempotencyInProgress.code: .inProgress
            case "DEADLINE_EXCEEDED": .deadlineExceeded
            case "INTERNAL": .internalError
            default: .requestError
            }
        return refusal(error.message, error.code, kind, requestID)
    }
}

extension GraphQLResponse {
    /// A request error result: `errors` without `data`. §7.1.3
    init(errors: [ErrorEntry], _ kind: Kind, _ requestID: String) {
        var buffer = ResponseBuffer(capacity: 256)
        buffer.append(0x7B)
        buffer.appendErrors(errors, requestID: requestID)
        buffer.append(0x7D)
        self.init(body: buffer, kind: kind)
    }

    /// A refusal that a transport makes before the engine is asked.
    public static func refusal(
        message: String, code: String, kind: Kind, requestID: String
    ) -> GraphQLResponse {
        GraphQLResponse(errors: [ErrorEntry(message: message, code: code)], kind, requestID)
    }
}
