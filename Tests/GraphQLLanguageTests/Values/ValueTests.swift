import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.10
@Suite struct ValueTests {
    @Test(arguments: [
        ("true", Document.Value.Kind.true), ("false", .false), ("null", .null), ("$on", .variable),
        ("[]", .list),
        ("{}", .object), ("EAST", .enumeration), ("TRUE", .enumeration), ("on", .enumeration),
        ("query", .enumeration),
    ])
    func `the first token tells the kind`(literal: String, kind: Document.Value.Kind) throws {
        #expect(try value(literal).value.kind == kind)
    }

    @Test func `names of variables and enum values are known`() throws {
        let (variable, document) = try value("$size")
        #expect(document.name(variable.name) == "size")
        #expect(document.text(variable) == "$size")
        let (enumeration, other) = try value("LARGE")
        #expect(other.name(enumeration.name) == "LARGE")
    }

    @Test func `the items of a list are neighbours, however lists nest`() throws {
        let (list, document) = try value("[1, [2, [3], 4], 5]")
        let items = document.values[list.children.range]
        #expect(items.map(\.kind) == [.int, .list, .int])
        let inner = try #require(items.dropFirst().first)
        #expect(document.values[inner.children.range].map(\.kind) == [.int, .list, .int])
    }

    @Test func `the fields of an object are neighbours, however objects nest`() throws {
        let (object, document) = try value("{ a: 1, b: { c: [{ d: 2 }], e: 3 }, f: 4 }")
        let fields = document.objectFields[object.children.range]
        #expect(fields.map { document.name($0.name) } == ["a", "b", "f"])
        let inner = try #require(fields.dropFirst().first)
        let children = document.values[Int(inner.value)].children
        #expect(document.objectFields[children.range].map { document.name($0.name) } == ["c", "e"])
    }

    @Test(arguments: [
        ("", "1:8 Expected a value, found \")\"."), ("@a", "1:8 Expected a value, found \"@\"."),
        ("[1", "1:10 Expected a value, found \")\"."),
        ("{ 1: 2 }", "1:10 Expected the name of an input field, found \"1\"."),
        ("{ a 1 }", "1:12 Expected \":\", found \"1\"."),
        ("{ a: 1", "1:14 Expected the name of an input field, found \")\"."),
        ("$", "1:9 Expected the name of a variable, found \")\"."),
        ("$1", "1:9 Expected the name of a variable, found \"1\"."),
    ])
    func `what is no value is refused where it goes wrong`(literal: String, problem: String) {
        #expect(failure("{ f(a: \(literal)) }") == problem)
    }

    @Test func `where a value must be constant, a variable is refused at any depth`() {
        #expect(
            failure("query ($a: A = { b: [$c] }) { d }")
                == "1:22 Expected a value without variables, found \"$\".")
        #expect(failure("type A @b(c: $d)") == "1:14 Expected a value without variables, found \"$\".")
        #expect(
            failure("query ($a: A @b(c: $d)) { e }")
                == "1:20 Expected a value without variables, found \"$\".")
    }
}
