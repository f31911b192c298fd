internal import Audit
internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema
internal import Logging
internal import Postgres

/// Puts the mutations that run in the caller's transaction under the audit: whoever writes one need not think
/// of it. Those of accounts, which open transactions of their own, record in these.
///
/// The tables note what changes (`Migrations/0100_audit_rows.up.sql`); before the commit the notes become
/// entries of the chains concerned, and what the mutation told goes to the event logs of its branches. A
/// refused mutation changes nothing and leaves neither.
enum AuditedMutation {
    /// The mutation with its record.
    static func make(
        _ name: String, _ services: MutationServices, _ mutation: @escaping Mutation<TenantSession>
    ) -> Mutation<TenantSession> {
        { (arguments, values, session) async throws(LoadError) -> MutationOutcome in
            let actor = AuditActor(session.caller)
            let branch = branch(of: arguments)
            session.record { (session) async throws(LoadError) in
                try await record(
                    name, by: actor, about: branch, at: values.nowSeconds, in: session, services.logger)
            }
            return try await mutation(arguments, values, session)
        }
    }

    /// Longest reason that the log holds, in characters.
    private static let reasonLengthMax = 500

    private static func record(
        _ name: String, by actor: AuditActor, about branch: UUIDBytes?, at nowSeconds: Int64,
        in session: TenantSession, _ logger: Logger
    ) async throws(LoadError) {
        let remarks = session.remarks
        var actor = actor
        if let user = remarks.user, actor.id == nil { (actor.kind, actor.id) = (.user, user) }
        // In a tenant that the mutation has entered, the caller had no place.
        actor.member = session.caller.member
        let reason = (remarks.reason ?? session.caller.actingReason).map {
            String($0.prefix(reasonLengthMax))
        }
        var act = AuditAct(
            action: name, note: remarks.note, reason: reason, actor: actor,
            organization: session.caller.organization, branch: branch)
        if let organization = session.caller.organization {
            act.events = session.events.map { event in
                (
                    event.branch,
                    event.insertion(id: .version7(unixSeconds: nowSeconds), organization: organization)
                )
            }
        }
        do throws(AuditFailure) {
            try await AuditTrail(RecordedTransaction(session: session)).record(act)
        } catch {
            switch error {
            case .failed(let error): throw LoadError(error)
            case .impossible(let reason):
                logger.critical(
                    "an act cannot be recorded",
                    metadata: [
                        "action": "\(name)", "reason": "\(reason)", "requestId": "\(actor.requestID ?? "")",
                    ])
                throw LoadError(message: "Something went wrong on our side.", code: "INTERNAL")
            }
        }
    }

    /// The branch that the input names, for an act that changes no row.
    private static func branch(of arguments: Arguments) -> UUIDBytes? {
        guard case .string(let id)? = arguments["input"]?["branchId"] else { return nil }
        return EntityKind.branch.uuid(id)
    }
}

/// A session as the trail writes into it.
private struct RecordedTransaction: AuditTransaction {
    let session: TenantSession

    func run(_ statements: [BoundStatement]) async throws(PostgresError) -> [PostgresResult] {
        try await session.run(statements)
    }
}

extension AuditActor {
    /// Longest text about an actor that the log holds.
    private static let lengthMax = 100

    /// Who a caller is: a machine, a login, a guest of an organization, nobody, or the bearer of a token that
    /// the operator made for no login. A guest's address is personal and not kept.
    fileprivate init(_ caller: TenantCaller) {
        let kind: Kind =
            if caller.apiKey != nil {
                .apiKey
            } else if caller.user != nil {
                .user
            } else if caller.organization == nil {
                .nobody
            } else {
                // What a guest has comes as claims: a session at a table, a customer.
                caller.claims.isEmpty ? .system : .guest
            }
        let id = caller.origin.requestID
        self.init(
            kind: kind, id: caller.apiKey ?? caller.user, member: caller.member, role: caller.role,
            address: kind == .guest ? nil : caller.origin.address.map { String($0.prefix(Self.lengthMax)) },
            requestID: id.isEmpty ? nil : String(id.prefix(Self.lengthMax)))
    }
}
