import GraphQLSchema
import Testing

/// The rules about names of what a text defines.
///
/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SDLNameRulesTests {
    @Test(arguments: [
        SDLRuleCase(.loneSchemaDefinition, "schema { query: Q } extend schema { mutation: M }"),
        SDLRuleCase(.loneSchemaDefinition, "schema { query: Q } schema { query: Q }", at: [["1:21"]]),
        SDLRuleCase(.loneSchemaDefinition, "schema { query: Q }", onto: "type A { b: Int }"),
        SDLRuleCase(
            .loneSchemaDefinition, "schema { query: Q }", onto: "type Query { b: Int }", at: [["1:1"]]),
        SDLRuleCase(
            .uniqueOperationTypes, "schema { query: Q mutation: M } extend schema { subscription: S }"),
        SDLRuleCase(
            .uniqueOperationTypes, "schema { query: Q } extend schema { query: R }", at: [["1:10", "1:37"]]),
        SDLRuleCase(
            .uniqueOperationTypes, "extend schema { query: Q }", onto: "type Query { b: Int }",
            at: [["1:17"]]),
        SDLRuleCase(
            .uniqueOperationTypes, "extend schema { mutation: Q }", onto: "type Query { b: Int }"),
        SDLRuleCase(.uniqueTypeNames, "type A enum B { C } directive @A on FIELD extend type A { b: Int }"),
        SDLRuleCase(.uniqueTypeNames, "type A scalar A", at: [["1:6", "1:15"]]),
        SDLRuleCase(.uniqueTypeNames, "scalar A", onto: "type A { b: Int }", at: [["1:8"]]),
    ])
    func `schemas, root types and types are defined once`(_ example: SDLRuleCase) throws {
        #expect(try example.reported() == example.places)
    }

    @Test(arguments: [
        SDLRuleCase(.uniqueEnumValueNames, "enum E { A B } enum F { A } extend enum E { C }"),
        SDLRuleCase(.uniqueEnumValueNames, "enum E { A } extend enum E { A }", at: [["1:10", "1:30"]]),
        SDLRuleCase(.uniqueEnumValueNames, "extend enum E { A B }", onto: "enum E { A }", at: [["1:17"]]),
        SDLRuleCase(.uniqueFieldDefinitionNames, "type A { a: Int b: Int } extend type A { c: Int }"),
        SDLRuleCase(
            .uniqueFieldDefinitionNames, "type A { a: Int } extend type A { a: Int }",
            at: [["1:10", "1:35"]]),
        SDLRuleCase(.uniqueFieldDefinitionNames, "interface A { a: Int a: Int }", at: [["1:15", "1:22"]]),
        SDLRuleCase(.uniqueFieldDefinitionNames, "input A { a: Int a: Int }", at: [["1:11", "1:18"]]),
        SDLRuleCase(
            .uniqueFieldDefinitionNames, "extend input A { a: Int }", onto: "input A { a: Int }",
            at: [["1:18"]]),
        SDLRuleCase(
            .uniqueFieldDefinitionNames, "extend type A { a: Int }", onto: "type A { a: Int }",
            at: [["1:17"]]),
        SDLRuleCase(.uniqueArgumentDefinitionNames, "type A { a(x: Int): Int b(x: Int): Int }"),
        SDLRuleCase(
            .uniqueArgumentDefinitionNames, "type A { a(x: Int, x: Int): Int }", at: [["1:12", "1:20"]]),
        SDLRuleCase(
            .uniqueArgumentDefinitionNames, "directive @d(x: Int, x: Int) on FIELD", at: [["1:14", "1:22"]]),
    ])
    func `members are defined once`(_ example: SDLRuleCase) throws {
        #expect(try example.reported() == example.places)
    }

    @Test(arguments: [
        SDLRuleCase(.knownTypeNames, "type A { a(b: B): [String!]! } input B { c: Int }"),
        SDLRuleCase(.knownTypeNames, "type A { a: __Type }"),
        SDLRuleCase(.knownTypeNames, "extend type A { b: B }", onto: "type A { a: B } type B { c: Int }"),
        SDLRuleCase(
            .knownTypeNames,
            "type A implements B { c(d: D): [E] } union F = G schema {query: H} directive @i(j: J) on FIELD",
            at: [["1:19"], ["1:28"], ["1:33"], ["1:48"], ["1:65"], ["1:84"]]),
        SDLRuleCase(.possibleTypeExtensions, "extend type A { b: Int } type A"),
        SDLRuleCase(.possibleTypeExtensions, "extend type A { b: Int }", onto: "type A { a: Int }"),
        SDLRuleCase(.possibleTypeExtensions, "extend type A { b: Int }", at: [["1:13"]]),
        SDLRuleCase(.possibleTypeExtensions, "scalar A extend enum A { B }", at: [["1:1", "1:10"]]),
        SDLRuleCase(
            .possibleTypeExtensions, "extend union A = B", onto: "type A { a: Int }", at: [["1:1"]]),
    ])
    func `types that are mentioned or extended are defined`(_ example: SDLRuleCase) throws {
        #expect(try example.reported() == example.places)
    }
}
