import GraphQLExecution
import GraphQLSchema
import Testing

private struct Pet: Sendable { let kind: String, id: Int, name: String?, color: String, owner: Int? }

@Suite struct ArraySourceTests {
    private let sdl = """
        type Query { pets: [Pet!]! dog(id: ID!): Dog older(than: Int): [Pet!]! }
        union Pet = Dog | Cat
        enum Color { RED GREEN }
        type Dog { id: ID! name: String color: Color }
        type Cat { id: ID! name: String friends: [Pet!]! }
        """

    private func service() throws -> GraphQLService<GraphQLExecution.MemorySessions> {
        let schema = try Schema(sdl: sdl)
        let pets = ArraySource(
            "Pet",
            of: [
                Pet(kind: "Dog", id: 1, name: "Rex", color: "RED", owner: 2),
                Pet(kind: "Cat", id: 2, name: nil, color: "RED", owner: nil),
                Pet(kind: "Dog", id: 3, name: "Bo", color: "BLUE", owner: 2),
            ],
            columns: [
                .integer("number") { $0.id }, .text("id") { String($0.id) }, .text("name") { $0.name },
                .text("color") { $0.color }, .integer("owner") { $0.owner },
            ], objectType: { $0.kind })
        return try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        pets.all("pets"), pets.one("dog", where: "number", equals: .argument("id")),
                        pets.many("older", where: "owner", equals: .argument("than")),
                    ]),
                pets.resolver(in: schema), pets.resolver(in: schema, for: "Dog"),
                pets.resolver(
                    in: schema, for: "Cat",
                    adding: [pets.many("friends", where: "owner", equals: .parent(pets["number"]))]),
            ])
    }

    @Test func `elements of a union take the selections of their type`() async throws {
        let response = try await service().execute(
            "{ pets { __typename ... on Dog { name } ... on Cat { name friends { ... on Dog { id } } } } }")

        #expect(
            response.body.text
                == #"{"data":{"pets":[{"__typename":"Dog","name":"Rex"},{"__typename":"Cat","name":null,"#
                + #""friends":[{"id":"1"},{"id":"3"}]},{"__typename":"Dog","name":"Bo"}]}}"#)
    }

    @Test func `an ID finds a column of numbers, and a null argument finds nothing`() async throws {
        let response = try await service().execute(
            "{ dog(id: 1) { name } none: dog(id: \"x\") { name } older { __typename } }")

        #expect(response.body.text == #"{"data":{"dog":{"name":"Rex"},"none":null,"older":[]}}"#)
    }

    @Test func `a value that is not of its enum is an error`() async throws {
        let response = try await service().execute("{ pets { ... on Dog { color } } }")

        #expect(
            response.body.text.hasPrefix(
                #"{"data":{"pets":[{"color":"RED"},{},{"color":null}]},"errors":[{"message":"Dog.color"#))
        #expect(response.body.text.contains(#""path":["pets",2,"color"]"#))
    }

    @Test func `what has no source is told before anything is served`() throws {
        let schema = try Schema(sdl: sdl)

        #expect(throws: SchemaGaps.self) { try GraphQLService(schema: schema, resolvers: []) }
    }

    @Test func `an abstract type whose rows do not name their type is told too`() throws {
        let schema = try Schema(sdl: "type Query { pets: [Pet!]! } union Pet = Dog type Dog { id: ID! }")
        let dogs = ArraySource("Dog", of: [1], columns: [.integer("id") { $0 }])

        #expect(
            throws: SchemaGaps(gaps: ["Query.pets: no column of Pet names the object type of a row"])
        ) {
            try GraphQLService(
                schema: schema,
                resolvers: [
                    ObjectResolver(typeName: "Query", fields: [dogs.all("pets")]),
                    dogs.resolver(in: schema),
                ])
        }
    }
}
