import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Synchronization
import Testing

/// What operations may cost, read off their refusals.
@Suite struct RequestedCostTests {
    /// The zoo with sizes on some of its lists.
    static let sdl =
        Zoo.sdl.replacing("keepers: [Keeper!]!", with: "keepers: [Keeper!]! @listSize(assumed: 7)")
        .replacing("pets: [Pet]!", with: "pets: [Pet]! @listSize(assumed: 4)")
        .replacing("animals: [Animal!]!", with: "animals: [Animal!]! @listSize(assumed: 3)")
        + "directive @listSize(assumed: Int!) on FIELD_DEFINITION"

    /// The cost that a refusal names; 0 where nothing is refused. No round may have run before a refusal.
    static func cost(
        _ query: String, variables: String? = nil, access: AccessPolicy = .all, isIncremental: Bool = false
    ) async throws -> Int {
        let sessions = MemorySessions()
        var limits = ExecutionLimits()
        limits.validation = .unlimited
        limits.parser.nestingDepthMax = 200
        limits.costMax = 0
        let service = try GraphQLService(
            schema: Schema(sdl: sdl, deliversIncrementally: isIncremental), resolvers: Zoo.resolvers,
            mutations: Zoo.mutations, sessions: sessions, limits: limits, deferral: .always)
        let request = GraphQLRequest(
            document: Array(query.utf8),
            variables: try variables.flatMap { text in
                try Array(text.utf8).withUnsafeBytes { try RequestBody.variables($0) }
            })
        let response = await service.execute(
            request, for: (), access: access, values: RequestValues(nowSeconds: 0), requestID: "r1")
        guard let start = response.body.text.firstRange(of: #""requested":"#) else { return 0 }
        #expect(sessions.transactions.withLock { $0 } == [])
        return try #require(Int(response.body.text[start.upperBound...].prefix { $0.isNumber }))
    }

    @Test(arguments: [
        ("{ greeting __typename }", 0),
        ("{ keeper(id: 1) { name } }", 1),
        ("{ keeper(id: 1) { name salary { amount } boss { boss { name } } } }", 4),
        ("{ keepers { name badges } }", 7),
        ("{ keepers { animals { name keeper { name } } } }", 7 * (1 + 3 * 2)),
        ("{ a: keepers { name } b: keepers { name } }", 14),
        ("{ keepers { name } keepers { number } }", 7),
        ("{ animals { pageInfo { hasNextPage } } }", 1),
        ("{ animals { nodes { name } } }", 1 + 2),
        ("{ animals(first: 50) { edges { cursor node { keeper { name } } } } }", 1 + 50 * 2),
        ("{ animals(first: 3) { edges { node { name } } nodes { name } } }", 1 + 3 + 3),
        ("{ pets { ... on Dog { name owner { boss { name } } } ... on Cat { name } } }", 4 * 3),
        ("{ node(id: \"Keeper-1\") { id ... on Keeper { boss { name } animals { name } } } }", 1 + 1 + 3),
        ("{ __schema { types { name fields { name } } } }", 0),
        ("mutation { rename(input: {id: 1, name: \"x\"}) { keeper { name } userErrors { message } } }", 12),
    ])
    func `an object costs 1, lists as many as they are taken to have`(_ query: String, _ cost: Int)
        async throws
    {
        #expect(try await Self.cost(query) == cost)
    }

    @Test func `fragments cost what they expand to`() async throws {
        let query = """
            { keepers { ...k ...k ... on Keeper { boss { ...k } } } }
            fragment k on Keeper { name animals { name } }
            """
        #expect(try await Self.cost(query) == 7 * (1 + 3 + 1 + 3))
    }

    @Test func `what is skipped costs nothing`() async throws {
        let query = """
            query ($all: Boolean!) {
              keepers { name boss @include(if: $all) { name } animals @skip(if: true) { name } }
            }
            """
        #expect(try await Self.cost(query, variables: #"{"all":true}"#) == 14)
        #expect(try await Self.cost(query, variables: #"{"all":false}"#) == 7)
    }

    @Test func `a variable decides on the size of a page, its default too`() async throws {
        let query = "query ($n: Int = 4) { animals(first: $n) { nodes { name } } }"
        #expect(try await Self.cost(query) == 5)
        #expect(try await Self.cost(query, variables: #"{"n":40}"#) == 41)
        #expect(try await Self.cost(query, variables: #"{"n":0}"#) == 1)
    }

    @Test(arguments: ["-1", "51", "2147483647", "-2147483648"])
    func `a page that is refused has no entries`(_ first: String) async throws {
        let query = "query ($n: Int) { animals(first: $n) { nodes { name } } }"
        #expect(try await Self.cost(query, variables: "{\"n\":\(first)}") == 1)
        #expect(try await Self.cost("{ animals(first: \(first)) { nodes { name } } }") == 1)
    }

    @Test func `a cost beyond all numbers is the largest one`() async throws {
        let depth = 40
        let query =
            "{ keepers " + String(repeating: "{ animals { keeper ", count: depth) + "{ name }"
            + String(repeating: "} }", count: depth) + "}"
        #expect(try await Self.cost(query) == .max)
    }

    @Test func `what is delivered later costs as much as at once`() async throws {
        let query = """
            { keepers @stream { boss { name } salary { amount } animals { name } ... @defer { broken } } }
            """
        #expect(try await Self.cost(query, isIncremental: true) == 7 * (1 + 1 + 1 + 3))
    }

    @Test func `a field that only some rows show costs as shown`() async throws {
        var zoo = try ZooPolicy(without: "Keeper")
        try zoo.grant("Keeper", ["name"])
        try zoo.grant("Keeper", where: "0=1", ["boss"])
        try zoo.deny("Keeper.boss", .null)
        #expect(try await Self.cost("{ keepers { boss { boss { name } } } }", access: zoo.policy) == 21)
    }
}
