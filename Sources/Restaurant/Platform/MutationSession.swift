internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Logging
internal import Postgres

/// Where a mutation's body works: the field's own transaction, and what the server lends it.
struct MutationSession<Code: RejectionCode>: Sendable {
    /// The transaction; it commits unless the body refuses or fails.
    let transaction: TenantSession
    /// The name of the field of `Mutation` that runs.
    let mutation: String
    /// What the server lends.
    let services: MutationServices
    /// When the request arrived, in seconds since 1970.
    let nowSeconds: Int64

    /// On whose behalf it runs.
    var caller: TenantCaller { transaction.caller }
    /// The caller's tenant as a parameter; null finds no row.
    var tenant: ParameterValue { caller.organization.map { .uuid($0) } ?? .null }
    /// Who writes, for `created_by` and `updated_by`; null for a machine and for nobody.
    var writer: ParameterValue { caller.user.map { .uuid($0) } ?? .null }

    /// A new row's ID.
    func newID() -> UUIDBytes { .version7(unixSeconds: nowSeconds) }

    /// Runs one statement.
    func run(_ statement: BoundStatement) async throws(MutationFailure<Code>) -> PostgresResult {
        guard let result = try await run([statement]).first else {
            throw .failed(PostgresError(.connectionLost, statement: statement.statement))
        }
        return result
    }

    /// Runs statements that do not depend on each other in one packet.
    func run(_ statements: [BoundStatement]) async throws(MutationFailure<Code>) -> [PostgresResult] {
        do {
            return try await transaction.run(statements)
        } catch {
            throw .failed(error)
        }
    }

    /// Posts a message to somebody, who gets it if the transaction commits.
    func post(_ message: AccountMessage) async throws(MutationFailure<Code>) {
        let posting: BoundStatement
        do throws(AccountFailure) {
            posting = try services.outbox.posting(message)
        } catch {
            services.logger.critical("a message cannot be sealed", metadata: ["mutation": "\(mutation)"])
            throw .stopped(LoadError(message: "Something went wrong on our side.", code: "INTERNAL"))
        }
        _ = try await run(posting)
    }

    /// Goes on in a tenant that this transaction made, or that a secret in the input has proved.
    ///
    /// - Parameter branches: the branches within reach there; nil for all.
    func enter(
        _ organization: UUIDBytes, branches: [UUIDBytes]? = nil
    ) async throws(MutationFailure<Code>) {
        do {
            try await transaction.enter(organization, branches: branches)
        } catch {
            throw .failed(error)
        }
    }
}
