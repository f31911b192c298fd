public import DataLoader
internal import Domain
public import GraphQLExecution
internal import Logging
public import Postgres

/// Carries the acts that were asked for to the provider, and what it answers into the books.
///
/// Each act is marked in a transaction of its own before the provider hears of it, and closed with its effect
/// in another one; in between no connection is held. One whose answer nobody knows is looked up before it is
/// asked for again. Two processes leave each other's acts alone. A provider that does not answer is left
/// alone for a while (``ProviderBreaker``).
public struct ProviderWork: Sendable {
    /// How long one of the transactions may take.
    private static let deadline = Duration.seconds(10)
    /// The longest pause between two looks, in times of the first.
    private static let pauseFactorMax: Int64 = 20

    private let provider: any PaymentProvider
    private let sessions: TenantSessions
    private let services: MutationServices
    private let patienceSeconds: Int64
    private let breaker: ProviderBreaker

    /// How a provider is spared.
    public struct Limits: Sendable {
        /// After how long an act whose answer is unknown is looked up; longer than a call to the provider may
        /// take.
        public var patience: Duration
        /// So many acts in a row without an answer, and it is left alone.
        public var failureMax: Int
        /// For so long; then one act finds out.
        public var rest: Duration

        /// All of them.
        public init(patience: Duration, failureMax: Int, rest: Duration) {
            self.patience = patience
            self.failureMax = failureMax
            self.rest = rest
        }
    }

    /// One for each provider and process.
    public init(
        _ provider: any PaymentProvider, sessions: TenantSessions, services: MutationServices,
        limits: Limits
    ) {
        self.provider = provider
        self.sessions = sessions
        self.services = services
        patienceSeconds = max(1, limits.patience.components.seconds)
        breaker = ProviderBreaker(limits)
    }

    /// An act that is this process's for a while.
    private struct Claimed: Sendable {
        let id: UUIDBytes
        let payment: UUIDBytes
        let wasSent: Bool
        let call: ProviderCall
    }

    /// Does what is due in an organization.
    ///
    /// - Parameter nowSeconds: the time now, in seconds since 1970.
    /// - Returns: whether something waits there still.
    /// - Throws: what keeps it from being read or written.
    public func run(_ organization: UUIDBytes, nowSeconds: Int64) async throws(LoadError) -> Bool {
        while !Task.isCancelled, let pass = breaker.enter() {
            guard let (claimed, answer) = try await ask(pass, in: organization) else { break }
            try await confirm(claimed, answer, in: organization, nowSeconds)
        }
        return try await write(in: organization) {
            (session: TenantSession) async throws(PostgresError) -> Bool in
            try await session.run([Self.findOpen.bind(.uuid(organization))]).first?.rowCount == 1
        }
    }

    /// Asks for the act that is due longest; nil for none.
    private func ask(
        _ pass: ProviderBreaker.Pass, in organization: UUIDBytes
    ) async throws(LoadError) -> (Claimed, ProviderAnswer)? {
        let claimed: Claimed?
        do throws(LoadError) {
            claimed = try await claim(in: organization)
        } catch {
            breaker.leave(pass, isAnswered: nil)
            throw error
        }
        guard let claimed else {
            breaker.leave(pass, isAnswered: nil)
            return nil
        }
        let answer = await answer(claimed)
        if breaker.leave(pass, isAnswered: answer != .unknown) {
            services.logger.warning("the payment provider does not answer: it is left alone for a while")
        }
        return (claimed, answer)
    }

    /// What the provider says; one that may have heard of the act is asked what became of it first.
    private func answer(_ claimed: Claimed) async -> ProviderAnswer {
        if claimed.wasSent {
            let found = await provider.look(claimed.call)
            guard found == .absent else { return found }
        }
        return await provider.perform(claimed.call)
    }

    private func confirm(
        _ claimed: Claimed, _ answer: ProviderAnswer, in organization: UUIDBytes, _ nowSeconds: Int64
    ) async throws(LoadError) {
        let (isDone, reference): (Bool, String?)
        switch answer {
        case .done(let name): (isDone, reference) = (true, name.map { String($0.prefix(200)) })
        case .refused: (isDone, reference) = (false, nil)
        case .absent, .unknown: return
        }
        let action = ProviderConfirmation.action
        let mutation = AuditedMutation.make(
            action, services, ProviderConfirmation.mutation(action, services))
        let arguments = ProviderConfirmation.arguments(
            claimed.id, of: claimed.payment, isDone: isDone,
            reference: reference?.isEmpty == false ? reference : nil)
        let now = RequestValues(nowSeconds: nowSeconds)
        let isWritten = try await sessions.write(for: Self.system(organization)) {
            (session: TenantSession) async throws(LoadError) -> (value: Bool, commit: Bool) in
            let outcome = try await mutation(arguments, now, session)
            return (!outcome.isRefused, !outcome.isRefused)
        }
        if !isWritten {
            // Another process was faster, or a webhook: else somebody has to look.
            services.logger.notice(
                "what became of a payment is known already, or cannot be written down as it is",
                metadata: ["payment": "\(EntityKind.payment.id(claimed.payment))"])
        }
    }

