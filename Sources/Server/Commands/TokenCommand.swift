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

    @Option(
        help: "Why the bearer acts within the organization, 10 to 200 characters; roles above all need it.")
    var reason: String?

    @Option(help: "How long the token is valid, in minutes.")
    var minutes = 12 * 60

    /// A year: more is a mistake, and far more can't be counted.
    private static let minutesMax = 525_600

    func validate() throws {
        guard (1...Self.minutesMax).contains(minutes) else {
            throw ValidationError("--minutes takes 1 to \(Self.minutesMax)")
        }
        if let reason, !(10...200).contains(reason.unicodeScalars.count) {
            throw ValidationError("--reason takes 10 to 200 characters")
        }
    }

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            let permissions = try Product.read().permissions
            let roles = permissions.roles
            guard roles.contains(role) else {
                throw StartFailure(
                    "nobody can have the role '\(role)'; one of: \(roles.joined(separator: " "))")
            }
            guard reason != nil || !permissions.actsOnly(role) else {
                throw StartFailure("\(role) acts within an organization for a reason: say it with --reason")
            }
            let directory = TenantDirectory(launch: launch)
            let organization = try await directory.organization(organization)
            var branches: [String]?
            for branch in branch {
                branches = (branches ?? []) + [try await directory.branch(branch, of: organization)]
            }
            let token = try await launch.accessTokens().mint(
                subject: subject, organization: organization, role: role, branches: branches,
                reason: reason, lifetime: .seconds(minutes * 60), id: UUID().uuidString.lowercased())
            Terminal.say(token)
        }
    }
}
