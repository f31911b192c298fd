import GraphQLSchema
import Testing

/// The rules about directives of a text and the values that it gives them.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
@Suite struct SDLDirectiveRulesTests {
    @Test(arguments: [
        SDLRuleCase(.uniqueDirectiveNames, "directive @a on FIELD directive @b on FIELD type a"),
        SDLRuleCase(.uniqueDirectiveNames, "directive @skip on FIELD"),
        SDLRuleCase(
            .uniqueDirectiveNames, "directive @a on FIELD directive @a on QUERY", at: [["1:12", "1:34"]]),
        SDLRuleCase(
            .uniqueDirectiveNames, "directive @skip on FIELD", onto: "type A { b: Int }", at: [["1:12"]]),
        SDLRuleCase(
            .uniqueDirectivesPerLocation, "type A { a: Int @deprecated @deprecated }",
            at: [["1:17", "1:29"]]),
        SDLRuleCase(
            .uniqueDirectivesPerLocation, "scalar S @specifiedBy extend scalar S @specifiedBy",
            at: [["1:10", "1:39"]]),
        SDLRuleCase(
            .uniqueDirectivesPerLocation, "type A @d @d directive @d repeatable on OBJECT"),
        SDLRuleCase(.uniqueDirectivesPerLocation, "type A @unknown @unknown"),
        SDLRuleCase(
            .uniqueDirectivesPerLocation,
            "directive @d on DIRECTIVE_DEFINITION directive @e @d on FIELD extend directive @e @d",
            at: [["1:51", "1:83"]]),
    ])
    func `directives are defined once and stand once at a place`(_ example: SDLRuleCase) throws {
        #expect(try example.reported() == example.places)
    }

    @Test(arguments: [
        ("SCHEMA", "schema @d { query: Q }"), ("SCHEMA", "extend schema @d"), ("SCALAR", "scalar S @d"),
        ("OBJECT", "type A @d"), ("FIELD_DEFINITION", "type A { a: Int @d }"),
        ("ARGUMENT_DEFINITION", "type A { a(b: Int @d): Int }"),
        ("ARGUMENT_DEFINITION", "directive @e(b: Int @d) on FIELD"), ("INTERFACE", "interface I @d"),
        ("UNION", "union U @d"), ("ENUM", "enum E @d"), ("ENUM_VALUE", "enum E { A @d }"),
        ("INPUT_OBJECT", "input I @d"), ("INPUT_FIELD_DEFINITION", "input I { a: Int @d }"),
        ("DIRECTIVE_DEFINITION", "directive @e @d on FIELD"),
        ("DIRECTIVE_DEFINITION", "directive @e on FIELD extend directive @e @d"),
    ])
    func `a directive stands only where it may`(_ location: String, _ text: String) throws {
        let allowed = "\(text) directive @d on \(location)"
        let refused = "\(text) directive @d on QUERY"

        #expect(try SDLRuleCase(.knownDirectives, allowed).reported().isEmpty)
        #expect(try SDLRuleCase(.knownDirectives, refused).reported().count == 1)
        #expect(try SDLRuleCase(.knownDirectives, text).reported().count == 1)
    }

    @Test(arguments: [
        SDLRuleCase(.knownDirectives, "type A { a: Int @d }", onto: "directive @d on FIELD_DEFINITION"),
        SDLRuleCase(.knownArgumentNamesOnDirectives, "type A { a: Int @deprecated(reason: \"b\") }"),
        SDLRuleCase(
            .knownArgumentNamesOnDirectives, "type A { a: Int @deprecated(because: \"b\") }",
            at: [["1:29"]]),
        SDLRuleCase(
            .knownArgumentNamesOnDirectives, "extend type A @d(b: 1)",
            onto: "type A { a: Int } directive @d(a: Int) on OBJECT", at: [["1:18"]]),
        SDLRuleCase(
            .uniqueArgumentNames, "type A { a: Int @deprecated(reason: \"b\", reason: \"c\") }",
            at: [["1:29", "1:42"]]),
        SDLRuleCase(.uniqueInputFieldNames, "type A { a(b: C = {d: {e: 1}, e: 2}): Int }"),
        SDLRuleCase(
            .uniqueInputFieldNames, "type A { a(b: C = [{d: 1, d: 2}]): Int }", at: [["1:21", "1:27"]]),
        SDLRuleCase(
            .providedRequiredArgumentsOnDirectives,
            "directive @d(a: Int!, b: Int! = 1, c: Int) on OBJECT type A @d(a: 1)"),
        SDLRuleCase(
            .providedRequiredArgumentsOnDirectives, "directive @d(a: Int!) on OBJECT type A @d",
            at: [["1:40"]]),
        SDLRuleCase(.providedRequiredArgumentsOnDirectives, "scalar S @specifiedBy", at: [["1:10"]]),
    ])
    func `directives are given what they take`(_ example: SDLRuleCase) throws {
        #expect(try example.reported() == example.places)
    }

    @Test func `rules are named as other tools name them, and all are tested`() {
        #expect(SDLRule.allCases.count == 15)
        #expect(SDLRule(rawValue: "LoneSchemaDefinition") == .loneSchemaDefinition)
    }
}
