import GraphQLExecution
import GraphQLSchema
import Testing

/// What the start finds wrong with the sources of a schema.
@Suite struct ResolverTableTests {
    /// The gaps of one field `a`.
    private func gaps(
        _ type: String, _ source: Field.Source, scalars: ScalarCheck = .passThrough
    ) throws -> [String] {
        let schema = try Schema(
            sdl: "scalar Any type Query { a\(type) } interface I { x: Int } type T implements I { x: Int }")
        do throws(SchemaGaps) {
            _ = try GraphQLService(
                schema: schema,
                resolvers: [
                    ObjectResolver(typeName: "Query", fields: [Field("a", source)]),
                    ObjectResolver(typeName: "T", fields: [Field("x", .column(0, .integer))]),
                ], sessions: GraphQLExecution.MemorySessions(), scalars: scalars)
            return []
        } catch {
            return error.gaps
        }
    }

    private func loader(_ cardinality: LoaderCardinality) -> Loader {
        Loader(name: "t", cardinality: cardinality, keyCount: 0) { _ in
            LoadStatement(text: "t", positions: [], grouping: .ordinal(column: 0))
        }
    }

    @Test func `lists of lists need a loader that tells them apart`() throws {
        #expect(try gaps(": [T]", .many(loader(.many), key: [])) == [])
        #expect(try gaps(": [[T]]", .many(loader(.lists), key: [])) == [])
        #expect(
            try gaps(": [[T!]!]", .many(loader(.many), key: [])) == [
                "Query.a: a list of rows does not fit [[T!]!]"
            ])
    }

    @Test(arguments: ["embedded", "mutation", "pageNode", "pageInfo"])
    func `an interface needs a source that tells the object's type`(_ source: String) throws {
        let sources: [String: Field.Source] = [
            "embedded": .embedded(columns: [0]), "mutation": .mutation, "pageNode": .pageNode,
            "pageInfo": .pageInfo,
        ]

        #expect(
            try gaps(": I", #require(sources[source])) == [
                "Query.a: nothing tells the object type behind I"
            ])
    }

    @Test func `a list over a page's rows needs rows that name their type`() throws {
        #expect(try gaps(": [I!]", .pageItems) == ["Query.a: no column of I names the object type of a row"])
    }

    @Test func `a column of one value is no list`() throws {
        #expect(try gaps(": Int", .column(0, .integer)) == [])
        #expect(try gaps(": [Int]", .column(0, .json)) == [])
        #expect(
            try gaps(": [Int]", .column(0, .integer)) == ["Query.a: a column of one value does not fit [Int]"]
        )
    }

    /// - SeeAlso: GraphQL Sep 2025 §3.6.1
    @Test func `defaults of custom scalars are what the host takes`() throws {
        let check = ScalarCheck { _, value in
            if case .int(let number) = value, number > 0 { .int(number * 100) } else { nil }
        }
        let source = Field.Source.value(needs: []) { _, request throws(FieldError) in
            guard case .int(let number)? = request.arguments["b"] else { return .null }
            return .integer(number)
        }

        #expect(try gaps("(b: Any = 1, c: [Any] = [1, null]): Int", source, scalars: check) == [])
        #expect(
            try gaps("(b: Any = 0, c: [Any] = [1, \"x\"]): Int", source, scalars: check) == [
                "Query.a(b:): the default does not fit Any", "Query.a(c:): the default does not fit [Any]",
            ])
    }

    @Test func `a default reaches the field as the host coerces it`() async throws {
        let schema = try Schema(
            sdl: "scalar Cents input I { c: Cents = 2 } "
                + "type Query { a(b: Cents = 1, i: I = {}, j: [Cents!] = [3]): [Int] }")
        let check = ScalarCheck { _, value in
            if case .int(let number) = value { .int(number * 100) } else { nil }
        }
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        Field(
                            "a",
                            .value(needs: []) { _, request throws(FieldError) in
                                let values = [
                                    request.arguments["b"], request.arguments["i"]?["c"],
                                    request.arguments["j"],
                                ]
                                return .list(values.map(Self.number))
                            })
                    ])
            ], sessions: GraphQLExecution.MemorySessions(), scalars: check)

        let omitted = await service.execute("{ a }")
        let given = await service.execute("{ a(b: 5, i: {c: 6}, j: 7) }")

        #expect(omitted.body.text == #"{"data":{"a":[100,200,300]}}"#)
        #expect(given.body.text == #"{"data":{"a":[500,600,700]}}"#)
    }

    private static func number(_ value: InputValue?) -> Output {
        switch value {
        case .int(let number)?: .integer(number)
        case .list(let items)?: number(items.first)
        default: .null
        }
    }
}
