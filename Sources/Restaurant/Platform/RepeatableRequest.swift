internal import Audit
internal import Crypto
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Logging
internal import Postgres

/// A write that its sender may send again, since the answer may have been lost: its key is stored with its
/// effect, in the same transaction.
///
/// The first to store the key wins; another one waits at its row until that transaction has ended. A refused
/// or failed write leaves no key behind, so that it may be tried again.
///
/// The answer is kept sealed by the tenant's key of answers and the keys of all people whose values it was
/// read from: it is gone with any of them, and an answer that opens no more is read anew. The tenant's key is
/// fetched before anything is read for the answer, or made with it, and nobody who was erased gets a new one,
/// so that no key outlives who was forgotten in between.
///
/// - SeeAlso: `Migrations/0040_events.up.sql`, table `idempotency_keys`; `0096_people_of_answers.up.sql`
struct RepeatableRequest: Sendable {
    /// What came before under the same key.
    enum Earlier {
        /// The same question: its answer as it was sent.
        case answered([UInt8])
        /// The same input for other fields: what the payload is read by.
        case done([[UInt8]?])
        /// Another input.
        case otherInput

        /// The outcome without any further effect.
        func outcome(_ keyCount: Int) -> MutationOutcome {
            switch self {
            case .answered(let answer): MutationOutcome(replaying: answer)
            case .done(let keys):
                MutationOutcome(
                    row: RowSet(values: [keys], columnCount: keyCount), lists: [UserError.none],
                    isRefused: true, isReplay: true)
            case .otherInput: MutationOutcome(row: RowSet(values: []), isRefused: true)
            }
        }
    }

    /// The input field that holds the key.
    static let field = "idempotencyKey"
    /// How long an answer is kept, in seconds: a client that is away for longer reads what became of it.
    static let usualLifetime: Int64 = 3 * 24 * 60 * 60
    /// The same of what moves money: a till that was away for days must not pay again.
    static let moneyLifetime: Int64 = 7 * 24 * 60 * 60
    /// The largest answer that is kept as it was sent, for the column's bound; a larger one is read anew.
    private static let answerByteCountMax = (1 << 20) - PersonalKey.overhead

    /// What seals the answer.
    private enum Seal {
        /// The tenant's key, by its row.
        case key(UUIDBytes, PersonalKey)
        /// There was none yet.
        case newKey
        /// The process cannot open it: the answer is not kept.
        case none
    }

    private let organization: UUIDBytes
    private let key: String
    private let scope: String
    private let requestHash: [UInt8]
    private let questionHash: [UInt8]
    private let nowSeconds: Int64
    private let lifetime: Int64
    private var seal = Seal.none

    /// Nil for nobody in particular.
    ///
    /// - Parameter input: without the key, which may have come beside it.
    init?(
        _ key: String, _ input: InputValue, of mutation: String, for caller: TenantCaller,
        _ values: RequestValues, lifetime: Int64
    ) {
        guard let organization = caller.organization, let question = values.question else { return nil }
        self.organization = organization
        self.key = key
        scope = "\(mutation) \(caller.role) \(Self.identity(of: caller))"
        requestHash = Array(SHA256.hash(data: RequestQuestion.bytes(of: input)))
        questionHash = Array(SHA256.hash(data: question.bytes))
        nowSeconds = values.nowSeconds
        self.lifetime = lifetime
    }

    /// Who asks: one caller's keys say nothing to another.
    private static func identity(of caller: TenantCaller) -> String {
        if let key = caller.apiKey { return "key \(key)" }
        if let user = caller.user { return "user \(user)" }
        let claims = caller.claims.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return claims.isEmpty
            ? "nobody"
            : APIKeySecret.hash(of: claims.joined(separator: " ")).map { String($0, radix: 16) }.joined(
                separator: ".")
    }

