import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.6.1, §5.6.2, §5.6.3
    static let values: [SpecificationExample] = [
        .init(
            "5.6.1", [.valuesOfCorrectType], isValid: true,
            """
            fragment goodBooleanArg on Arguments {
              booleanArgField(booleanArg: true)
            }

            fragment coercedIntIntoFloatArg on Arguments {
              # Note: The input coercion rules for Float allow Int literals.
              floatArgField(floatArg: 123)
            }

            query goodComplexDefaultValue($search: FindDogInput = { name: "Fido" }) {
              findDog(searchBy: $search) {
                name
              }
            }

            mutation addPet($pet: PetInput! = { cat: { name: "Brontie" } }) {
              addPet(pet: $pet) {
                name
              }
            }
            """),
        .init(
            "5.6.1", [.valuesOfCorrectType], isValid: false,
            """
            fragment stringIntoInt on Arguments {
              intArgField(intArg: "123")
            }

            query badComplexValue {
              findDog(searchBy: { name: 123 }) {
                name
              }
            }

            mutation oneOfWithNoFields {
              addPet(pet: {}) {
                name
              }
            }

            mutation oneOfWithTwoFields($dog: DogInput) {
              addPet(pet: { cat: { name: "Brontie" }, dog: $dog }) {
                name
              }
            }

            mutation listOfOneOfWithNullableVariable($dog: DogInput) {
              addPets(pets: [{ dog: $dog }]) {
                name
              }
            }
            """),
        .init(
            "5.6.2", [.valuesOfCorrectType], isValid: true,
            """
            {
              findDog(searchBy: { name: "Fido" }) {
                name
              }
            }
            """),
        .init(
            "5.6.2", [.valuesOfCorrectType], isValid: false,
            """
            {
              findDog(searchBy: { favoriteCookieFlavor: "Bacon" }) {
                name
              }
            }
            """),
        .init(
            "5.6.3", [.uniqueInputFieldNames], isValid: false,
            """
            {
              field(arg: { field: true, field: false })
            }
            """),
    ]
}
