import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.8.5
@Suite struct VariablesInAllowedPositionTests {
    private func query(_ type: String, _ use: String) -> String {
        "query ($v: \(type)) { complicatedArgs { \(use) } }"
    }

    @Test(arguments: [
        ("Int", "intArgField(intArg: $v)"), ("Int!", "intArgField(intArg: $v)"),
        ("Int = 1", "nonNullIntArgField(nonNullIntArg: $v)"),
        ("Int", "nonNullFieldWithDefault(arg: $v)"), ("[String!]!", "stringListArgField(stringListArg: $v)"),
        ("String", "stringListArgField(stringListArg: [$v])"),
        ("Boolean", "complexArgField(complexArg: {requiredField: true, booleanField: $v})"),
        ("Int!", "oneOfArgField(oneOfArg: {intField: $v})"),
    ])
    func `a variable that can only hold fitting values is valid`(_ type: String, _ use: String) {
        expectValid(query(type, use))
    }

    @Test(arguments: [
        ("String", "intArgField(intArg: $v)"), ("Int", "nonNullIntArgField(nonNullIntArg: $v)"),
        ("Int = null", "nonNullIntArgField(nonNullIntArg: $v)"),
        ("[String]", "stringListNonNullArgField(stringListNonNullArg: $v)"),
        ("String", "stringListArgField(stringListArg: $v)"),
        ("String", "stringListNonNullArgField(stringListNonNullArg: [$v])"),
        ("Int", "oneOfArgField(oneOfArg: {intField: $v})"),
        ("Int", "oneOfListArgField(oneOfListArg: [{intField: $v}])"),
    ])
    func `a variable that may hold other values is reported`(_ type: String, _ use: String) {
        #expect(errors(query(type, use)).count == 1)
    }

    @Test func `definition and use are both located`() {
        #expect(
            expectErrors(query("String", "intArgField(intArg: $v)")) == [
                "1:8 1:60 Variable \"$v\" of type \"String\" used in position expecting type \"Int\"."
            ])
    }

    @Test func `a nullable variable is refused for a OneOf field, whatever wraps the argument`() {
        let schema = SpecificationExample.schema
        for (argument, type, closing) in [
            ("addPet(pet: ", "CatInput", ""), ("addPets(pets: [", "CatInput", "]"),
        ] {
            func found(_ variable: String) -> [String] {
                ((try? Schema(sdl: schema)).map {
                    errors(
                        "mutation (\(variable)) { \(argument){cat: $cat}\(closing)) { name } }", on: $0,
                        rules: [.variablesInAllowedPosition])
                } ?? []).map(\.message)
            }
            #expect(found("$cat: \(type)!").isEmpty)
            #expect(found("$cat: \(type)! = {name: \"Brontie\"}").isEmpty)
            #expect(found("$cat: \(type)").count == 1)
            #expect(found("$cat: \(type) = {name: \"Brontie\"}").count == 1)
        }
    }
}
