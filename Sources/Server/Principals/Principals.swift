import Accounts
import DataLoader
import Domain
import GraphQLExecution
import GraphQLSchema
import Logging
import Permissions
import Postgres
import Restaurant
import Transport

/// Turns a call's credentials into who is calling: tenant, reach, and the view of the role.
///
/// A token or a key only says who it is; what that person or program may do is read from the database, so
/// that nothing that was taken away lives on in a credential.
struct Principals: Sendable {
    typealias Principal = EngineResponder<TenantSessions>.Principal

    let tokens: AccessTokens
    private let permissions: LivePermissions
    private let facts: PrincipalFacts
    private let acting: ActingRecord
    private let deadline: Duration
    private let logger: Logger

    /// - Parameter deadline: how long one operation of a caller may take.
    init(
        tokens: AccessTokens, permissions: LivePermissions, facts: PrincipalFacts, acting: ActingRecord,
        deadline: Duration, logger: Logger
    ) {
        self.tokens = tokens
        self.permissions = permissions
        self.facts = facts
        self.acting = acting
        self.deadline = deadline
        self.logger = logger
    }

    /// Who sends a call; without credentials, the public. Where it is explained, its statements are noted.
    func principal(_ call: GraphQLCall) async throws(CallRefusal) -> Principal {
        let known = try await known(call)
        guard let explanation = call.explanation else { return known }
        var caller = known.caller
        caller.observer = explanation.observer
        return Principal(caller: caller, access: known.access)
    }

    private func known(_ call: GraphQLCall) async throws(CallRefusal) -> Principal {
        let end = ContinuousClock.now + deadline
        let origin = RequestOrigin(address: call.address, requestID: call.requestID)
        do throws(PrincipalFailure) {
            guard let credential = call.bearerToken else {
                guard call.actAs == nil else { throw .forbidden }
                return principal(TenantCaller(organization: nil, origin: origin, deadline: end))
            }
            if credential.hasPrefix(APIKeySecret.mark) {
                guard call.actAs == nil else { throw .forbidden }
                return try await program(credential, origin, end)
            }
            return try await person(credential, call, origin, end)
        } catch {
            throw error.refusal
        }
    }

    private func principal(
        _ caller: TenantCaller, scopes: [String] = [], isAtTill: Bool = false
    ) -> Principal {
        var caller = caller
        let current = permissions.current
        caller.access =
            isAtTill
            ? current.pinPolicy(for: caller.role)
            : current.policy(for: caller.role, scopes: scopes)
        return Principal(caller: caller, access: caller.access)
    }

    /// The bearer of an API key: what its scopes allow, in its one branch if it is held to one.
    private func program(
        _ secret: String, _ origin: RequestOrigin, _ end: ContinuousClock.Instant
    ) async throws(PrincipalFailure) -> Principal {
        guard
            let key = try await look({ () throws(PostgresError) in try await facts.key(secret, deadline: end)
            })
        else { throw .unauthenticated }
        let caller = TenantCaller(
            organization: key.organization, branches: key.branch.map { [$0] }, role: PrincipalFacts.Key.role,
            apiKey: key.id, trustedDocumentsOnly: key.trustedDocumentsOnly, origin: origin, deadline: end)
        return principal(caller, scopes: key.scopes)
    }

    /// Whether what a token says can be about anybody here, whoever that is: nobody is asked.
    func makesSense(_ claims: AccessTokenClaims) -> Bool {
        permissions.current.hasRole(claims.role)
            && claims.org.map { EntityKind.organization.uuid($0) != nil } ?? true
            && (claims.branches ?? []).allSatisfy { EntityKind.branch.uuid($0) != nil }
    }

    /// The bearer of an access token.
    private func person(
        _ token: String, _ call: GraphQLCall, _ origin: RequestOrigin, _ end: ContinuousClock.Instant
    ) async throws(PrincipalFailure) -> Principal {
        let claims: AccessTokenClaims
        do {
            claims = try await tokens.verify(token)
        } catch {
            throw .unauthenticated
        }
        guard permissions.current.hasRole(claims.role) else { throw .unauthenticated }
        let organization = try claims.org.map { text throws(PrincipalFailure) in
            try Self.id(.organization, text)
        }
        let branches = try claims.branches.map { list throws(PrincipalFailure) in
            var ids: [UUIDBytes] = []
            for branch in list { ids.append(try Self.id(.branch, branch)) }
            return ids
        }
        if let text = claims.ses {
            guard call.actAs == nil else { throw .forbidden }
            return try await guest(claims, try Self.id(.tableSession, text), organization, origin, end)
        }
        guard let user = EntityKind.user.uuid(claims.sub) else {
            guard call.actAs == nil else { throw .forbidden }
            return try tool(claims, organization, branches, origin, end)
        }
        var bearer = PrincipalFacts.Bearer(user: user, organization: organization)
        if let text = claims.sid {
            guard let session = UUIDBytes(text: text) else { throw .unauthenticated }
            bearer.session = session
        }
        guard let organization else {
            return try await outsider(bearer, claims, call, origin, end)
        }
        guard call.actAs == nil else { throw .forbidden }
        let place = try await look { () throws(PostgresError) in
            try await facts.place(of: bearer, deadline: end)
        }
        guard let place, Int(place.version) == claims.permVersion else { throw .unauthenticated }
        guard !permissions.current.permissions.actsOnly(place.role) else {
            return principal(
                TenantCaller(
                    organization: nil, user: user, loginSession: bearer.session, origin: origin,
                    deadline: end))
        }
        return principal(
            TenantCaller(
                organization: organization, branches: place.reach(within: branches), role: place.role,
                user: user, member: place.member, loginSession: bearer.session, origin: origin,
                deadline: end), isAtTill: claims.isOfPIN)
    }

