import Accounts
import DataLoader
import Domain
import GraphQLExecution
import GraphQLSchema
import Permissions
import Postgres
import Transport

/// Turns a token into who is calling: tenant, branches, and the view of the role.
struct Principals: Sendable {
    typealias Principal = EngineResponder<TenantSessions>.Principal

    private let tokens: AccessTokens
    private let views: [String: SchemaView]
    private let publicView: SchemaView
    private let deadline: Duration

    /// - Parameter deadline: how long one operation of a caller may take.
    init(tokens: AccessTokens, permissions: Permissions, deadline: Duration) {
        self.tokens = tokens
        self.deadline = deadline
        var views: [String: SchemaView] = [:]
        for role in permissions.roles { views[role] = permissions.view(for: role) }
        self.views = views
        publicView = permissions.view(for: "PUBLIC")
    }

    /// The bearer of a call's token; without one, the public.
    func principal(_ call: GraphQLCall) async throws(Unauthenticated) -> Principal {
        let end = ContinuousClock.now + deadline
        let origin = RequestOrigin(address: call.address, requestID: call.requestID)
        guard let token = call.bearerToken else {
            let caller = TenantCaller(organization: nil, origin: origin, deadline: end)
            return Principal(caller: caller, view: publicView)
        }
        let claims: AccessTokenClaims
        do {
            claims = try await tokens.verify(token)
        } catch {
            throw Unauthenticated()
        }
        guard let view = views[claims.role] else { throw Unauthenticated() }
        let organization = try claims.org.map { text throws(Unauthenticated) in try Self.id("org", text) }
        let branches = try claims.branches.map { list throws(Unauthenticated) in
            var ids: [UUIDBytes] = []
            for branch in list { ids.append(try Self.id("branch", branch)) }
            return ids
        }
        let caller = TenantCaller(
            organization: organization, branches: branches, role: claims.role, origin: origin,
            deadline: end)
        return Principal(caller: caller, view: view)
    }

    private static func id(_ prefix: String, _ text: String) throws(Unauthenticated) -> UUIDBytes {
        guard let id = TypeID(text), id.prefix == prefix else { throw Unauthenticated() }
        return UUIDBytes(high: id.high, low: id.low)
    }
}
