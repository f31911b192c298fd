import GraphQLExecution
import Restaurant
import TestSupport
import Testing

/// What the file says a role may ask for, held against the product.
@Suite(.database(World.template))
struct RoleLimitTests {
    private static func trial(_ crew: String, boss: String = "") throws -> AccessTrial {
        var open = OpenPermissions()
        open.roles = """
            CREW: { inherits: [PUBLIC], \(crew) }, \
            BOSS: { inherits: [CREW]\(boss.isEmpty ? "" : ", ")\(boss) }, FREE: { inherits: [PUBLIC] }
            """
        open.everything = "CREW, FREE"
        return try AccessTrial(open)
    }

    private static let deep = "{ viewer { organization { branches { nodes { name } } } } }"
    private static let shallow = "{ viewer { organization { name } } }"

    @Test func `a role's depth holds for it, for who inherits it, and beside a freer role the freer one's`()
        async throws
    {
        let trial = try Self.trial("limits: { depth: 3 }")

        for roles in [["CREW"], ["BOSS"]] {
            let refused = await trial.ask(Self.deep, as: roles)
            #expect(refused.contains(#""code":"DEPTH_LIMIT""#), "\(refused)")
            #expect(!refused.contains("data"))
            #expect(await trial.ask(Self.shallow, as: roles).hasPrefix(#"{"data":"#))
        }
        #expect(await trial.ask(Self.deep, as: ["FREE"]).hasPrefix(#"{"data":"#))
        let wider = try Self.trial("limits: { depth: 3 }", boss: "limits: { depth: 9 }")
        #expect(await wider.ask(Self.deep, as: ["CREW", "BOSS"]).hasPrefix(#"{"data":"#))
    }

    @Test func `menus are as deep as a role may look, not as the server's own limit for them`() async throws {
        let trial = try Self.trial("limits: { depth: 3 }")
        let menu = """
            { menu(branchId: "\(World.id(.branch, 11))", id: "\(World.id(.menu, 100))") {
              categories { children { items { name } } } } }
            """

        #expect(await trial.ask(menu).contains(#""code":"DEPTH_LIMIT""#))
        #expect(await trial.ask(menu, as: ["FREE"]).contains("Ceviche"))
    }

    @Test func `a role's page is lowered where nothing is said, and refused where too much is asked`()
        async throws
    {
        let trial = try Self.trial("limits: { page: 2 }")
        func tables(_ first: String) -> String {
            "{ tables(branchId: \"\(World.id(.branch, 11))\"\(first)) { nodes { label } } }"
        }

        #expect(await trial.ask(tables("")).contains(#"[{"label":"T1"},{"label":"T2"}]"#))
        #expect(await trial.ask(tables(", first: 3")).contains(#""code":"FORBIDDEN""#))
        #expect(await trial.ask(tables(", first: 3"), as: ["FREE"]).contains(#"{"label":"T3"}]"#))
    }

    @Test func `a role that runs imported documents alone is refused all others`() async throws {
        let trial = try Self.trial("limits: { documents: trusted }", boss: "limits: { documents: any }")

        let refused = await trial.ask(Self.shallow)
        #expect(refused.contains(#""code":"DOCUMENT_NOT_TRUSTED""#), "\(refused)")
        #expect(!refused.contains("data"))
        #expect(await trial.ask(Self.shallow, as: ["BOSS"]).hasPrefix(#"{"data":"#))
        #expect(trial.events.statements.count == 2)
    }

    @Test func `a role is told of the schema what the file says`() async throws {
        let trial = try Self.trial("introspection: none", boss: "introspection: full")
        let names = "{ __schema { types { name } } }"

        #expect(await trial.ask(names).contains(#""code":"INTROSPECTION_OFF""#))
        #expect(await trial.ask("{ __typename }") == #"{"data":{"__typename":"Query"}}"#)
        #expect(await trial.ask(names, as: ["BOSS"]).contains(#""name":"MenuItem""#))
        let own = try AccessTrial(Self.hiding)
        let seen = await own.ask("{ __type(name: \"MenuItem\") { fields { name } } }", as: ["CREW"])
        #expect(seen.contains(#""name":"sku""#))
        #expect(!seen.contains(#""name":"station""#))
    }

    /// One field is for BOSS alone.
    private static var hiding: OpenPermissions {
        var open = OpenPermissions()
        open.roles = "CREW: { inherits: [PUBLIC] }, BOSS: { inherits: [CREW] }"
        open.fields["MenuItem.station"] = "{ allow: [BOSS] }"
        return open
    }
}