    /// A guest at a table, as long as the session goes on, be it at another table.
    private func guest(
        _ claims: AccessTokenClaims, _ session: UUIDBytes, _ organization: UUIDBytes?,
        _ origin: RequestOrigin, _ end: ContinuousClock.Instant
    ) async throws(PrincipalFailure) -> Principal {
        guard let organization else { throw .unauthenticated }
        let guest = try Self.id(.sessionGuest, claims.sub)
        let bearer = PrincipalFacts.Guest(organization: organization, session: session, guest: guest)
        let seat = try await look { () throws(PostgresError) in
            try await facts.seat(of: bearer, deadline: end)
        }
        guard let seat else { throw .unauthenticated }
        var caller = TenantCaller(
            organization: organization, branches: [seat.branch], role: GuestSeat.role, origin: origin,
            deadline: end)
        caller.claims = ["session": .id(seat.session), "guest": .id(guest)]
        return principal(caller)
    }

    /// The bearer of a token that whoever holds the signing key has made for no login: what it says holds.
    /// One that acts within an organization says why.
    private func tool(
        _ claims: AccessTokenClaims, _ organization: UUIDBytes?, _ branches: [UUIDBytes]?,
        _ origin: RequestOrigin, _ end: ContinuousClock.Instant
    ) throws(PrincipalFailure) -> Principal {
        guard permissions.current.permissions.actsOnly(claims.role) else {
            return principal(
                TenantCaller(
                    organization: organization, branches: branches, role: claims.role, origin: origin,
                    deadline: end))
        }
        guard let organization, let reason = claims.reason else {
            return principal(TenantCaller(organization: nil, origin: origin, deadline: end))
        }
        return principal(
            TenantCaller(
                organization: organization, branches: branches, role: claims.role,
                actingReason: try Self.reason(reason), origin: origin, deadline: end))
    }

    /// A login outside of every organization, where it may do what everybody may: one that has not chosen
    /// yet, or one that runs the platform and may act within any, for a reason.
    private func outsider(
        _ bearer: PrincipalFacts.Bearer, _ claims: AccessTokenClaims, _ call: GraphQLCall,
        _ origin: RequestOrigin, _ end: ContinuousClock.Instant
    ) async throws(PrincipalFailure) -> Principal {
        let user = bearer.user
        let standing = try await look { () throws(PostgresError) in
            try await facts.standing(of: bearer, deadline: end)
        }
        guard let standing, standing.isOperator || claims.role == "PUBLIC" else { throw .unauthenticated }
        guard let target = call.actAs else {
            return principal(
                TenantCaller(
                    organization: nil, user: user, loginSession: bearer.session, origin: origin,
                    deadline: end))
        }
        guard standing.isOperator, permissions.current.permissions.reachesAllTenants(claims.role) else {
            throw .forbidden
        }
        let reason = try Self.reason(call.actAsReason)
        let unknown = PrincipalFailure.refused("Act-As names no organization.")
        guard let organization = EntityKind.organization.uuid(target) else { throw unknown }
        let exists = try await look { () throws(PostgresError) in
            try await facts.exists(organization, deadline: end)
        }
        guard exists else { throw unknown }
        logger.notice(
            "acting within an organization",
            metadata: [
                "user": "\(claims.sub)", "organization": "\(target)", "requestId": "\(call.requestID)",
            ])
        let caller = TenantCaller(
            organization: organization, role: claims.role, user: user, loginSession: bearer.session,
            actingReason: reason, origin: origin, deadline: end)
        try await look { () throws(PostgresError) in try await acting.record(caller, deadline: end) }
        return principal(caller)
    }

    private func look<Fact>(
        _ read: () async throws(PostgresError) -> Fact
    ) async throws(PrincipalFailure) -> Fact {
        do {
            return try await read()
        } catch {
            throw .failed(error)
        }
    }

    private static func reason(_ text: String?) throws(PrincipalFailure) -> String {
        guard let text, (10...200).contains(text.unicodeScalars.count) else {
            throw .refused("Act-As needs an Act-As-Reason of 10 to 200 characters.")
        }
        return text
    }

    private static func id(_ kind: EntityKind, _ text: String) throws(PrincipalFailure) -> UUIDBytes {
        guard let id = kind.uuid(text) else { throw .unauthenticated }
        return id
    }
}

extension PrincipalFacts.Place {
    /// The branches within reach of a token that may be held to some of them.
    fileprivate func reach(within claimed: [UUIDBytes]?) -> [UUIDBytes]? {
        guard let claimed else { return branches }
        return branches.map { branches in claimed.filter(branches.contains) } ?? claimed
    }
}

/// Why it is not known who calls.
private enum PrincipalFailure: Error {
    /// The credential proves nothing, or nothing any more.
    case unauthenticated
    /// Only who runs the platform acts within an organization.
    case forbidden
    /// The call says something that can not be.
    case refused(String)
    /// The database failed.
    case failed(PostgresError)

    var refusal: CallRefusal {
        switch self {
        case .unauthenticated: return .unauthenticated
        case .forbidden:
            return CallRefusal(.badRequest, message: "Act-As is not yours to use.", code: "FORBIDDEN")
        case .refused(let message):
            return CallRefusal(.badRequest, message: message, code: "BAD_USER_INPUT")
        case .failed(let error):
            let known = LoadError(error)
            let outcomes: [String: Outcome] = [
                "OVERLOADED": .overloaded, "DEADLINE_EXCEEDED": .deadlineExceeded, "INTERNAL": .internalError,
            ]
            return CallRefusal(outcomes[known.code] ?? .unavailable)
        }
    }
}
