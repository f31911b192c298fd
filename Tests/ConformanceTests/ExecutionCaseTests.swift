import Conformance
import Testing

@Suite struct ExecutionCaseTests {
    private let sdl = #"""
        interface Named { name: String } union Pet = Dog | Cat enum Color { RED GREEN } scalar Date
        type Dog implements Named { name: String ids: [[ID!]] color: Color on: Date }
        type Cat implements Named { name: String weight: Float good: Boolean lives: Int }
        type Query { named: Named pet: Pet dogs: [Dog] matrix: [[Cat!]] nothing: Empty }
        interface Empty { x: Int }
        type Mutation { set: Int dog: Dog }
        type Subscription { on: Dog }
        """#

    private func execute(_ query: String, _ more: String = "") async -> String {
        var engine = ConformanceEngine()
        let text = sdl.split(separator: "\n").joined(separator: " ")
        let line = #"{"k": "execute", "sdl": "\#(text)", "src": "\#(query)"\#(more)}"#
        return String(decoding: await engine.answer(Array(line.utf8)), as: UTF8.self)
    }

    @Test func `every field of any schema has a fixed answer`() async {
        #expect(
            await execute(
                "{ named { __typename name } pet { __typename } dogs { ids color on } nothing { x } }")
                == #"{"result":{"data":{"named":{"__typename":"Dog","name":"str"},"#
                + #""pet":{"__typename":"Cat"},"dogs":[{"ids":[["id","id"],["id","id"]],"#
                + #""color":"RED","on":"str"},"#
                + #"{"ids":[["id","id"],["id","id"]],"color":"RED","on":"str"}],"nothing":null}}}"#)
    }

    @Test func `lists of lists of objects have two items each`() async {
        #expect(
            await execute("{ matrix { weight good lives } }").hasPrefix(
                #"{"result":{"data":{"matrix":[[{"weight":3.14,"good":true,"lives":2},{"weight":3.14,"#))
    }

    @Test(arguments: [
        ("mutation { set dog { name } }", #"{"result":{"data":{"set":2,"dog":{"name":"str"}}}}"#),
        ("subscription { on { name } }", #"{"result":{"data":{"on":{"name":"str"}}}}"#),
    ])
    func `the other roots answer likewise`(query: String, answer: String) async {
        #expect(await execute(query) == answer)
    }

    @Test func `plain data answers by the names of its properties`() async {
        let root =
            #", "root": {"pet": {"__typename": "Dog", "name": "Rex"}, "dogs": [{"color": "RED"}, null, 1], "#
            + #""matrix": [[{"lives": 9}], null, [null]]}"#
        let answer = await execute(
            "{ pet { ... on Dog { name } } dogs { color } matrix { lives } named { name } }", root)

        #expect(
            answer.hasPrefix(
                #"{"result":{"data":{"pet":{"name":"Rex"},"dogs":[{"color":"RED"},null,null],"#
                    + #""matrix":[[{"lives":9}],null,null],"named":null},"errors":["#))
        #expect(answer.contains(#""path":["dogs",2]"#))
        #expect(answer.contains(#""path":["matrix",2,0]"#))
    }

    @Test func `objects of a root's type below it have properties of their own`() async {
        let sdl =
            "type Query { d: D x: Int } type D { q: Query } type Mutation { m: Mutation c: Int } scalar S"
        func answer(_ query: String, _ root: String) async -> String {
            var engine = ConformanceEngine()
            let line = #"{"k": "execute", "sdl": "\#(sdl)", "src": "\#(query)", "root": \#(root)}"#
            return String(decoding: await engine.answer(Array(line.utf8)), as: UTF8.self)
        }

        #expect(
            await answer(
                "{ d { q { d { q { x } } x } } x }",
                #"{"x": 1, "d": {"q": {"x": 2, "d": {"q": {"x": 3}}}}}"#)
                == #"{"result":{"data":{"d":{"q":{"d":{"q":{"x":3}},"x":2}},"x":1}}}"#)
        #expect(
            await answer("mutation { m { m { c } c } c }", #"{"c": 1, "m": {"c": 2, "m": null}}"#)
                == #"{"result":{"data":{"m":{"m":null,"c":2},"c":1}}}"#)
    }

    @Test func `a custom scalar may be an object, a built-in one not`() async {
        let root =
            #", "root": {"pet": {"__typename": "Dog", "on": {"y": 1, "m": [2, null]}, "name": {"a": 1}}}"#

        let answer = await execute("{ pet { ... on Dog { on name } } }", root)

        #expect(
            answer.hasPrefix(
                #"{"result":{"data":{"pet":{"on":{"y":1,"m":[2,null]},"name":null}},"errors":["#))
        #expect(answer.contains(#""path":["pet","name"]"#))
    }

    @Test func `an abstract type that names no object type is an error`() async {
        for name in ["null", "\"Bird\"", "\"String\"", "\"__Schema\""] {
            let answer = await execute(
                "{ pet { __typename } }", #", "root": {"pet": {"__typename": \#(name)}}"#)
            #expect(answer.hasPrefix(#"{"result":{"data":{"pet":null},"errors":["#))
            #expect(answer.contains(#""path":["pet"]"#))
        }
    }

    @Test func `a schema with mistakes tells them`() async {
        var engine = ConformanceEngine()
        let line = #"{"k": "execute", "sdl": "type Query { a: B }", "src": "{ a }"}"#

        #expect(String(decoding: await engine.answer(Array(line.utf8)), as: UTF8.self).contains("errors"))
    }
}
