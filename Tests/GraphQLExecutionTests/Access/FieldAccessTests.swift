import GraphQLExecution
import GraphQLSchema
import Testing

/// What becomes of a field that is not granted.
@Suite struct FieldAccessTests {
    @Test func `a field that is not granted is as unknown as one that never was`() async throws {
        let hidden = try ZooPolicy(without: "Keeper.nickname")

        let asked = try await hidden.run("{ keepers { nickname } }")
        let unknown = try await hidden.run("{ keepers { nicknope } }")

        #expect(asked.text == unknown.text.replacing("nicknope", with: "nickname"))
        #expect(asked.rounds.isEmpty)
    }

    @Test func `with error it is null and FORBIDDEN at its path, and nothing is loaded for it`() async throws
    {
        var zoo = try ZooPolicy(without: "Keeper.boss")
        try zoo.deny("Keeper.boss", .error)

        let result = try await zoo.run("{ keeper(id: 2) { number boss { name } } }")

        #expect(result.text.hasPrefix(#"{"data":{"keeper":{"number":2,"boss":null}},"errors":[{"#))
        #expect(result.text.contains(#""path":["keeper","boss"],"extensions":{"code":"FORBIDDEN""#))
        #expect(result.rounds == [["Keeper.byID × 1", "last"]])
    }

    @Test func `with null it is null without an error, and nothing is loaded for it`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.boss", "Keeper.nickname")
        try zoo.deny("Keeper.boss", .null)
        try zoo.deny("Keeper.nickname", .null)

        let result = try await zoo.run("{ keeper(id: 2) { nickname boss { name } } }")

        #expect(result.text == #"{"data":{"keeper":{"nickname":null,"boss":null}}}"#)
        #expect(result.rounds == [["Keeper.byID × 1", "last"]])
    }

    @Test func `no child of a denied field takes its parent away`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.name", "Keeper.animals")
        try zoo.deny("Keeper.name", .mask(.constant(.string("?"))))

        let result = try await zoo.run("{ keeper(id: 2) { number name } }")

        #expect(result.text == #"{"data":{"keeper":{"number":2,"name":"?"}}}"#)
    }

    @Test func `null where a value must be is an error, never a null`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.name")
        try zoo.deny("Keeper.name", .null)

        let result = try await zoo.run("{ keeper(id: 2) { name } }")

        #expect(result.text.hasPrefix(#"{"data":{"keeper":null},"errors":["#))
        #expect(result.text.contains(#""code":"FORBIDDEN""#))
    }

    @Test(arguments: [
        (Mask.last4, "name", #""name":"••••ik""#),
        (.constant(.null), "nickname", #""nickname":null"#),
        (.bucket(500), "number", #""number":0"#),
    ])
    func `a mask shows part of the value`(_ mask: Mask, _ field: String, _ shown: String) async throws {
        var zoo = try ZooPolicy(without: "Keeper.\(field)")
        try zoo.grant("Keeper", [], masks: [field: mask])

        let result = try await zoo.run("{ keeper(id: 3) { \(field) } }")

        #expect(result.text == #"{"data":{"keeper":{\#(shown)}}}"#)
    }

    @Test func `who is granted the value and a mask sees the value`() async throws {
        var zoo = try ZooPolicy()
        try zoo.grant("Keeper", [], masks: ["name": .last4])

        let result = try await zoo.run("{ keeper(id: 2) { name } }")

        #expect(result.text == #"{"data":{"keeper":{"name":"Bo"}}}"#)
    }

    @Test func `what a mask does not fit is FORBIDDEN, never shown`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.nickname")
        try zoo.grant("Keeper", [], masks: ["nickname": .year])

        let result = try await zoo.run("{ keeper(id: 3) { nickname } }")

        #expect(result.text.hasPrefix(#"{"data":{"keeper":{"nickname":null}},"errors":["#))
        #expect(result.text.contains(#""code":"FORBIDDEN""#))
    }
}
