internal import Audit
internal import Crypto
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Logging
public import Postgres

/// A write that its sender may send again, since the answer may have been lost: its key is stored with its
/// effect, in the same transaction.
///
/// The first to store the key wins; another one waits at its row until that transaction has ended. A refused
/// or failed write leaves no key behind, so that it may be tried again.
///
/// The answer is kept sealed by the tenant's key of answers, which goes when a customer is forgotten: an
/// answer that opens no more is read anew. The key is fetched before anything is read for the answer, or made
/// with it, so that no key outlives who was forgotten in between.
///
/// - SeeAlso: `Migrations/0040_events.up.sql`, table `idempotency_keys`
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
        if found.bytes(0, 1) == questionHash, let answer = opened(found) { return .answered(answer) }
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
    private func opened(_ found: PostgresResult) -> [UInt8]? {
        guard let sealed = found.bytes(0, 3), let person = found.uuid(0, 4), let stored = found.bytes(0, 5)
        else { return nil }
        return PersonalKey(stored: stored, of: person, in: organization)?.open(sealed, at: place)
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
            let sealed = sealed(answer, in: session)
            let keep = Self.keep.bind(
                .uuid(organization), .text(scope), .text(key), .bytes(questionHash),
                .bytes(PayloadKeys.written(keys)), sealed.map { .bytes($0.answer) } ?? .null,
                sealed.map { .uuid($0.person) } ?? .null)
            do throws(PostgresError) {
                _ = try await session.transaction.run((sealed?.preparation ?? []) + [keep])
            } catch {
                throw LoadError(error)
            }
        }
    }

    /// The answer as it is stored, the row of its key, and what makes that row if it is new; nil for what is
    /// not kept.
    private func sealed<Code>(
        _ answer: [UInt8]?, in session: MutationSession<Code>
    ) -> (answer: [UInt8], person: UUIDBytes, preparation: [BoundStatement])? {
        guard let answer, answer.count <= Self.answerByteCountMax else { return nil }
        switch seal {
        case .none: return nil
        case .key(let id, let key): return key.seal(answer, at: place).map { ($0, id, []) }
        case .newKey:
            let id = session.newID()
            do throws(AuditFailure) {
                let (key, store) = try AnswerKeyRow.make(id, in: organization)
                return key.seal(answer, at: place).map { ($0, id, [store]) }
            } catch {
                Self.report(error, session.services.logger)
                return nil
            }
        }
    }

    /// The write is done and is not done twice; only its answer is read anew when it is asked for again.
    private static func report(_ failure: AuditFailure, _ logger: Logger) {
        logger.critical("an answer cannot be kept", metadata: ["reason": "\(failure)"])
    }

    /// `idempotency_keys_organization_id_scope_key_key` serves all three. One that has expired is as good as
    /// none.
    private static let store = Statement(
        "RepeatableRequest.store",
        """
        INSERT INTO idempotency_keys AS t (id, organization_id, scope, key, request_hash, expires_at)
        VALUES ($1, $2, $3, $4, $5, to_timestamp($6))
        ON CONFLICT (organization_id, scope, key) DO UPDATE
        SET request_hash = excluded.request_hash, question_hash = NULL, payload_keys = NULL, response = NULL,
            person_id = NULL, expires_at = excluded.expires_at
        WHERE t.expires_at <= to_timestamp($7)
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .bytea, .int8, .int8])

    /// `personal_keys_pkey` serves the join.
    private static let find = Statement(
        "RepeatableRequest.find",
        """
        SELECT i.request_hash, i.question_hash, i.payload_keys, i.response, k.id, k.key
        FROM idempotency_keys AS i
        LEFT JOIN personal_keys AS k ON k.organization_id = $1 AND k.id = i.person_id
        WHERE i.organization_id = $1 AND i.scope = $2 AND i.key = $3
        """, parameters: [.uuid, .text, .text])

    private static let keep = Statement(
        "RepeatableRequest.keep",
        """
        UPDATE idempotency_keys SET question_hash = $4, payload_keys = $5, response = $6, person_id = $7
        WHERE organization_id = $1 AND scope = $2 AND key = $3
        """, parameters: [.uuid, .text, .text, .bytea, .bytea, .bytea, .uuid])
}

/// Answers that were kept for a repetition that can come no more.
public enum ExpiredAnswers {
    /// `idempotency_keys_expiry_idx` serves it; one that is being used again is left alone.
    private static let delete = Statement(
        "ExpiredAnswers.delete",
        """
        DELETE FROM idempotency_keys WHERE organization_id = $1 AND id IN (
          SELECT id FROM idempotency_keys WHERE organization_id = $1 AND expires_at <= now()
          ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        """, parameters: [.uuid, .int8])

    /// Deletes so many of an organization's at most, in a transaction of that tenant.
    public static func deleting(_ countMax: Int, of organization: UUIDBytes) -> BoundStatement {
        delete.bind(.uuid(organization), .int64(Int64(clamping: countMax)))
    }
}

/// A payload's keys as bytes: each with its length, or none.
enum PayloadKeys {
    /// The keys written down.
    static func written(_ keys: [[UInt8]?]) -> [UInt8] {
        keys.flatMap { key -> [UInt8] in
            let count = key.map { Int32($0.count) } ?? -1
            return withUnsafeBytes(of: count.bigEndian, Array.init) + (key ?? [])
        }
    }

    /// The keys that were written down; what is cut off is left out.
    static func read(_ bytes: [UInt8]) -> [[UInt8]?] {
        var keys: [[UInt8]?] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(Int32(0)) { $0 << 8 | Int32($1) }
            rest = rest.dropFirst(4)
            guard count >= 0 else {
                keys.append(nil)
                continue
            }
            keys.append(Array(rest.prefix(Int(count))))
            rest = rest.dropFirst(Int(count))
        }
        return keys
    }
}
