import GraphQLExecution
import GraphQLSchema
import Testing

/// Values that plain rows cannot spell out.
///
/// - SeeAlso: GraphQL Sep 2025 §6.4.3
@Suite struct MarkedRowsTests {
    /// Answers the one key with the same marks every time.
    private struct Marked: MemoryLoad {
        let marks: RowMarks

        func rows(for call: LoadCall) -> RowSet {
            let first = WireForm.bytes(ofInteger: 1)
            return RowSet(values: marks.marks.map { _ in [first] }, marks: marks)
        }
    }

    /// Runs `{ a { __typename } b }` where `a` has a type and is answered with marks.
    private func run(
        _ type: String, _ marks: [RowMark], errors: [Int: FieldError] = [:]
    ) async throws -> String {
        let schema = try Schema(sdl: "type Query { a: \(type) b: Int } type T { x: Int }")
        let isList = type.hasPrefix("[")
        let loader = Loader(name: "a", cardinality: isList ? .lists : .one, keyCount: 0) { _ in
            LoadStatement(
                text: "a", positions: [], grouping: .ordinal(column: 0),
                context: Marked(marks: RowMarks(marks: marks, errors: errors)))
        }
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        Field("a", isList ? .many(loader, key: []) : .one(loader, key: [], absence: .null)),
                        Field("b", .value(needs: []) { _, _ in .integer(1) }),
                    ]),
                ObjectResolver(
                    typeName: "T", fields: [Field("x", .value(needs: []) { _, _ in .integer(2) })]),
            ])
        return await service.execute("{ a { x } b }").body.text
    }

    @Test func `lists hold lists and nulls`() async throws {
        let answer = try await run(
            "[[T]!]",
            [.listStart, .listStart, .object, .null, .listEnd, .listStart, .listEnd, .listEnd])

        #expect(answer == #"{"data":{"a":[[{"x":2},null],[]],"b":1}}"#)
    }

    @Test func `a failed item is null and has its own path`() async throws {
        let answer = try await run(
            "[T]", [.listStart, .object, .error, .listEnd], errors: [2: FieldError(message: "No.", code: "N")]
        )

        #expect(answer.hasPrefix(#"{"data":{"a":[{"x":2},null],"b":1},"errors":[{"message":"No.","#))
        #expect(answer.contains(#""path":["a",1],"extensions":{"code":"N""#))
    }

    @Test func `a null in a list of non-null items takes its list, and what holds it, with it`() async throws
    {
        let inner = try await run(
            "[[T!]]",
            [.listStart, .listStart, .object, .null, .listEnd, .listStart, .object, .listEnd, .listEnd])
        let outer = try await run(
            "[[T!]!]", [.listStart, .listStart, .object, .null, .listEnd, .listEnd])

        #expect(inner.hasPrefix(#"{"data":{"a":[null,[{"x":2}]],"b":1},"errors":"#))
        #expect(inner.contains(#""path":["a",0,1]"#))
        #expect(outer.hasPrefix(#"{"data":{"a":null,"b":1},"errors":"#))
        #expect(outer.contains(#""path":["a",0,1]"#))
    }

    @Test func `one object where a list belongs is an error, and a list where one object belongs`()
        async throws
    {
        let object = try await run("[T]", [.object])
        let list = try await run("T", [.listStart, .object, .listEnd])

        #expect(object.hasPrefix(#"{"data":{"a":null,"b":1},"errors":[{"message":"Query.a is not a list."#))
        #expect(list.hasPrefix(#"{"data":{"a":null,"b":1},"errors":[{"message":"Query.a is not one object."#))
    }

    @Test func `a null list is null, a list without items is empty`() async throws {
        #expect(try await run("[T]", [.null]) == #"{"data":{"a":null,"b":1}}"#)
        #expect(try await run("[T]", [.listStart, .listEnd]) == #"{"data":{"a":[],"b":1}}"#)
    }
}
