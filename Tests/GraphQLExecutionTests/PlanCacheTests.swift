import GraphQLExecution
import GraphQLSchema
import Testing

@Suite struct PlanCacheTests {
    private func service(budget: Int) throws -> GraphQLService<MemorySessions> {
        var limits = ExecutionLimits()
        limits.planCacheByteCountMax = budget
        return try GraphQLService(
            schema: Schema(sdl: Zoo.sdl), resolvers: Zoo.resolvers, mutations: Zoo.mutations,
            sessions: MemorySessions(), limits: limits)
    }

    private func run(_ query: String, _ service: GraphQLService<MemorySessions>, _ flag: Bool = true) async {
        let variables = InputValue.object([.init(name: "f", value: .boolean(flag))])
        let request = GraphQLRequest(document: Array(query.utf8), variables: variables)
        _ = await service.execute(
            request, for: (), view: .all, values: RequestValues(nowSeconds: 0), requestID: "r")
    }

    @Test func `a repeated document takes no more room`() async throws {
        let service = try service(budget: 1 << 20)

        await run("{ keepers { name } }", service)
        let once = service.planCacheByteCount
        await run("{ keepers { name } }", service)

        #expect(once > 0)
        #expect(service.planCacheByteCount == once)
    }

    @Test func `each plan of a document is charged`() async throws {
        let service = try service(budget: 1 << 20)
        let query = "query ($f: Boolean!) { keepers { name boss @include(if: $f) { name } } }"

        await run(query, service, true)
        let one = service.planCacheByteCount
        await run(query, service, false)

        #expect(service.planCacheByteCount > one)
    }

    @Test func `the budget holds however many documents come, valid or not`() async throws {
        let service = try service(budget: 100_000)

        for number in 0..<200 {
            await run("{ keepers { name a\(number): name } }", service)
            await run("{ keepers { nope\(number) } }", service)
            #expect(service.planCacheByteCount <= 100_000)
        }
    }
}
