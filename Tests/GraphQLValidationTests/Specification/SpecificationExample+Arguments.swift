import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.4.1, §5.4.3
    static let arguments: [SpecificationExample] = [
        .init(
            "5.4.1", [.knownArgumentNames], isValid: true,
            """
            fragment argOnRequiredArg on Dog {
              doesKnowCommand(dogCommand: SIT)
            }

            fragment argOnOptional on Dog {
              isHouseTrained(atOtherHomes: true) @include(if: true)
            }
            """),
        .init(
            "5.4.1", [.knownArgumentNames], isValid: false,
            """
            fragment invalidArgName on Dog {
              doesKnowCommand(command: CLEAN_UP_HOUSE)
            }
            """),
        .init(
            "5.4.1", [.knownArgumentNames], isValid: false,
            """
            fragment invalidArgName on Dog {
              isHouseTrained(atOtherHomes: true) @include(unless: false)
            }
            """),
        .init(
            "5.4.1", [.knownArgumentNames], isValid: true,
            """
            fragment multipleArgs on Arguments {
              multipleRequirements(x: 1, y: 2)
            }

            fragment multipleArgsReverseOrder on Arguments {
              multipleRequirements(y: 2, x: 1)
            }
            """),
        .init(
            "5.4.3", [.providedRequiredArguments, .valuesOfCorrectType], isValid: true,
            """
            fragment goodBooleanArg on Arguments {
              booleanArgField(booleanArg: true)
            }

            fragment goodNonNullArg on Arguments {
              nonNullBooleanArgField(nonNullBooleanArg: true)
            }
            """),
        .init(
            "5.4.3", [.providedRequiredArguments, .valuesOfCorrectType], isValid: true,
            """
            fragment goodBooleanArgDefault on Arguments {
              booleanArgField
            }
            """),
        .init(
            "5.4.3", [.providedRequiredArguments, .valuesOfCorrectType], isValid: false,
            """
            fragment missingRequiredArg on Arguments {
              nonNullBooleanArgField
            }
            """),
        .init(
            "5.4.3", [.providedRequiredArguments, .valuesOfCorrectType], isValid: false,
            """
            fragment missingRequiredArg on Arguments {
              nonNullBooleanArgField(nonNullBooleanArg: null)
            }
            """),
    ]
}
