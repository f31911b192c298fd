import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// Who pays for operations, and what is told of it.
@Suite struct CostBudgetTests {
    /// Holds some cost and never fills by itself.
    final class Purse: CostBudget {
        let left: Mutex<Int>
        let size: Int

        init(_ size: Int) {
            self.size = size
            left = Mutex(size)
        }

        func take(_ cost: Int) throws(CostRefusal) {
            let isEnough = left.withLock { left in
                guard cost <= left else { return false }
                left -= cost
                return true
            }
            guard isEnough else { throw CostRefusal(retryAfter: 9) }
        }

        func settle(requested: Int, actual: Int) { left.withLock { $0 += requested - actual } }

        var status: CostStatus {
            CostStatus(
                maximumAvailable: size, currentlyAvailable: left.withLock { $0 }, restoreRate: 0)
        }
    }

    private func run(
        _ query: String, _ account: CostAccount, access: AccessPolicy = .all,
        limits: ExecutionLimits = ExecutionLimits()
    ) async throws -> GraphQLResponse {
        let service = try GraphQLService(
            schema: Schema(sdl: RequestedCostTests.sdl), resolvers: Zoo.resolvers, mutations: Zoo.mutations,
            sessions: MemorySessions(), limits: limits)
        return await service.execute(
            GraphQLRequest(document: Array(query.utf8)), for: (), access: access,
            values: RequestValues(nowSeconds: 0), account: account, requestID: "r1")
    }

    @Test func `what rows did not cost is given back, and the response tells it`() async throws {
        let purse = Purse(100)
        let response = try await run(
            "{ keepers { name animals { name } } }", CostAccount(budget: purse, isShown: true))
        #expect(response.kind == .data)
        // Three keepers and four animals in place of 7 × (1 + 3).
        #expect(
            response.body.text.hasSuffix(
                #""extensions":{"cost":{"requested":28,"actual":7,"#
                    + #""throttleStatus":{"maximumAvailable":100,"currentlyAvailable":93,"restoreRate":0}}}}"#
            ))
    }

    @Test func `a page pays for its own rows, not for the one that tells of the next page`() async throws {
        let purse = Purse(100)
        _ = try await run("{ animals(first: 3) { nodes { name } } }", CostAccount(budget: purse))
        #expect(purse.status.currentlyAvailable == 96)
    }

    @Test func `nobody pays more than was asked for`() async throws {
        let purse = Purse(100)
        // Each keeper is taken to have three animals; one loads all rows of a list that says nothing.
        _ = try await run("{ keeper(id: 1) { animals { name } } }", CostAccount(budget: purse))
        #expect(purse.status.currentlyAvailable >= 96)
    }

    @Test func `without enough nothing is loaded, and the caller learns when to come back`() async throws {
        let purse = Purse(20)
        let response = try await run(
            "{ keepers { name animals { name } } }", CostAccount(budget: purse, isShown: true))
        #expect(response.kind == .tooManyRequests)
        #expect(response.retryAfter == 9)
        #expect(response.body.text.contains(#""code":"RATE_LIMITED""#))
        #expect(purse.status.currentlyAvailable == 20)
    }

    @Test func `what is unavailable costs nothing`() async throws {
        let purse = Purse(100)
        let response = try await run("mutation { offline { keeper { name } } }", CostAccount(budget: purse))
        #expect(response.kind == .unavailable)
        #expect(purse.status.currentlyAvailable == 100)
    }

    @Test func `nothing is told unless it is asked for`() async throws {
        let response = try await run("{ keepers { name } }", CostAccount(budget: Purse(100)))
        #expect(!response.body.text.contains("extensions"))
    }

    @Test func `the access policy's limit holds before the service's own`() async throws {
        var limits = ExecutionLimits()
        limits.costMax = 6
        var zoo = try ZooPolicy()
        zoo.rules.costMax = 7
        let access = AccessPolicy(zoo.rules, schema: try Schema(sdl: RequestedCostTests.sdl))

        let refused = try await run("{ keepers { name } }", CostAccount(), limits: limits)
        let allowed = try await run("{ keepers { name } }", CostAccount(), access: access, limits: limits)
        limits.refusesCosts = false
        let reported = try await run("{ keepers { name } }", CostAccount(), limits: limits)

        #expect(refused.kind == .requestError)
        #expect(
            refused.body.text.contains(
                #""extensions":{"code":"COST_LIMIT","limit":"graphql.maxCost","#
                    + #""cost":{"requested":7,"maximum":6},"requestId":"r1"}"#))
        #expect(allowed.kind == .data)
        #expect(reported.kind == .data)
    }
}
