internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Why a mutation did not happen.
enum MutationFailure<Code: RejectionCode>: Error {
    /// The business says no: becomes a user error, the transaction is rolled back.
    case rejected(Rejection<Code>)
    /// The database failed.
    case failed(PostgresError)
    /// Something before the transaction failed.
    case stopped(LoadError)
}

extension MutationFailure {
    /// An ID that names nothing that the caller reaches: foreign and absent ones answer alike.
    static func notFound(_ field: String) -> MutationFailure {
        .rejected(Rejection(.notFound, input: field, "`\(field)` names nothing."))
    }

    /// A value outside of what its field allows.
    static func invalid(_ field: String, _ message: String) -> MutationFailure {
        .rejected(Rejection(.invalid, input: field, message))
    }

    /// A refusal about one field of the input.
    static func refused(_ code: Code, _ field: String, _ message: String) -> MutationFailure {
        .rejected(Rejection(code, input: field, message))
    }
}

/// Makes the engine's function of a mutation from its field's name and what the server lends it.
typealias MutationMaker = @Sendable (_ name: String, _ services: MutationServices) -> Mutation<TenantSession>

/// What all mutations of an area share: one transaction, one input, keys for the payload or a refusal.
enum AreaMutation<Refusal: AreaUserError> {
    /// Why one of the area's mutations did not happen.
    typealias Failure = MutationFailure<Refusal.Code>
    /// A mutation's own part: checks and writes, and returns the payload's keys.
    typealias Body =
        @Sendable (MutationInput<Refusal.Code>, MutationSession<Refusal.Code>) async throws(Failure) ->
        [[UInt8]?]

    /// Wraps a mutation's body for the engine.
    ///
    /// - Parameters:
    ///   - keyCount: columns of the payload's row.
    ///   - constraints: refusals by the constraint that enforces them when two writers race.
    ///   - body: returns the payload's keys.
    static func make(
        keyCount: Int, constraints: [String: Rejection<Refusal.Code>] = [:], _ body: @escaping Body
    ) -> MutationMaker {
        make(keyCount, constraints, repeats: nil, body)
    }

    /// - Parameter repeats: how a request is known again; nil for mutations without keys.
    private static func make(
        _ keyCount: Int, _ constraints: [String: Rejection<Refusal.Code>],
        repeats: RepeatTerms<Refusal.Code>?, _ body: @escaping Body
    ) -> MutationMaker {
        { (name, services) in
            { (arguments, values, session) async throws(LoadError) -> MutationOutcome in
                let input = MutationInput<Refusal.Code>(
                    arguments["input"] ?? .null, nowSeconds: values.nowSeconds)
                let session = MutationSession<Refusal.Code>(
                    transaction: session, mutation: name, services: services,
                    nowSeconds: values.nowSeconds)
                do throws(Failure) {
                    var request = try repeats?.request(input, of: name, for: session.caller, values)
                    if let repeats, let earlier = try await request?.earlier(in: session) {
                        guard case .otherInput = earlier else { return earlier.outcome(keyCount) }
                        throw .refused(
                            repeats.reused, RepeatableRequest.field,
                            "This key came before with another input.")
                    }
                    let keys = try await body(input, session)
                    return MutationOutcome(
                        row: RowSet(values: [keys], columnCount: keyCount), lists: [UserError.none],
                        keep: request?.keeper(of: keys, in: session))
                } catch {
                    return refusal(try rejection(for: error, constraints), keyCount)
                }
            }
        }
    }

    /// The outcome of a refusal.
    static func refusal(_ rejection: Rejection<Refusal.Code>, _ keyCount: Int) -> MutationOutcome {
        MutationOutcome(
            row: RowSet(values: [Array(repeating: nil, count: keyCount)], columnCount: keyCount),
            lists: [UserError.row(rejection, typeName: Refusal.typeName)], isRefused: true)
    }

    /// A violated constraint in the API's words. A foreign key that finds nothing means an ID that is not
    /// there, be it another tenant's or nobody's.
    static func rejection(
        for failure: Failure, _ constraints: [String: Rejection<Refusal.Code>] = [:]
    ) throws(LoadError) -> Rejection<Refusal.Code> {
        switch failure {
        case .rejected(let rejection): return rejection
        case .stopped(let error): throw error
        case .failed(let error):
            if let name = error.constraintName, let known = constraints[name] { return known }
            guard error.sqlState == .foreignKeyViolation else { throw LoadError(error) }
            return Rejection(.notFound, at: ["input"], "One of the IDs names nothing.")
        }
    }
}

extension AreaMutation where Refusal.Code: RepeatableRejectionCode {
    /// As ``make(keyCount:constraints:_:)``, for a mutation whose input has an `idempotencyKey`: a request
    /// that comes again with its key has its effect once, and the same answer.
    ///
    /// - Parameters:
    ///   - needsKey: whether a request without a key is refused as a whole: IDEMPOTENCY_KEY_REQUIRED.
    ///   - cardRefusal: what refuses a key that is the number of a card.
    ///   - lifetime: for how many seconds an answer is kept.
    static func makeRepeatable(
        keyCount: Int, constraints: [String: Rejection<Refusal.Code>] = [:], needsKey: Bool = false,
        cardRefusal: Refusal.Code = .invalid, lifetime: Int64 = RepeatableRequest.usualLifetime,
        _ body: @escaping Body
    ) -> MutationMaker {
        let repeats = RepeatTerms<Refusal.Code>(
            reused: .idempotencyKeyReused, cardRefusal: cardRefusal, needsKey: needsKey, lifetime: lifetime)
        return make(keyCount, constraints, repeats: repeats, body)
    }
}
