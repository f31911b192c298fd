import Foundation
import Transport

/// What only developers are told, at their own machine: the kitchen's screen, tokens of all roles for the
/// explorer, how an answer came about, and how long it took.
///
/// There is one in `comanda dev` and none in `comanda serve`, whatever its settings say.
struct DevelopmentDoors: Sendable {
    /// Where the explorer finds out whom it can be.
    static let deskPath = "/explorer/development.json"
    /// The explorer's operations on the data of the demonstration: they name what not everybody may see.
    static let demonstrationPath = "/explorer/demonstration.js"

    let tokens: DevTokens
    let organizations: [DevBanner.Organization]

    private struct Desk: Encodable {
        struct Organization: Encodable {
            let name: String
            let id: String
            let branches: [Branch]
            /// By role.
            let tokens: [String: String]
        }

        struct Branch: Encodable {
            let name: String
            let id: String
            let publicCode: String
        }

        let roles: [String]
        let organizations: [Organization]
    }

    /// Opens them.
    func open<Responder: GraphQLResponder>(_ settings: inout HTTPService<Responder>.Settings) {
        settings.pages.merge(KitchenScreen.pages) { page, _ in page }
        if settings.pages["/"] != nil {
            settings.pages[Self.demonstrationPath] = StaticPage(
                PackageResources.demonstration_js, contentType: "text/javascript; charset=utf-8")
        }
        settings.pagesConnect = true
        settings.explains = true
        settings.tellsTime = true
        settings.localPages[Self.deskPath] = LocalPage(
            contentType: "application/json; charset=utf-8", make: { await desk() })
    }

    /// Tokens signed anew: those of an earlier day have ended.
    private func desk() async -> [UInt8] {
        var told: [Desk.Organization] = []
        for organization in organizations {
            var signed: [String: String] = [:]
            for role in tokens.roles { signed[role] = await tokens.token(role, organization) }
            told.append(
                Desk.Organization(
                    name: organization.name, id: organization.id,
                    branches: organization.branches.map {
                        Desk.Branch(name: $0.name, id: $0.id, publicCode: $0.publicCode)
                    }, tokens: signed))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(Desk(roles: tokens.roles, organizations: told))).map(Array.init) ?? []
    }
}
