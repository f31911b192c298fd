import GraphQLExecution
import GraphQLSchema
import GraphQLValidation
import Testing

/// What a caller is told of the schema.
@Suite struct IntrospectionAccessTests {
    private static let names = "{ __schema { types { name fields { name } } } }"

    @Test func `off refuses __schema and __type, and still tells __typename`() async throws {
        var zoo = try ZooPolicy()
        zoo.rules.introspection = .off

        #expect(try await zoo.run(Self.names).text.contains("INTROSPECTION_OFF"))
        #expect(try await zoo.run("{ __type(name: \"Keeper\") { name } }").text.contains("INTROSPECTION_OFF"))
        #expect(try await zoo.run("{ __typename }").text == #"{"data":{"__typename":"Query"}}"#)
    }

    @Test func `visible tells of what the caller sees, full of everything`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.salary", "Mutation")

        let visible = try await zoo.run(Self.names)
        zoo.rules.introspection = .full
        let full = try await zoo.run(Self.names)

        for name in ["salary", "Money", "RenameInput", "Mutation"] {
            #expect(!visible.text.contains("\"\(name)\""))
            #expect(full.text.contains("\"\(name)\""))
        }
    }

    @Test func `hidden arguments are not listed, nor types that only they have`() async throws {
        var zoo = try ZooPolicy()
        zoo.rules.hiddenInputs = [
            try zoo.input("Query.greeting(times:)"), try zoo.input("Mutation.rename(input:)"),
        ]

        let result = try await zoo.run(
            "{ __schema { types { name fields { args { name } } inputFields { name } } } }")

        #expect(!result.text.contains("times"))
        #expect(!result.text.contains("RenameInput"))
    }

    @Test(arguments: ["Money", "RenameInput", "Nothing"])
    func `a type that nothing leads to is as unknown as one that never was`(_ name: String) async throws {
        var zoo = try ZooPolicy(without: "Money", "Keeper.salary")
        zoo.rules.hiddenInputs = [try zoo.input("Mutation.rename(input:)")]

        let fragment = try await zoo.run("{ ... on \(name) { __typename } }")
        let variable = try await zoo.run("query($a: \(name)) { greeting }")

        #expect(fragment.text.contains("Unknown type \\\"\(name)\\\"."))
        #expect(variable.text.contains("Unknown type \\\"\(name)\\\"."))
    }

    @Test func `without mutations there are none, as in a schema that has no such root`() async throws {
        let zoo = try ZooPolicy(without: "Mutation")

        let result = try await zoo.run("mutation { explode { __typename } }")

        #expect(result.text.contains("The schema has no mutation operations."))
    }

    @Test func `guesses name nothing that is hidden`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.nickname")
        zoo.rules.hiddenInputs = [try zoo.input("Query.greeting(times:)")]
        var limits = ExecutionLimits()
        limits.validation.suggestions = true

        let field = try await Zoo.run("{ keepers { nicknam } }", access: zoo.policy, limits: limits)
        let argument = try await Zoo.run("{ greeting(timez: 1) }", access: zoo.policy, limits: limits)

        #expect(!field.text.contains("nickname"))
        #expect(!argument.text.contains("times"))
    }
}
