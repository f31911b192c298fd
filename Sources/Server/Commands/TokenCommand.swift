import Accounts
import ArgumentParser
import Domain
import Foundation
import Permissions

/// `comanda token`: a signed access token, for development and for trying out roles.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Sign an access token for an organization and a role.")

    @Option(help: "The organization: its id (org_…) or its slug.")
    var organization: String

    @Option(help: "One role of Config/permissions.yaml, such as WAITER.")
    var role: String

    @Option(
        help: "A branch to confine the bearer to: its id (branch_…) or its slug. Repeatable; none is all.")
    var branch: [String] = []

    @Option(help: "Who the bearer is.")
    var subject = "developer"

    @Option(help: "How long the token is valid, in minutes.")
    var minutes = 12 * 60

    /// A year: more is a mistake, and far more can't be counted.
    private static let minutesMax = 525_600

    func validate() throws {
        guard (1...Self.minutesMax).contains(minutes) else {
            throw ValidationError("--minutes takes 1 to \(Self.minutesMax)")
        }
    }

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            let roles = try Product.read().permissions.roles
            guard roles.contains(role) else {
                throw StartFailure(
                    "nobody can have the role '\(role)'; one of: \(roles.joined(separator: " "))")
            }
            let directory = TenantDirectory(launch: launch)
            let organization = try await directory.organization(organization)
            var branches: [String]?
            for branch in branch {
                branches = (branches ?? []) + [try await directory.branch(branch, of: organization)]
            }
            let token = try await launch.accessTokens().mint(
                subject: subject, organization: organization, role: role, branches: branches,
                lifetime: .seconds(minutes * 60), id: UUID().uuidString.lowercased())
            Terminal.say(token)
        }
    }
}
