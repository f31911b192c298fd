import Domain
import Foundation
import Postgres
import Restaurant

/// What `comanda dev` tells the person who started it: where to go, who to be, what to try.
struct DevBanner: Sendable {
    /// An organization of the demonstration data.
    struct Organization: Sendable {
        let name: String
        /// Its public id.
        let id: String
        let branches: [Branch]
    }

    /// A branch of it.
    struct Branch: Sendable {
        let name: String
        /// Its public id.
        let id: String
        /// What stands on its QR codes.
        let publicCode: String
    }

    let tokens: DevTokens
    let organizations: [Organization]

    /// Prints the banner.
    func show(port: Int) async {
        let url = "http://127.0.0.1:\(port)/graphql"
        Terminal.say("\nComanda answers at \(url)  (Ctrl-C stops it and its database)\n")
        Terminal.say("Guides, and what guests may ask for (with a token, what its bearer may):")
        Terminal.say("  http://127.0.0.1:\(port)/docs\n")
        guard let organization = organizations.first, let branch = organization.branches.first else { return }
        for organization in organizations {
            Terminal.say("  \(organization.name)  \(organization.id)")
            for branch in organization.branches {
                Terminal.say("    \(branch.name)  \(branch.id)  public code \(branch.publicCode)")
            }
        }
        Terminal.say("\nA token for each role in \(organization.name), valid for twelve hours:\n")
        var waiter = ""
        var cook = ""
        for role in tokens.roles {
            guard let token = await tokens.token(role, organization) else { continue }
            if role == "WAITER" { waiter = token }
            if role == "KITCHEN" { cook = token }
            Terminal.say("  \(role)  \(token)")
        }
        showCommands(url: url, branch: branch, token: waiter)
        Terminal.say("The kitchen's screen of \(branch.name), for a browser on this machine:\n")
        Terminal.say("  \(KitchenScreen.address(port: port, token: cook, branch: branch.id))\n")
        Terminal.say("To look around, open the explorer in a browser on this machine. It can be")
        Terminal.say("each of these roles, and has a query, a subscription and a mutation ready to run:\n")
        Terminal.say("  http://127.0.0.1:\(port)/\n")
    }

    private func showCommands(url: String, branch: Branch, token: String) {
        Terminal.say("\nThree commands to try:\n")
        for example in Self.examples(branch: branch) {
            Terminal.say(Self.command(url: url, token: example.isPublic ? nil : token, query: example.query))
        }
    }

    /// Queries that show something of the demonstration data; those that are not public are a waiter's.
    static func examples(branch: Branch) -> [(query: String, isPublic: Bool)] {
        let item = "name price { formatted } modifierGroups { name modifiers { name } }"
        let category = "name items { \(item) } children { name items { \(item) } }"
        return [
            ("{ publicMenu(branchCode: \"\(branch.publicCode)\") { branch { name } menus { name } } }", true),
            ("{ viewer { role organization { name } } branches { nodes { id name } } }", false),
            ("{ menus(branchId: \"\(branch.id)\") { name categories { \(category) } } }", false),
        ]
    }

    private static func command(url: String, token: String?, query: String) -> String {
        let query = query.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        let authorization = token.map { "-H 'Authorization: Bearer \($0)' " } ?? ""
        return
            "  curl -s \(url) -H 'Content-Type: application/json' "
            + "\(authorization)-d '{\"query\":\"\(query)\"}'\n"
    }
}

extension DevBanner.Organization {
    /// An organization of the demonstration data, with its public ids.
    init(_ organization: DemoData.Organization) {
        name = organization.name
        id = DevBanner.publicID("org", organization.id)
        branches = organization.branches.map { branch in
            DevBanner.Branch(
                name: branch.name, id: DevBanner.publicID("branch", branch.id), publicCode: branch.publicCode)
        }
    }
}

extension DevBanner {
    fileprivate static func publicID(_ prefix: String, _ id: UUIDBytes) -> String {
        TypeID(prefix: prefix, high: id.high, low: id.low)?.description ?? ""
    }
}
