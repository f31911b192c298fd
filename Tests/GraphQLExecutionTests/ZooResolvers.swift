import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

extension Zoo {
    static let resolvers: [ObjectResolver] = [
        ObjectResolver(
            typeName: "Query",
            fields: [
                Field("keepers", .many(keeperAll, key: [all])),
                Field("keeper", .one(keeperByID, key: [.argument("id", integerKey)], absence: .notFound)),
                Field(
                    "strictKeeper", .one(keeperByID, key: [.argument("id", integerKey)], absence: .notFound)),
                Field("pets", .many(petAll, key: [all])),
                Field("animals", .page(animalPage, key: [all], cursor: cursor)),
                Field(
                    "node",
                    .node(
                        argument: "id", decode: decode,
                        loaders: ["Keeper": keeperByID, "Animal": animalByID])),
                Field("greeting", .value(needs: [], greeting)),
                Field("fails", .value(needs: [], fails)),
            ]),
        ObjectResolver(
            typeName: "Mutation",
            fields: ["rename", "explode", "offline", "adopt"].map { Field($0, .mutation) }),
        ObjectResolver(
            typeName: "RenamePayload",
            fields: [
                Field("keeper", .one(keeperByID, key: [.column(0)], absence: .null)),
                Field("userErrors", .outcomeList(0)),
            ]),
        ObjectResolver(typeName: "UserError", fields: [Field("message", .column(0, .text))]),
        ObjectResolver(
            typeName: "Keeper",
            fields: [
                Field("id", .column(0, globalID("Keeper"))), Field("number", .column(0, .integer)),
                Field("name", .column(1, .text)), Field("nickname", .column(2, .text)),
                Field("animals", .many(animalByKeeper, key: [.column(0)])),
                Field("boss", .one(keeperByID, key: [.column(3)], absence: .null)),
                Field("salary", .embedded(columns: [4])), Field("broken", .value(needs: [], broken)),
                Field("badges", .value(needs: [1], badges)),
            ]),
        ObjectResolver(
            typeName: "Animal",
            fields: [
                Field("id", .column(0, globalID("Animal"))), Field("name", .column(1, .text)),
                Field("legs", .column(2, .integer)),
                Field("keeper", .one(keeperByID, key: [.column(3)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "Money",
            fields: [Field("amount", .column(0, .integer)), Field("text", .value(needs: [0], money))]),
        ObjectResolver(typeName: "Pet", fields: [], typeNameColumn: 1),
        ObjectResolver(
            typeName: "Dog",
            fields: [
                Field("name", .column(2, .text)), Field("barks", .column(3, .boolean)),
                Field("owner", .one(keeperByID, key: [.column(5)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "Cat",
            fields: [Field("name", .column(2, .text)), Field("lives", .column(4, .integer))]),
        ObjectResolver(
            typeName: "AnimalConnection",
            fields: [
                Field("edges", .pageItems), Field("nodes", .pageItems), Field("pageInfo", .pageInfo),
            ]),
        ObjectResolver(typeName: "AnimalEdge", fields: [Field("cursor", .cursor), Field("node", .pageNode)]),
        ObjectResolver(
            typeName: "PageInfo",
            fields: [
                Field("hasNextPage", .pageInfoField(.hasNextPage)),
                Field("hasPreviousPage", .pageInfoField(.hasPreviousPage)),
                Field("startCursor", .pageInfoField(.startCursor)),
                Field("endCursor", .pageInfoField(.endCursor)),
            ]),
    ]

    @Sendable static func greeting(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output {
        guard case .string(let name)? = request.arguments["name"] else { return .null }
        guard case .int(let times)? = request.arguments["times"] else { return .string("Hello \(name)") }
        return .string(String(repeating: name, count: Int(times)))
    }

    @Sendable static func fails(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output {
        throw FieldError(message: "Out of order.", code: "BROKEN")
    }

    @Sendable static func broken(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output { .null }

    @Sendable static func badges(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output {
        let name = String(decoding: row[0].bytes, as: UTF8.self)
        return name == "Bo" ? .list([.string("b"), .null]) : .list([.string(name)])
    }

    @Sendable static func money(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output {
        .string("S/ \(row[0].bytes.reduce(0) { $0 << 8 | Int($1) })")
    }

    @Sendable static func rename(
        _ arguments: Arguments, _ values: RequestValues, _ session: MemorySessions
    ) async throws(LoadError) -> MutationOutcome {
        guard case .int(let id)? = arguments["input"]?["id"],
            case .string(let name)? = arguments["input"]?["name"]
        else { throw LoadError(message: "No input.", code: "INTERNAL") }
        if name.isEmpty {
            return MutationOutcome(
                row: rowSet([[.null]]), lists: [rowSet([["A name is needed."]])], isRefused: true)
        }
        return MutationOutcome(row: rowSet([[.int(id)]]), lists: [rowSet([])])
    }

    static let mutations: [String: Mutation<MemorySessions>] = [
        "rename": rename, "explode": explode, "offline": offline, "adopt": adopt,
    ]

    @Sendable static func adopt(
        _ arguments: Arguments, _ values: RequestValues, _ session: MemorySessions
    ) async throws(LoadError) -> MutationOutcome {
        guard case .string(let id)? = arguments["keeper"], let number = id.split(separator: "-").last
        else { throw LoadError(message: "No ID.", code: "INTERNAL") }
        return MutationOutcome(row: rowSet([[.int(Int64(number) ?? 0)]]), lists: [rowSet([])])
    }

    @Sendable static func explode(
        _ arguments: Arguments, _ values: RequestValues, _ session: MemorySessions
    ) async throws(LoadError) -> MutationOutcome {
        throw LoadError(message: "It blew up.", code: "CONFLICT")
    }

    @Sendable static func offline(
        _ arguments: Arguments, _ values: RequestValues, _ session: MemorySessions
    ) async throws(LoadError) -> MutationOutcome {
        throw LoadError(message: "The database is away.", code: "UNAVAILABLE")
    }

    /// Runs a request; returns the response's text and kind, and what each round asked for.
    static func run(
        _ query: String, variables: String? = nil, operation: String? = nil, access: AccessPolicy = .all,
        queriesOnly: Bool = false, limits: ExecutionLimits = ExecutionLimits()
    ) async throws -> (text: String, kind: GraphQLResponse.Kind, rounds: [[String]], transactions: [String]) {
        let sessions = MemorySessions()
        let service = try GraphQLService(
            schema: Schema(sdl: sdl), resolvers: resolvers,
            mutations: mutations,
            sessions: sessions, limits: limits)
        var values: InputValue?
        if let variables {
            values = try Array(variables.utf8).withUnsafeBytes { try RequestBody.variables($0) }
        }
        let request = GraphQLRequest(document: Array(query.utf8), operationName: operation, variables: values)
        let response = await service.execute(
            request, for: (), access: access, values: RequestValues(nowSeconds: 0), queriesOnly: queriesOnly,
            requestID: "r1")
        return (
            response.body.text, response.kind, sessions.rounds.withLock { $0 },
            sessions.transactions.withLock { $0 }
        )
    }
}