    /// Marks the act that is due longest.
    private func claim(in organization: UUIDBytes) async throws(LoadError) -> Claimed? {
        try await write(in: organization) {
            (session: TenantSession) async throws(PostgresError) -> Claimed? in
            let found = try await session.run([
                Self.claimNext.bind(
                    .uuid(organization), .int64(patienceSeconds), .int64(Self.pauseFactorMax))
            ])
            guard let row = found.first, row.rowCount == 1, let id = row.uuid(0, 0),
                let payment = row.uuid(0, 1), let state = row.string(0, 3),
                let act = row.string(0, 2).flatMap(ProviderAct.init(rawValue:)),
                let method = row.string(0, 4), let amount = row.int(0, 5), let currency = row.string(0, 6)
            else { return nil }
            let paymentID = EntityKind.payment.id(payment)
            let isFirst = act == .charge || act == .authorize
            return Claimed(
                id: id, payment: payment, wasSent: state == "SENT",
                call: ProviderCall(
                    key: isFirst ? paymentID : "\(id)", act: act,
                    organization: EntityKind.organization.id(organization), payment: paymentID,
                    method: method, amountMinor: amount, currency: currency))
        }
    }

    /// The provider has told something of a payment: what it was asked for is looked up at once.
    ///
    /// What it tells counts for nothing but that: so it may come twice, late and in any order.
    ///
    /// - Returns: false for what was told before.
    public func hear(
        _ event: String, of payment: String, in organization: UUIDBytes, nowSeconds: Int64
    ) async throws(LoadError) -> Bool {
        guard let payment = EntityKind.payment.uuid(payment) else { return false }
        return try await write(in: organization) {
            (session: TenantSession) async throws(PostgresError) -> Bool in
            let results = try await session.run([
                Self.note.bind(
                    .uuid(organization), .uuid(.version7(unixSeconds: nowSeconds)), .text(event)),
                Self.hurry.bind(.uuid(organization), .uuid(payment)),
                Self.forget.bind(.uuid(organization)),
            ])
            return results.first?.rowCount == 1
        }
    }

    /// Runs a transaction that changes nothing of the business.
    private func write<Value: Sendable>(
        in organization: UUIDBytes,
        _ body: @Sendable (TenantSession) async throws(PostgresError) -> Value
    ) async throws(LoadError) -> Value {
        try await sessions.write(for: Self.system(organization)) {
            (session: TenantSession) async throws(LoadError) -> (value: Value, commit: Bool) in
            session.record { (_) async throws(LoadError) in }
            do throws(PostgresError) {
                return (try await body(session), true)
            } catch {
                throw LoadError(error)
            }
        }
    }

    /// The platform itself, within a tenant.
    private static func system(_ organization: UUIDBytes) -> TenantCaller {
        TenantCaller(organization: organization, role: "SYSTEM", deadline: .now + deadline)
    }

    /// `provider_requests_due_idx` serves it. What is found is written down first: looked up again for each
    /// row of the table it would pass over those that this statement has changed, and take all that is due.
    private static let claimNext = Statement(
        "ProviderWork.claimNext",
        """
        WITH k AS MATERIALIZED (SELECT id, state FROM provider_requests
          WHERE organization_id = $1 AND state <> 'CONFIRMED' AND due_at <= now()
          ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        UPDATE provider_requests AS r SET state = 'SENT', sent_at = coalesce(r.sent_at, now()),
          attempts = r.attempts + 1, updated_at = now(),
          due_at = now() + make_interval(secs => $2 * least(r.attempts + 1, $3))
        FROM k
        WHERE r.organization_id = $1 AND r.id = k.id
        RETURNING r.id, r.payment_id, r.act, k.state, r.method, r.amount_minor + r.tip_minor, r.currency
        """, parameters: [.uuid, .int8, .int8])

    /// `provider_requests_due_idx` serves it.
    private static let findOpen = Statement(
        "ProviderWork.findOpen",
        "SELECT id FROM provider_requests WHERE organization_id = $1 AND state <> 'CONFIRMED' LIMIT 1",
        parameters: [.uuid])

    /// `provider_events_organization_id_event_id_key` serves it.
    private static let note = Statement(
        "ProviderWork.note",
        """
        INSERT INTO provider_events (organization_id, id, event_id) VALUES ($1, $2, $3)
        ON CONFLICT (organization_id, event_id) DO NOTHING
        RETURNING id
        """, parameters: [.uuid, .uuid, .text])

    /// What is older is refused for its age. `provider_events_created_idx` serves it.
    private static let forget = Statement(
        "ProviderWork.forget",
        """
        DELETE FROM provider_events WHERE organization_id = $1 AND created_at < now() - interval '1 day'
        """, parameters: [.uuid])

    /// `provider_requests_open_key` serves it.
    private static let hurry = Statement(
        "ProviderWork.hurry",
        """
        UPDATE provider_requests SET due_at = now(), updated_at = now()
        WHERE organization_id = $1 AND payment_id = $2 AND state = 'SENT'
        """, parameters: [.uuid, .uuid])
}
