import DataLoader
import Foundation
import GraphQLExecution
import Permissions
import Restaurant
import TestSupport
import Testing

/// What callers are told of their own rights.
@Suite(.database(World.template))
struct CallerPermissionsTests {
    private static func open() -> OpenPermissions {
        var open = OpenPermissions()
        open.roles = """
            BASE: { inherits: [PUBLIC], abstract: true }, HOT: { inherits: [PUBLIC], abstract: true }, \
            CREW: { inherits: [BASE, HOT], limits: { depth: 7, cost: 900 } }, BOSS: { inherits: [CREW] }, \
            MUTE: { inherits: [BASE], introspection: none }
            """
        open.everything = "BASE"
        open.scopes = #"{ hot: { MenuItem: "spice_level >= 2" } }"#
        open.rows = ["MenuItem": "{ BASE: all, HOT: hot }"]
        open.fields = [
            "MenuItem.sku": "{ allow: [HOT], otherwise: \"null\" }",
            "MenuItem.station": "{ allow: [BOSS], otherwise: \"null\" }",
            "MenuItem.taxClass": "{ allow: [BOSS], otherwise: error }",
            "Member.email": "{ allow: [BOSS], mask: { BASE: initial+domain } }",
            "Mutation.categoryCreate": "{ allow: [BOSS] }",
        ]
        return open
    }

    private static let asked = """
        { permissions { fields(coordinates: ["MenuItem.sku", "MenuItem.station", "MenuItem.taxClass",
          "MenuItem.name", "Member.email", "Mutation.categoryCreate", "Mutation.nothing", "No.no", ""]) {
          coordinate access } } }
        """

    @Test func `each field is told as it is decided, and a hidden one as one that never was`() async throws {
        let trial = try AccessTrial(Self.open())

        let crew = await trial.ask(Self.asked)
        let boss = await trial.ask(Self.asked, as: ["BOSS"])

        #expect(
            crew == """
                {"data":{"permissions":{"fields":[{"coordinate":"Member.email","access":"MASKED"},\
                {"coordinate":"MenuItem.name","access":"FULL"},\
                {"coordinate":"MenuItem.sku","access":"SOME_ROWS"},\
                {"coordinate":"MenuItem.station","access":"NULL"},\
                {"coordinate":"MenuItem.taxClass","access":"ERROR"}]}}}
                """, "\(crew)")
        #expect(boss.contains(#"{"coordinate":"Mutation.categoryCreate","access":"FULL"}"#))
        #expect(boss.contains(#"{"coordinate":"Member.email","access":"FULL"}"#))
        #expect(trial.events.statements.isEmpty, "the database is not asked")
    }

    @Test func `all fields are listed for who may ask for the schema, named ones for everybody`() async throws
    {
        let trial = try AccessTrial(Self.open())
        let all = "{ permissions { fields { coordinate } } }"

        let crew = await trial.ask(all)
        let mute = await trial.ask(all, as: ["MUTE"])

        #expect(crew.contains(#"{"coordinate":"Query.viewer"}"#))
        #expect(!crew.contains("Mutation.categoryCreate"))
        #expect(!crew.contains("__"))
        #expect(mute == #"{"data":{"permissions":{"fields":[]}}}"#)
        #expect(await trial.ask(Self.asked, as: ["MUTE"]).contains(#""MenuItem.name","access":"FULL""#))
    }

    @Test func `roles, limits and the version are those in force`() async throws {
        let trial = try AccessTrial(Self.open())

        let crew = await trial.ask(
            "{ permissions { version roles maxDepth maxCost trustedDocumentsOnly } viewer { role } }")
        let both = await trial.ask("{ permissions { roles maxDepth } }", as: ["MUTE", "BOSS"])

        #expect(
            crew == """
                {"data":{"permissions":{"version":"\(trial.permissions.version)","roles":["CREW"],\
                "maxDepth":7,"maxCost":900,"trustedDocumentsOnly":false},"viewer":{"role":"CREW"}}}
                """, "\(crew)")
        #expect(both == #"{"data":{"permissions":{"roles":["BOSS","MUTE"],"maxDepth":7}}}"#, "\(both)")
        #expect(trial.events.statements.count == 1)
    }
}
