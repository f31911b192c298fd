public import DataLoader
public import GraphQLExecution
internal import GraphQLSchema
internal import Logging
public import Postgres

/// What a sweep did about the things of a tenant whose time was over.
public struct ExpiryCount: Sendable, Equatable {
    /// Those that ended.
    public internal(set) var ended = 0
    /// Those that could not be ended, and wait for the next sweep.
    public internal(set) var failed = 0

    /// Nothing yet.
    public init() {}
}

/// A kind of thing that is over when its time is, though nobody says so: each ends in a transaction of its
/// own, with its event and its entry in the audit log, so that one that fails leaves the others.
public struct Expiry: Sendable {
    /// Everything that ends by itself.
    public static let all = [
        SessionExpiry.expiry, LoyaltyAwards.expiry, LoyaltyBonus.birthday, LoyaltyBonus.referral,
        LoyaltyExpiry.expiry, KitchenWatch.unshown, KitchenWatch.shown, CartExpiry.expiry,
    ]
    /// Points for completed orders, which nobody waits a sweep for.
    public static let awards = LoyaltyAwards.expiry
    /// Alerts of kitchens, which come too late after a sweep.
    public static let kitchenAlerts = [KitchenWatch.unshown, KitchenWatch.shown]
    /// Things that are looked up at once.
    private static let pageSize: Int32 = 100
    /// How long one of these transactions may take.
    private static let deadline = Duration.seconds(10)

    /// The name of the act in the audit log, such as `cartExpire`.
    public let action: String
    let kind: EntityKind
    /// The input field of ``mutation`` that names the thing.
    let field: String
    /// Finds IDs and the moments at which they ended: of a tenant, after a moment and an ID, as many as said,
    /// and of those that have waited for so many seconds, where there is a `patience`.
    let overdue: Statement
    /// Ends one, or refuses where it goes on.
    let mutation: MutationMaker
    /// For how long a thing may wait; nil where its time says itself when it is over.
    var patience: (@Sendable (MutationServices) -> Duration)?

    /// Ends all of a tenant's things of this kind whose time is over.
    ///
    /// - Throws: what keeps them from being found, and the first failure that would meet the others too, such
    ///   as a database that cannot be reached. One that others wanted at the same time is left for later.
    public func sweep(
        _ organization: UUIDBytes, nowSeconds: Int64, services: MutationServices, sessions: TenantSessions
    ) async throws(LoadError) -> ExpiryCount {
        let mutation = AuditedMutation.make(action, services, mutation(action, services))
        var count = ExpiryCount()
        var last: Found?
        repeat {
            let page = try await page(
                of: organization, after: last, patience: patience?(services), in: sessions)
            for found in page where !Task.isCancelled {
                do throws(LoadError) {
                    let ends = try await sessions.write(for: Self.system(organization)) {
                        (session: TenantSession) async throws(LoadError) -> (value: Bool, commit: Bool) in
                        let outcome = try await mutation(
                            arguments(found.id), RequestValues(nowSeconds: nowSeconds), session)
                        return (!outcome.isRefused, !outcome.isRefused)
                    }
                    if ends { count.ended += 1 }
                } catch {
                    guard !error.isUnavailable || error.isUndone else { throw error }
                    count.failed += 1
                    services.logger.warning(
                        "what is over cannot be ended",
                        metadata: [
                            "action": "\(action)", "id": "\(kind.id(found.id))", "code": "\(error.code)",
                        ])
                }
            }
            last = page.count == Int(Self.pageSize) ? page.last : nil
        } while last != nil && !Task.isCancelled
        return count
    }

    /// A thing whose time is over, and when that was, in microseconds since 2000.
    private struct Found: Sendable {
        let id: UUIDBytes
        let moment: Int64
    }

    private func page(
        of organization: UUIDBytes, after last: Found?, patience: Duration?, in sessions: TenantSessions
    ) async throws(LoadError) -> [Found] {
        let statement = BoundStatement(
            overdue,
            [
                .uuid(organization), last.map { .timestamp($0.moment) } ?? .null,
                last.map { .uuid($0.id) } ?? .null, .int32(Self.pageSize),
            ] + (patience.map { [.int64($0.components.seconds)] } ?? []))
        return try await sessions.write(for: Self.system(organization)) {
            (session: TenantSession) async throws(LoadError) -> (value: [Found], commit: Bool) in
            do throws(PostgresError) {
                guard let rows = try await session.run([statement]).first else { return ([], false) }
                let page: [Found] = (0..<rows.rowCount).compactMap { row in
                    guard let id = rows.uuid(row, 0), let moment = rows.timestamp(row, 1) else { return nil }
                    return Found(id: id, moment: moment)
                }
                return (page, false)
            } catch {
                throw LoadError(error)
            }
        }
    }

    private func arguments(_ id: UUIDBytes) -> Arguments {
        let thing = InputValue.Field(name: field, value: .string(kind.id(id)))
        return Arguments(values: [InputValue.Field(name: "input", value: .object([thing]))])
    }

    /// The platform itself, within a tenant.
    private static func system(_ organization: UUIDBytes) -> TenantCaller {
        TenantCaller(organization: organization, role: "SYSTEM", deadline: .now + deadline)
    }
}
