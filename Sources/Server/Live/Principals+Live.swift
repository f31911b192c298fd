import Accounts
import DataLoader
import Domain
import Glibc
import GraphQLExecution
import Postgres
import Restaurant
import Transport

extension Principals {
    /// What a live connection's credential says by itself: a signature is checked, and nobody is asked but
    /// for a key, which says nothing.
    ///
    /// - Throws: a refusal for a credential that proves nothing.
    func holder(of hello: LiveHello) async throws(CallRefusal) -> LiveHolder {
        guard let credential = hello.bearerToken else {
            guard hello.actAs == nil else { throw .unauthenticated }
            return LiveHolder()
        }
        guard !credential.hasPrefix(APIKeySecret.mark) else {
            let caller = try await principal(of: hello).caller
            return LiveHolder(
                user: caller.apiKey?.description, organization: caller.organization, isKey: true)
        }
        let claims: AccessTokenClaims
        do {
            claims = try await tokens.verify(credential)
        } catch {
            throw .unauthenticated
        }
        guard makesSense(claims) else { throw .unauthenticated }
        let session =
            claims.ses.map { EntityKind.tableSession.uuid($0) } ?? claims.sid.map { UUIDBytes(text: $0) }
        return LiveHolder(
            user: claims.sub, organization: claims.org.flatMap { EntityKind.organization.uuid($0) },
            login: EntityKind.user.uuid(claims.sub), session: session ?? nil,
            expiresIn: .seconds(claims.exp - time(nil)))
    }

    /// Who holds a live connection now.
    func principal(of hello: LiveHello) async throws(CallRefusal) -> Principal {
        try await principal(GraphQLCall(GraphQLRequest(document: nil), of: hello, requestID: hello.requestID))
    }
}
