import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.3.1
@Suite struct FieldsOnCorrectTypeTests {
    @Test func `fields of objects, interfaces and __typename are valid`() {
        expectValid("{ dog { name alias: name __typename } pet { name __typename } catOrDog { __typename } }")
    }

    @Test func `an unknown field is reported, nothing below it`() {
        #expect(
            expectErrors("{ dog { meows { deep { er } } } pet { barks } catOrDog { name } }") == [
                "1:9 Cannot query field \"meows\" on type \"Dog\".",
                "1:39 Cannot query field \"barks\" on type \"Pet\".",
                "1:58 Cannot query field \"name\" on type \"CatOrDog\".",
            ])
    }

    @Test func `a field outside the view does not exist`() throws {
        let dog = try #require(dogSchema.field(named: "dog", of: dogSchema.queryType))
        let view = SchemaView([dog])

        #expect(
            expectErrors("{ dog { __typename nickname } }", view: view) == [
                "1:20 Cannot query field \"nickname\" on type \"Dog\"."
            ])
    }

    @Test func `a guess is made only when asked for, and only of visible fields`() throws {
        var limits = ValidationLimits()
        limits.suggestions = true
        let dog = try #require(dogSchema.field(named: "dog", of: dogSchema.queryType))

        #expect(
            expectErrors("{ dog { nicknam } }", limits: limits) == [
                "1:9 Cannot query field \"nicknam\" on type \"Dog\". Did you mean \"nickname\"?"
            ])
        #expect(
            expectErrors("{ dog { nicknam } }", view: SchemaView([dog]), limits: limits) == [
                "1:9 Cannot query field \"nicknam\" on type \"Dog\"."
            ])
    }
}