    /// Stores the key, or finds what came before; waits for an equal request that is under way, as long as
    /// for any lock (`postgres.lockTimeout`).
    ///
    /// - Throws: IDEMPOTENCY_IN_PROGRESS when that takes longer.
    mutating func earlier<Code>(
        in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Earlier? {
        let (expiry, overflows) = nowSeconds.addingReportingOverflow(lifetime)
        let results: [PostgresResult]
        do throws(MutationFailure<Code>) {
            results = try await session.run([
                Self.store.bind(
                    .uuid(session.newID()), .uuid(organization), .text(scope), .text(key),
                    .bytes(requestHash), .int64(overflows ? nowSeconds : expiry), .int64(nowSeconds)),
                AnswerKeyRow.find(in: organization),
            ])
        } catch {
            // Of the two only the first waits for anybody.
            guard case .failed(let cause) = error, cause.sqlState == .lockNotAvailable else { throw error }
            throw .stopped(.idempotencyInProgress)
        }
        guard results.count == 2, results[0].rowCount == 0 else {
            if let found = results.last { seal = Self.seal(found, organization, session.services.logger) }
            return nil
        }
        let found = try await session.run(Self.find.bind(.uuid(organization), .text(scope), .text(key)))
        guard found.rowCount == 1, found.bytes(0, 0) == requestHash else { return .otherInput }
        if found.bytes(0, 1) == questionHash, let answer = try await opened(found, in: session) {
            return .answered(answer)
        }
        return .done(PayloadKeys.read(found.bytes(0, 2) ?? []))
    }

    private static func seal(_ found: PostgresResult, _ organization: UUIDBytes, _ logger: Logger) -> Seal {
        do throws(AuditFailure) {
            guard let (id, key) = try AnswerKeyRow.key(found, in: organization) else { return .newKey }
            return .key(id, key)
        } catch {
            report(error, logger)
            return .none
        }
    }

    /// The answer of a row of ``find``; nil if there is none that opens.
    private func opened<Code>(
        _ found: PostgresResult, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> [UInt8]? {
        guard let sealed = found.bytes(0, 3), let row = found.uuid(0, 4), let stored = found.bytes(0, 5),
            let tenantKey = PersonalKey(stored: stored, of: row, in: organization),
            let count = found.int(0, 6).map(Int.init)
        else { return nil }
        guard count > 0 else { return tenantKey.open(sealed, at: place) }
        let people = try await session.run(Self.people.bind(.uuid(organization), .text(scope), .text(key)))
        do throws(AuditFailure) {
            let keys = try PersonalKeyRow.keys(people, organization)
            return keys.count == count ? tenantKey.joined(with: keys).open(sealed, at: place) : nil
        } catch {
            Self.report(error, session.services.logger)
            return nil
        }
    }

    /// What the answer is sealed for: this request of this caller, for these fields.
    private var place: [UInt8] {
        PayloadKeys.written([requestHash, questionHash, Array(scope.utf8), Array(key.utf8)])
    }

    /// Keeps the answer, before the commit.
    func keeper<Code>(
        of keys: [[UInt8]?], in session: MutationSession<Code>
    ) -> MutationOutcome.Keeper {
        { (answer) async throws(LoadError) in
            do throws(PostgresError) {
                let sealed = try await sealed(answer, in: session)
                let keep = Self.keep.bind(
                    .uuid(organization), .text(scope), .text(key), .bytes(questionHash),
                    .bytes(PayloadKeys.written(keys)), sealed.map { .bytes($0.answer) } ?? .null,
                    sealed.map { .uuid($0.row) } ?? .null, (sealed?.people ?? []).parameter)
                _ = try await session.transaction.run((sealed?.preparation ?? []) + [keep])
            } catch {
                throw LoadError(error)
            }
        }
    }

    /// The answer as it is stored.
    private struct SealedAnswer {
        let answer: [UInt8]
        /// The row of the tenant's key.
        let row: UUIDBytes
        /// Whose keys it needs besides.
        let people: [UUIDBytes]
        /// What makes the row if it is new, unless that is done.
        let preparation: [BoundStatement]
    }

    /// Nil for what is not kept: an answer of somebody who was erased meanwhile is read anew.
    private func sealed<Code>(
        _ answer: [UInt8]?, in session: MutationSession<Code>
    ) async throws(PostgresError) -> SealedAnswer? {
        guard let answer, answer.count <= Self.answerByteCountMax else { return nil }
        let people = session.transaction.people
        do throws(AuditFailure) {
            guard let (row, key, preparation) = try sealingKey(in: session) else { return nil }
            guard !people.isEmpty else {
                return key.seal(answer, at: place).map {
                    SealedAnswer(answer: $0, row: row, people: [], preparation: preparation)
                }
            }
            let keys = try await personalKeys(of: people, after: preparation, in: session)
            guard keys.count == people.count else { return nil }
            return key.joined(with: keys).seal(answer, at: place).map {
                SealedAnswer(answer: $0, row: row, people: Array(people), preparation: [])
            }
        } catch {
            if case .failed(let error) = error { throw error }
            Self.report(error, session.services.logger)
            return nil
        }
    }

    /// The tenant's key with its row, and what makes that if it is new; nil where there is none to use.
    private func sealingKey<Code>(
        in session: MutationSession<Code>
    ) throws(AuditFailure) -> (row: UUIDBytes, key: PersonalKey, preparation: [BoundStatement])? {
        switch seal {
        case .none: return nil
        case .key(let row, let key): return (row, key, [])
        case .newKey:
            let row = session.newID()
            let (key, store) = try AnswerKeyRow.make(row, in: organization)
            return (row, key, [store])
        }
    }

    /// The keys of those who were not erased, made where there was none. The tenant's comes first, as for who
    /// erases them.
    private func personalKeys<Code>(
        of people: Set<UUIDBytes>, after preparation: [BoundStatement], in session: MutationSession<Code>
    ) async throws(AuditFailure) -> [UUIDBytes: PersonalKey] {
        let statements = preparation + (try PersonalKeyRow.take(people, organization))
        let results: [PostgresResult]
        do throws(PostgresError) {
            results = try await session.transaction.run(statements)
        } catch {
            throw .failed(error)
        }
        guard let found = results.last else { return [:] }
        return try PersonalKeyRow.keys(found, organization)
    }

    /// The write is done and is not done twice; only its answer is read anew when it is asked for again.
    private static func report(_ failure: AuditFailure, _ logger: Logger) {
        logger.critical("an answer cannot be kept", metadata: ["reason": "\(failure)"])
    }

    /// `idempotency_keys_organization_id_scope_key_key` serves all four. One that has expired is as good as
    /// none.
    private static let store = Statement(
        "RepeatableRequest.store",
        """
        INSERT INTO idempotency_keys AS t (id, organization_id, scope, key, request_hash, expires_at)
        VALUES ($1, $2, $3, $4, $5, to_timestamp($6))
        ON CONFLICT (organization_id, scope, key) DO UPDATE
        SET request_hash = excluded.request_hash, question_hash = NULL, payload_keys = NULL, response = NULL,
            person_id = NULL, person_ids = '{}', expires_at = excluded.expires_at
        WHERE t.expires_at <= to_timestamp($7)
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .bytea, .int8, .int8], plans: .either)

    /// `personal_keys_pkey` serves the join.
    private static let find = Statement(
        "RepeatableRequest.find",
        """
        SELECT i.request_hash, i.question_hash, i.payload_keys, i.response, k.id, k.key,
          cardinality(i.person_ids)::bigint
        FROM idempotency_keys AS i
        LEFT JOIN personal_keys AS k ON k.organization_id = $1 AND k.id = i.person_id
        WHERE i.organization_id = $1 AND i.scope = $2 AND i.key = $3
        """, parameters: [.uuid, .text, .text], plans: .generic)

    /// `personal_keys_pkey` serves the join.
    private static let people = Statement(
        "RepeatableRequest.people",
        """
        SELECT k.id, k.key FROM idempotency_keys AS i
        JOIN personal_keys AS k ON k.organization_id = $1 AND k.id = ANY(i.person_ids) AND k.key IS NOT NULL
        WHERE i.organization_id = $1 AND i.scope = $2 AND i.key = $3
        """, parameters: [.uuid, .text, .text], plans: .generic)

    private static let keep = Statement(
        "RepeatableRequest.keep",
        """
        UPDATE idempotency_keys SET question_hash = $4, payload_keys = $5, response = $6, person_id = $7,
          person_ids = $8
        WHERE organization_id = $1 AND scope = $2 AND key = $3
        """, parameters: [.uuid, .text, .text, .bytea, .bytea, .bytea, .uuid, .uuidArray],
        plans: .generic)
}
