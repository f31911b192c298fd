import GraphQLSchema
import Testing

@testable import GraphQLExecution

@Suite struct PlanCacheTests {
    private func service(budget: Int) throws -> GraphQLService<MemorySessions> {
        var limits = ExecutionLimits()
        limits.planCacheByteCountMax = budget
        return try GraphQLService(
            schema: Schema(sdl: Zoo.sdl), resolvers: Zoo.resolvers, mutations: Zoo.mutations,
            sessions: MemorySessions(), limits: limits)
    }

    private func run(
        _ query: String, _ service: GraphQLService<MemorySessions>, _ flag: Bool = true,
        access: AccessPolicy = .all
    ) async {
        let variables = InputValue.object([.init(name: "f", value: .boolean(flag))])
        let request = GraphQLRequest(document: Array(query.utf8), variables: variables)
        _ = await service.execute(
            request, for: (), access: access, values: RequestValues(nowSeconds: 0), requestID: "r")
    }

    @Test func `a repeated document takes no more room`() async throws {
        let service = try service(budget: 1 << 20)

        await run("{ keepers { name } }", service)
        let once = service.planCacheCounters.bytes
        await run("{ keepers { name } }", service)

        #expect(once > 0)
        #expect(service.planCacheCounters.bytes == once)
    }

    @Test func `all who ask for the same at once share one plan`() async throws {
        let service = try service(budget: 1 << 20)
        for round in 0..<200 {
            let request = GraphQLRequest(document: Array("{ keepers { name a\(round): name } }".utf8))
            let plans = try await withThrowingTaskGroup(of: ObjectIdentifier.self) { tasks in
                for _ in 0..<8 {
                    tasks.addTask {
                        let prepared = service.prepare(request.document ?? [], .all)
                        let operation = service.select(from: prepared, request, "r", incrementally: false)
                        return ObjectIdentifier(try operation.get().plan)
                    }
                }
                return try await tasks.reduce(into: Set<ObjectIdentifier>()) { $0.insert($1) }
            }
            #expect(plans.count == 1)
        }
    }

    @Test func `each plan of a document is charged`() async throws {
        let service = try service(budget: 1 << 20)
        let query = "query ($f: Boolean!) { keepers { name boss @include(if: $f) { name } } }"

        await run(query, service, true)
        let one = service.planCacheCounters.bytes
        await run(query, service, false)

        #expect(service.planCacheCounters.bytes > one)
    }

    @Test func `the budget holds however many documents come, valid or not`() async throws {
        let service = try service(budget: 100_000)

        for number in 0..<200 {
            await run("{ keepers { name a\(number): name } }", service)
            await run("{ keepers { nope\(number) } }", service)
            #expect(service.planCacheCounters.bytes <= 100_000)
        }
    }

    @Test func `a hit parses, validates and compiles nothing`() async throws {
        let service = try service(budget: 1 << 20)

        await run("{ keepers { name } }", service)
        let first = service.planCacheCounters
        for _ in 0..<3 { await run("{ keepers { name } }", service) }
        let last = service.planCacheCounters

        #expect([first.misses, first.compiledPlans, first.hits] == [1, 1, 0])
        #expect([last.misses, last.compiledPlans, last.hits] == [1, 1, 3])
        #expect(last.documents == 1)
    }

    @Test func `an invalid document is validated once`() async throws {
        let service = try service(budget: 1 << 20)

        for document in ["{ nope }", "{ nope }", "{ {", "{ {"] { await run(document, service) }
        let counters = service.planCacheCounters

        #expect([counters.misses, counters.negativeHits, counters.compiledPlans] == [2, 2, 0])
    }

    @Test func `conditions and operations have plans of their own, a view its own document`() async throws {
        let service = try service(budget: 1 << 20)
        let query = "query ($f: Boolean!) { keepers { name boss @include(if: $f) { name } } }"

        for flag in [true, false, true, false] { await run(query, service, flag) }
        #expect(service.planCacheCounters.misses == 1)
        #expect(service.planCacheCounters.compiledPlans == 2)
        let schema = try Schema(sdl: Zoo.sdl)
        await run(query, service, access: AccessPolicy(view: SchemaView(schema.fields.map(\.id))))
        #expect(service.planCacheCounters.misses == 2)
    }

    @Test func `invalid documents push out no valid one`() async throws {
        let service = try service(budget: 100_000)

        await run("{ keepers { name } }", service)
        for number in 0..<2_000 { await run("{ keepers { nope\(number) } }", service) }
        let before = service.planCacheCounters
        await run("{ keepers { name } }", service)

        #expect(before.evictions > 0)
        #expect(before.bytes <= 100_000)
        #expect(service.planCacheCounters.hits == before.hits + 1)
        #expect(service.planCacheCounters.misses == before.misses)
    }
}
