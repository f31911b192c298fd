import GraphQLExecution
import GraphQLSchema
import Testing

/// What a service says of a policy that it can't keep as it was meant.
@Suite struct PolicyGapTests {
    private func gaps(_ zoo: ZooPolicy) throws -> [String] {
        try GraphQLService(
            schema: zoo.schema, resolvers: Zoo.resolvers, mutations: Zoo.mutations, sessions: MemorySessions()
        ).gaps(in: zoo.policy)
    }

    @Test func `a policy that can be kept has none`() throws {
        var zoo = try ZooPolicy(without: "Keeper", "Animal.legs", "Animal.keeper", "Query.strictKeeper")
        try zoo.grant("Keeper", where: "3=1", ["name", "id"])

        #expect(try gaps(zoo) == [])
        #expect(try gaps(ZooPolicy()) == [])
    }

    @Test func `a rule on objects without rows of their own is one`() throws {
        var zoo = try ZooPolicy(without: "Money")
        try zoo.grant("Money", where: "0=1", ["amount"])

        #expect(
            try gaps(zoo) == ["Money: its objects are no rows of their own, so no rule can hold for them"])
    }

    @Test func `a to-one that can't be null over rows out of scope is one, unless its parent goes with them`()
        throws
    {
        var zoo = try ZooPolicy(without: "Keeper", "Animal", "Query.strictKeeper")
        try zoo.grant("Keeper", where: "0=1", ["id", "name"])
        var open = zoo
        try open.grant("Animal", ["id", "keeper"])
        var other = zoo
        try other.grant("Animal", where: "3=1", ["id", "keeper"])
        try zoo.grant("Animal", where: "0=1", ["id", "keeper"])

        let gap =
            "Animal.keeper: cannot be null, but not all rows of Keeper exist: choose those of Animal by the "
            + "same scopes"
        #expect(try gaps(open) == [gap])
        #expect(try gaps(other) == [gap])
        #expect(try gaps(zoo) == [])
    }

    @Test func `a page in the order of a hidden field is one, be it hidden whole or in part`() throws {
        let gap = "Animal.id: must be seen, since Query.animals is in its order"
        var partly = try ZooPolicy(without: "Animal.id")
        try partly.grant("Animal", where: "0=1", ["id"])

        #expect(try gaps(ZooPolicy(without: "Animal.id")) == [gap])
        #expect(try gaps(partly) == [gap])
        #expect(try gaps(ZooPolicy(without: "Animal.id", "Query.animals")) == [])
    }

    @Test func `an input that is hidden but must be given is one, unless it is forced`() throws {
        var zoo = try ZooPolicy()
        zoo.rules.hiddenInputs = [try zoo.input("RenameInput.id")]

        #expect(try gaps(zoo) == ["RenameInput.id: hidden, but must be given and is not forced"])
        try zoo.limit("RenameInput.id") { $0.forced = .int(1) }
        #expect(try gaps(zoo) == [])
    }

    @Test func `a rule on the rows of IDs that nothing finds is one`() throws {
        var zoo = try ZooPolicy()
        let dog = try #require(zoo.schema.type(named: "Dog"))
        try zoo.limit("Mutation.adopt(keeper:)") { $0.target = InputRule.Target(type: dog, rows: []) }

        #expect(try gaps(zoo) == ["Dog: nothing finds it by an ID, so no ID can be held to its rows"])
    }

    @Test func `a rule on the rows of IDs is one where no transaction of the caller's could look`() throws {
        var zoo = try ZooPolicy()
        let keeper = try #require(zoo.schema.type(named: "Keeper"))
        try zoo.limit("Mutation.adopt(keeper:)") { $0.target = InputRule.Target(type: keeper, rows: []) }
        func gaps(detached: Set<String>) throws -> [String] {
            try AccessGaps(schema: zoo.schema, resolvers: Zoo.resolvers, detached: detached)
                .gaps(in: zoo.policy)
        }

        #expect(try gaps(detached: []) == [])
        #expect(
            try gaps(detached: ["adopt"]) == [
                "Mutation.adopt: opens its own transaction, so no ID in it can be held to rows"
            ])
    }
}
