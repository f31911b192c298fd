import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.6.1, §5.6.2, §5.6.4
@Suite struct ValuesOfCorrectTypeTests {
    private func argument(_ field: String, _ argument: String, _ value: String) -> String {
        "{ complicatedArgs { \(field)(\(argument): \(value)) } }"
    }

    @Test(arguments: [
        ("int", "1"), ("int", "null"), ("float", "1"), ("float", "1.5"), ("string", "\"a\""),
        ("boolean", "true"),
        ("id", "1"), ("id", "\"x\""), ("enum", "BROWN"), ("stringList", "[\"a\", null]"),
        ("stringList", "\"a\""),
        ("complex", "{requiredField: true}"), ("oneOf", "{intField: 1}"),
    ])
    func `a value of the type is valid`(_ kind: String, _ value: String) {
        expectValid(argument("\(kind)ArgField", "\(kind)Arg", value))
    }

    @Test(arguments: [
        ("int", "\"1\""), ("int", "2147483648"), ("int", "1.0"), ("int", "A"), ("float", "\"1\""),
        ("string", "1"),
        ("boolean", "TRUE"), ("id", "1.0"), ("id", "true"), ("enum", "\"BROWN\""), ("enum", "GREEN"),
        ("int", "[1]"),
        ("stringList", "[1]"), ("complex", "1"), ("complex", "{}"), ("complex", "{requiredField: null}"),
        ("complex", "{requiredField: true, unknown: 1}"), ("oneOf", "{}"),
        ("oneOf", "{intField: 1, stringField: \"a\"}"),
        ("oneOf", "{intField: null}"), ("stringListNonNull", "[null]"),
    ])
    func `a value that does not fit is reported once`(_ kind: String, _ value: String) {
        #expect(errors(argument("\(kind)ArgField", "\(kind)Arg", value)).count == 1)
    }

    @Test func `values of custom scalars are what the host takes`() throws {
        let check = ScalarCheck { _, value in
            if case .int(let number) = value, number > 0 { value } else { nil }
        }
        func columns(_ selection: String) throws -> [[Int]] {
            let document = try Parser.parse(Array(selection.utf8))
            return validate(document, on: dogSchema, scalars: check).map { $0.locations.map(\.column) }
        }

        #expect(try columns(argument("anyArgField", "any", "1")) == [])
        #expect(try columns(argument("anyArgField", "any", "null")) == [])
        #expect(try columns("query ($a: Any = 1) { complicatedArgs { anyArgField(any: $a) } }") == [])
        #expect(try columns("query ($a: Int) { complicatedArgs { anyArgField(any: [$a]) } }") == [])
        for value in ["0", "\"1\"", "[1]", "{a: 1}", "A", "1e400"] {
            #expect(try columns(argument("anyArgField", "any", value)) == [[38]])
        }
        #expect(try columns("query ($a: Any = 0) { complicatedArgs { anyArgField(any: $a) } }") == [[18]])
    }

    @Test func `faults are reported where they stand`() {
        #expect(
            expectErrors(
                argument(
                    "complexArgField", "complexArg",
                    "{requiredField: 1, nope: 2, stringListField: [\"a\", 3]}"))
                == [
                    "1:68 Field \"nope\" is not defined by type \"ComplexInput\".",
                    "1:65 Expected a value of type \"Boolean\", found 1.",
                    "1:100 Expected a value of type \"String\", found 3.",
                ])
        #expect(
            expectErrors("{ complicatedArgs { nonNullIntArgField(nonNullIntArg: null) } }") == [
                "1:55 Expected a value of type \"Int!\", found null."
            ])
        #expect(
            expectErrors("query ($a: Int = \"x\") { complicatedArgs { intArgField(intArg: $a) } }") == [
                "1:18 Expected a value of type \"Int\", found \"x\"."
            ])
    }

    @Test func `custom scalars take every value`() {
        expectValid("{ complicatedArgs { anyArgField(any: {a: [1, B, \"c\"]}) } }")
    }
}
