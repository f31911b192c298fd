import GraphQLExecution
import GraphQLSchema
import Testing

/// Which policies allow all that another one does.
@Suite struct CoveringTests {
    /// One right less or one limit more than everything, and of each another kind.
    static let narrowings: [(name: String, narrow: @Sendable (inout ZooPolicy) throws -> Void)] = [
        ("a field", { $0 = try ZooPolicy(without: "Animal.legs") }),
        (
            "rows",
            {
                $0 = try ZooPolicy(without: "Keeper")
                try $0.grant("Keeper", where: "0=1", ["id", "name"])
            }
        ),
        (
            "a field on some rows",
            {
                $0 = try ZooPolicy(without: "Animal.legs")
                try $0.grant("Animal", where: "0=1", ["legs"])
            }
        ),
        (
            "what a mask hides",
            {
                $0 = try ZooPolicy(without: "Animal.name")
                try $0.grant("Animal", [], masks: ["name": .last4])
            }
        ),
        ("an input", { $0.rules.hiddenInputs = [try $0.input("RenameInput.id")] }),
        ("some values of an input", { try $0.limit("RenameInput.name") { $0.forced = .string("Rex") } }),
        ("depth", { $0.rules.depthMax = 3 }),
        ("cost", { $0.rules.costMax = 100 }),
        ("documents of its own", { $0.rules.trustedDocumentsOnly = true }),
        ("introspection", { $0.rules.introspection = .off }),
    ]

    @Test func `rules that say the same cover each other, whatever their edition`() throws {
        var rules = try ZooPolicy(without: "Keeper", "Animal.legs")
        try rules.grant("Keeper", where: "0=1", ["id", "name"])
        try rules.limit("RenameInput.name") { $0.allowed = ["REX"] }
        rules.rules.costMax = 10
        let first = rules.policy
        rules.rules.version = "another"
        let second = rules.policy

        #expect(first.covers(second) && second.covers(first))
    }

    @Test(arguments: narrowings.indices)
    func `whoever lost something is not covered, and whoever gained it is`(_ index: Int) throws {
        let (name, narrow) = Self.narrowings[index]
        let wide = try ZooPolicy().policy
        var narrowed = try ZooPolicy()
        try narrow(&narrowed)
        let less = narrowed.policy

        #expect(!less.covers(wide), "\(name)")
        #expect(wide.covers(less), "\(name)")
    }

    @Test func `of two conditions on rows, none covers the other`() throws {
        var first = try ZooPolicy(without: "Keeper")
        var second = first
        try first.grant("Keeper", where: "0=1", ["id", "name"])
        try second.grant("Keeper", where: "3=1", ["id", "name"])

        #expect(!first.policy.covers(second.policy) && !second.policy.covers(first.policy))
    }

    @Test func `a limit on what nobody saw takes nothing`() throws {
        let blind = try ZooPolicy(without: "Animal.legs", "Animal.name").policy
        var partly = try ZooPolicy(without: "Animal.legs", "Animal.name")
        try partly.grant("Animal", where: "0=1", ["legs"])

        #expect(partly.policy.covers(blind))
    }
}
