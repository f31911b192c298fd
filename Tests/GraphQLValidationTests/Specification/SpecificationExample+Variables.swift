import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.8.1, §5.8.2, §5.8.3, §5.8.4
    static let variables: [SpecificationExample] = [
        .init(
            "5.8.1", [.uniqueVariableNames], isValid: false,
            """
            query houseTrainedQuery($atOtherHomes: Boolean, $atOtherHomes: Boolean) {
              dog {
                isHouseTrained(atOtherHomes: $atOtherHomes)
              }
            }
            """),
        .init(
            "5.8.1", [.uniqueVariableNames], isValid: true,
            """
            query A($atOtherHomes: Boolean) {
              ...HouseTrainedFragment
            }

            query B($atOtherHomes: Boolean) {
              ...HouseTrainedFragment
            }

            fragment HouseTrainedFragment on Query {
              dog {
                isHouseTrained(atOtherHomes: $atOtherHomes)
              }
            }
            """),
        .init(
            "5.8.2", [.variablesAreInputTypes], isValid: true,
            """
            query takesBoolean($atOtherHomes: Boolean) {
              dog {
                isHouseTrained(atOtherHomes: $atOtherHomes)
              }
            }

            query takesComplexInput($search: FindDogInput) {
              findDog(searchBy: $search) {
                name
              }
            }

            query TakesListOfBooleanBang($booleans: [Boolean!]) {
              booleanList(booleanListArg: $booleans)
            }
            """),
        .init(
            "5.8.2", [.variablesAreInputTypes], isValid: false,
            """
            query takesCat($cat: Cat) {
              __typename
            }

            query takesDogBang($dog: Dog!) {
              __typename
            }

            query takesListOfPet($pets: [Pet]) {
              __typename
            }

            query takesCatOrDog($catOrDog: CatOrDog) {
              __typename
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: true,
            """
            query variableIsDefined($atOtherHomes: Boolean) {
              dog {
                isHouseTrained(atOtherHomes: $atOtherHomes)
              }
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: false,
            """
            query variableIsNotDefined {
              dog {
                isHouseTrained(atOtherHomes: $atOtherHomes)
              }
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: true,
            """
            query variableIsDefinedUsedInSingleFragment($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: false,
            """
            query variableIsNotDefinedUsedInSingleFragment {
              dog {
                ...isHouseTrainedFragment
              }
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: false,
            """
            query variableIsNotDefinedUsedInNestedFragment {
              dog {
                ...outerHouseTrainedFragment
              }
            }

            fragment outerHouseTrainedFragment on Dog {
              ...isHouseTrainedFragment
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: true,
            """
            query houseTrainedQueryOne($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            query houseTrainedQueryTwo($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
        .init(
            "5.8.3", [.noUndefinedVariables], isValid: false,
            """
            query houseTrainedQueryOne($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            query houseTrainedQueryTwoNotDefined {
              dog {
                ...isHouseTrainedFragment
              }
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
        .init(
            "5.8.4", [.noUnusedVariables], isValid: false,
            """
            query variableUnused($atOtherHomes: Boolean) {
              dog {
                isHouseTrained
              }
            }
            """),
        .init(
            "5.8.4", [.noUnusedVariables], isValid: true,
            """
            query variableUsedInFragment($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
        .init(
            "5.8.4", [.noUnusedVariables], isValid: false,
            """
            query variableNotUsedWithinFragment($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedWithoutVariableFragment
              }
            }

            fragment isHouseTrainedWithoutVariableFragment on Dog {
              isHouseTrained
            }
            """),
        .init(
            "5.8.4", [.noUnusedVariables], isValid: false,
            """
            query queryWithUsedVar($atOtherHomes: Boolean) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            query queryWithExtraVar($atOtherHomes: Boolean, $extra: Int) {
              dog {
                ...isHouseTrainedFragment
              }
            }

            fragment isHouseTrainedFragment on Dog {
              isHouseTrained(atOtherHomes: $atOtherHomes)
            }
            """),
    ]
}
