import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.2
@Suite struct ExecutableDocumentTests {
    @Test func `siblings of nested selection sets are neighbours in source order`() throws {
        let document = try parse("{ a { b c { d } } e ...F ... on T { g } }  fragment F on T { h }")

        func names(_ range: IndexRange) -> [String] {
            range.compactMap { index in
                let selection = document.selections[index]
                return selection.kind == .field ? document.name(document.fields[selection.index].name) : nil
            }
        }
        let root = document.operations[0].selectionSet
        #expect(names(root) == ["a", "e"])
        #expect(
            root.map { document.selections[$0].kind } == [.field, .field, .fragmentSpread, .inlineFragment])
        let first = document.fields[document.selections[root.startIndex].index]
        #expect(names(first.selectionSet) == ["b", "c"])
        #expect(document.name(document.fragments[0].name) == "F")
    }

    @Test func `an operation has kind, name, variables, directives`() throws {
        let document = try parse("mutation M($a: [Int!]! = [1], $b: T @d) @e { f }")

        let operation = document.operations[0]
        #expect(operation.kind == .mutation)
        #expect(operation.name.map(document.name) == "M")
        let variable = document.variableDefinitions[0]
        #expect(variable.type.wrapping.description(around: document.name(variable.type.name)) == "[Int!]!")
        #expect(variable.defaultValue.map { document.values[Int($0)].kind } == .list)
        #expect(document.variableDefinitions[1].directives.count == 1)
        #expect(operation.directives.map { document.name(document.directives[$0].name) } == ["e"])
    }

    @Test func `the response name of a field is its alias`() throws {
        let document = try parse("{ first: name name }")

        #expect(document.fields.map { document.name($0.responseName) } == ["first", "name"])
        #expect(document.fields[0].nameOffset == 9)
        #expect(document.fields[0].name == document.fields[1].name)
    }

    @Test func `keywords are names where a name is expected`() throws {
        let document = try parse(
            "query query { on: fragment(true: $null, null: on) { mutation } } fragment type on on { on }")

        #expect(document.operations[0].name.map(document.name) == "query")
        #expect(document.fragments[0].typeCondition == document.nameID(of: "on"))
    }

    @Test func `descriptions stand on operations, fragments and variables`() throws {
        let document = try parse(#""q" query Q("v" $v: Int) { a } """f""" fragment F on T { a }"#)

        #expect(document.operations.count == 1)
        #expect(document.operations[0].offset == 4)
        #expect(document.fragments.count == 1)
    }

    @Test(arguments: [
        "▲", "{▲}", "{ a {▲} }", "{ a(▲) }", "query (▲) { a }", "{ a: ▲}", "{ ...▲}", "{ ... on ▲}",
        "fragment ▲on on T { a }", "fragment F ▲{ a }", "{ a(b ▲1) }", "{ a(b: ▲) }",
        "query ($a: Int = ▲$b) { a }",
        "query ($a: [Int▲) { a }", "▲notAKeyword { a }", "{ a ▲", "{ a } ▲}", "{ a @ ▲}", "\"d\" ▲{ a }",
        "{ a(b: {c: 1 ▲2}) }", "query Q ▲Q { a }", "{ a(b: [▲} ) }", "extend ▲directive @a on FIELD",
    ])
    func `a text off the grammar is refused where it leaves it`(_ text: String) {
        let error = expectSyntaxError(text)

        #expect(error?.limit == nil)
        #expect(error?.message.hasPrefix("Expected") == true)
    }

    @Test func `the message says what was expected and what was found`() {
        #expect(expectSyntaxError("{ a(b: }) }")?.message == "Expected a value, found \"}\".")
        #expect(expectSyntaxError("{ a")?.message == "Expected a field, found the end of the document.")
        #expect(expectSyntaxError("{ a }\n}")?.location == SourceLocation(line: 2, column: 1))
    }

    @Test func `type system definitions are noted by name`() throws {
        let document = try parse(
            "{ a } type T { a: Int } schema { query: T } extend union U = T directive @d on FIELD")

        #expect(document.typeSystemDefinitions.map { $0.name.map(document.name) } == ["T", nil, "U", "d"])
    }
}
