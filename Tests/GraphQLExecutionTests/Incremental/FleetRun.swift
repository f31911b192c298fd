import GraphQLExecution
import GraphQLSchema
import GraphQLValidation
import Synchronization

/// What happened while a request was answered, and its payloads.
struct FleetAnswer {
    let payloads: [GraphQLPayload]
    /// Transactions, rounds and payloads in their order.
    let events: [String]

    var texts: [String] { payloads.map(\.response.body.text) }
    /// The rounds alone.
    var rounds: [String] { events.filter { $0.hasPrefix("load ") } }
}

/// Answers from memory and writes down what happens; a round may fail.
final class FleetSessions: SessionSource, LoadSession {
    typealias Session = FleetSessions
    typealias Caller = Void

    let events = Mutex<[String]>([])
    private let failingRound: Int?
    private let rounds = Mutex(0)

    init(failingRound: Int? = nil) {
        self.failingRound = failingRound
    }

    func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        let names = calls.map { "\($0.loader.name) × \($0.keys.count)" }.joined(separator: ", ")
        events.withLock { $0.append("load \(names)\(isLast ? ", last" : "")") }
        let number = rounds.withLock { rounds in
            rounds += 1
            return rounds
        }
        if number == failingRound { throw LoadError(message: "The data is away.", code: "UNAVAILABLE") }
        return calls.map { call in
            guard let find = call.statement.context as? MemoryFind else { return rowSet([]) }
            return rowSet(find.find(call.keys.columns[0].cells.map { Array($0.bytes) }, call.parameters))
        }
    }

    func read<Result: Sendable>(
        for caller: Void, _ body: @Sendable (FleetSessions) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        events.withLock { $0.append("begin") }
        defer { events.withLock { $0.append("end") } }
        return try await body(self)
    }

    func write<Result: Sendable>(
        for caller: Void,
        _ body: @Sendable (FleetSessions) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        try await body(self).value
    }
}

extension Fleet {
    /// Runs a request with everything deferred that asks for it, unless `policy` says otherwise.
    ///
    /// - Parameter payloadsWanted: after so many payloads the client goes away.
    static func run(
        _ query: String, variables: String? = nil, policy: DeferralPolicy = .always, failingRound: Int? = nil,
        payloadsWanted: Int = .max, limits: ExecutionLimits = ExecutionLimits(),
        deadline: ContinuousClock.Instant? = nil, account: CostAccount = CostAccount()
    ) async throws -> FleetAnswer {
        let sessions = FleetSessions(failingRound: failingRound)
        let service = try service(sessions, policy, limits)
        let payloads = Mutex<[GraphQLPayload]>([])
        await service.executeIncrementally(
            try request(query, variables), for: (), access: .all,
            values: RequestValues(nowSeconds: 0, deadline: deadline), account: account, requestID: "r1"
        ) { payload in
            sessions.events.withLock { $0.append("payload") }
            return payloads.withLock { payloads in
                payloads.append(payload)
                return payloads.count < payloadsWanted
            }
        }
        return FleetAnswer(
            payloads: payloads.withLock { $0 }, events: sessions.events.withLock { $0 })
    }

    /// Runs a request as a client without incremental delivery does.
    static func plain(
        _ query: String, variables: String? = nil, limits: ExecutionLimits = ExecutionLimits()
    ) async throws -> String {
        let response = try await service(FleetSessions(), .always, limits).execute(
            request(query, variables), for: (), access: .all, values: RequestValues(nowSeconds: 0),
            requestID: "r1")
        return response.body.text
    }

    /// Limits that random queries stay within.
    static var wideLimits: ExecutionLimits {
        var limits = ExecutionLimits()
        limits.errorCountMax = 1_000
        limits.validation.rootFieldCountMax = 1_000
        return limits
    }

    private static let schema = Result { try Schema(sdl: sdl, deliversIncrementally: true) }

    private static func request(_ query: String, _ variables: String?) throws -> GraphQLRequest {
        GraphQLRequest(
            document: Array(query.utf8),
            variables: try variables.flatMap { text in
                try Array(text.utf8).withUnsafeBytes { try RequestBody.variables($0) }
            })
    }

    private static func service(
        _ sessions: FleetSessions, _ policy: DeferralPolicy, _ limits: ExecutionLimits
    ) throws -> GraphQLService<FleetSessions> {
        try GraphQLService(
            schema: schema.get(), resolvers: resolvers,
            mutations: ["launch": { _, _, _ in MutationOutcome(row: rowSet([[1]])) }], sessions: sessions,
            limits: limits, deferral: policy)
    }
}
