import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.8.5
    static let variableUsages: [SpecificationExample] = [
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: false,
            """
            query intCannotGoIntoBoolean($intArg: Int) {
              arguments {
                booleanArgField(booleanArg: $intArg)
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: false,
            """
            query booleanListCannotGoIntoBoolean($booleanListArg: [Boolean]) {
              arguments {
                booleanArgField(booleanArg: $booleanListArg)
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: false,
            """
            query booleanArgQuery($booleanArg: Boolean) {
              arguments {
                nonNullBooleanArgField(nonNullBooleanArg: $booleanArg)
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: true,
            """
            query nonNullListToList($nonNullBooleanList: [Boolean]!) {
              arguments {
                booleanListArgField(booleanListArg: $nonNullBooleanList)
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: false,
            """
            query listToNonNullList($booleanList: [Boolean]) {
              arguments {
                nonNullBooleanListField(nonNullBooleanListArg: $booleanList)
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: true,
            """
            mutation addCat($cat: CatInput!) {
              addPet(pet: { cat: $cat }) {
                name
              }
            }

            mutation addCatWithDefault($cat: CatInput! = { name: "Brontie" }) {
              addPet(pet: { cat: $cat }) {
                name
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: false,
            """
            mutation addNullableCat($cat: CatInput) {
              addPet(pet: { cat: $cat }) {
                name
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: true,
            """
            query booleanArgQueryWithDefault($booleanArg: Boolean) {
              arguments {
                optionalNonNullBooleanArgField(optionalBooleanArg: $booleanArg)
              }
            }
            """),
        .init(
            "5.8.5", [.variablesInAllowedPosition], isValid: true,
            """
            query booleanArgQueryWithDefault($booleanArg: Boolean = true) {
              arguments {
                nonNullBooleanArgField(nonNullBooleanArg: $booleanArg)
              }
            }
            """),
    ]
}
