import GraphQLExecution
import GraphQLSchema
import Testing

/// A zoo whose keepers can be heard: events name a keeper, and what happened.
enum Bell {
    static let sdl = """
        type Query { keeper(id: Int!): Keeper }
        type Subscription {
          rang(house: Int! = 1, name: String, after: String): Ring
          plain: Int
        }
        type Ring { cursor: String! kind: String keeper: Keeper }
        type Keeper { number: Int! name: String! boss: Keeper animals: [Animal!]! }
        type Animal { name: String! }
        """

    /// One keeper of a name, or of any.
    static let keeperRang = Zoo.keepers.loader("rang", .one, by: 0)

    static let resolvers: [ObjectResolver] = [
        ObjectResolver(
            typeName: "Query",
            fields: [
                Field(
                    "keeper",
                    .one(Zoo.keeperByID, key: [.argument("id", Zoo.integerKey)], absence: .notFound))
            ]),
        ObjectResolver(
            typeName: "Subscription",
            fields: [
                Field(
                    "rang",
                    .event(subjects: [Field.Subject("Keeper", keeperRang, key: [.column(2)])]),
                    requires: Field.Requirement(
                        Zoo.keeperByID, key: [.argument("house", Zoo.integerKey)])),
                Field("plain", .value(needs: []) { _, _ in .integer(1) }),
            ]),
        ObjectResolver(
            typeName: "Ring",
            fields: [
                Field("cursor", .column(0, .text)), Field("kind", .column(1, .text)),
                Field("keeper", .one(Zoo.keeperByID, key: [.column(2)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "Keeper",
            fields: [
                Field("number", .column(0, .integer)), Field("name", .column(1, .text)),
                Field("boss", .one(Zoo.keeperByID, key: [.column(3)], absence: .null)),
                Field("animals", .many(Zoo.animalByKeeper, key: [.column(0)])),
            ]),
        ObjectResolver(typeName: "Animal", fields: [Field("name", .column(1, .text))]),
    ]

    static func service(_ sessions: MemorySessions = MemorySessions()) throws -> GraphQLService<
        MemorySessions
    > {
        try GraphQLService(schema: Schema(sdl: sdl), resolvers: resolvers, sessions: sessions)
    }

    /// Rows of events: the keepers' numbers, in order.
    static func events(_ keepers: Int64...) -> RowSet {
        rowSet(keepers.enumerated().map { [.text("\($0 + 1)"), .text("RANG"), .int($1)] })
    }

    /// What a document begins.
    static func start(
        _ document: String, in service: GraphQLService<MemorySessions>, variables: String? = nil,
        access: AccessPolicy = .all
    ) async throws -> StartedOperation<MemorySessions> {
        var values: InputValue?
        if let variables {
            values = try Array(variables.utf8).withUnsafeBytes { try RequestBody.variables($0) }
        }
        return await service.start(
            GraphQLRequest(document: Array(document.utf8), variables: values), for: (), access: access,
            values: RequestValues(nowSeconds: 0), requestID: "r1")
    }

    /// The subscription that a document opens.
    static func open(
        _ document: String, in service: GraphQLService<MemorySessions>, variables: String? = nil,
        access: AccessPolicy = .all
    ) async throws -> OpenedSubscription<MemorySessions> {
        let started = try await start(document, in: service, variables: variables, access: access)
        guard case .opened(let opened) = started else {
            throw NotOpened(text: started.refusal)
        }
        return opened
    }

    struct NotOpened: Error {
        let text: String
    }
}

extension StartedOperation {
    /// The text of a refusal; empty without one.
    var refusal: String {
        if case .refused(let response) = self { response.body.text } else { "" }
    }
}

extension OpenedSubscription.Batch {
    /// The responses; nil for an event that is hidden.
    var texts: [String?] {
        guard case .shown(let entries) = self else { return [] }
        return entries.map { entry in
            if case .response(let response) = entry { response.body.text } else { nil }
        }
    }
}
