import GraphQLExecution
import Testing

/// What is told of the cost of an operation that is answered in payloads, and what is given back.
@Suite struct DeliveryCostTests {
    private static let query = "{ ship { number ... @defer { captain { name } sister { name } } } }"

    @Test func `the first payload tells what it may cost, and the last what it did`() async throws {
        let purse = CostBudgetTests.Purse(100)
        let answer = try await Fleet.run(Self.query, account: CostAccount(budget: purse, isShown: true))

        let first = try #require(answer.texts.first)
        let last = try #require(answer.texts.last)
        let left = purse.status.currentlyAvailable
        #expect(answer.texts.count == 2)
        #expect(
            first.contains(#""hasNext":true,"extensions":{"cost":{"requested":3,"throttleStatus":"#),
            "\(first)")
        #expect(last.contains(#""hasNext":false,"extensions":{"cost":{"requested":3,"actual":3,"#), "\(last)")
        #expect(left == 97)
    }

    @Test func `who goes away pays for all that was asked for`() async throws {
        let purse = CostBudgetTests.Purse(100)
        _ = try await Fleet.run(Self.query, payloadsWanted: 1, account: CostAccount(budget: purse))
        #expect(purse.status.currentlyAvailable == 97)
    }

    @Test func `what fails behind the first payload costs all that was asked for`() async throws {
        let purse = CostBudgetTests.Purse(100)
        let answer = try await Fleet.run(
            Self.query, failingRound: 2, account: CostAccount(budget: purse, isShown: true))
        #expect(answer.texts.last?.contains(#""actual":3"#) ?? false, "\(answer.texts)")
        #expect(purse.status.currentlyAvailable == 97)
    }

    @Test func `a deferred part that is left out costs nothing`() async throws {
        let purse = CostBudgetTests.Purse(100)
        let answer = try await Fleet.run(
            "query($defers: Boolean!) { ship { number } ... @defer(if: $defers) { motto } }",
            variables: #"{"defers":false}"#, account: CostAccount(budget: purse, isShown: true))
        #expect(answer.texts.count == 1)
        #expect(answer.texts[0].contains(#""actual":1"#), "\(answer.texts)")
        #expect(purse.status.currentlyAvailable == 99)
    }
}
