import Accounts
import Foundation

/// Signs tokens for a developer who looks around in the demonstration. Made by `comanda dev` alone: nobody
/// else's server has a way to a token without a login.
struct DevTokens: Sendable {
    private let tokens: AccessTokens
    /// The roles that a token may carry.
    let roles: [String]

    /// How long they hold: a day's work.
    static let lifetime = Duration.seconds(12 * 3600)

    /// - Parameter roles: those of the permission file; nobody needs a token to be the public.
    init(tokens: AccessTokens, roles: [String]) {
        self.tokens = tokens
        self.roles = roles.filter { $0 != "PUBLIC" }
    }

    /// A token of a role in an organization; nil where it can't be signed.
    func token(_ role: String, _ organization: DevBanner.Organization) async -> String? {
        try? await tokens.mint(
            subject: role.lowercased(), organization: organization.id, role: role, branches: nil,
            reason: "a developer looks around", lifetime: Self.lifetime,
            id: UUID().uuidString.lowercased())
    }
}
