import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.3.1, §5.3.2, §5.3.3
    static let fields: [SpecificationExample] = [
        .init(
            "5.3.1", [.fieldsOnCorrectType], isValid: false,
            """
            fragment fieldNotDefined on Dog {
              meowVolume
            }

            fragment aliasedLyingFieldTargetNotDefined on Dog {
              barkVolume: kawVolume
            }
            """),
        .init(
            "5.3.1", [.fieldsOnCorrectType], isValid: true,
            """
            fragment interfaceFieldSelection on Pet {
              name
            }
            """),
        .init(
            "5.3.1", [.fieldsOnCorrectType], isValid: false,
            """
            fragment definedOnImplementersButNotInterface on Pet {
              nickname
            }
            """),
        .init(
            "5.3.1", [.fieldsOnCorrectType], isValid: true,
            """
            fragment inDirectFieldSelectionOnUnion on CatOrDog {
              __typename
              ... on Pet {
                name
              }
              ... on Dog {
                barkVolume
              }
            }
            """),
        .init(
            "5.3.1", [.fieldsOnCorrectType], isValid: false,
            """
            fragment directFieldSelectionOnUnion on CatOrDog {
              name
              barkVolume
            }
            """),
        .init(
            "5.3.2", [.overlappingFieldsCanBeMerged], isValid: true,
            """
            fragment mergeIdenticalFields on Dog {
              name
              name
            }

            fragment mergeIdenticalAliasesAndFields on Dog {
              otherName: name
              otherName: name
            }
            """),
        .init(
            "5.3.2", [.overlappingFieldsCanBeMerged], isValid: false,
            """
            fragment conflictingBecauseAlias on Dog {
              name: nickname
              name
            }
            """),
        .init(
            "5.3.2", [.overlappingFieldsCanBeMerged], isValid: true,
            """
            fragment mergeIdenticalFieldsWithIdenticalArgs on Dog {
              doesKnowCommand(dogCommand: SIT)
              doesKnowCommand(dogCommand: SIT)
            }

            fragment mergeIdenticalFieldsWithIdenticalValues on Dog {
              doesKnowCommand(dogCommand: $dogCommand)
              doesKnowCommand(dogCommand: $dogCommand)
            }
            """),
        .init(
            "5.3.2", [.overlappingFieldsCanBeMerged], isValid: false,
            """
            fragment conflictingArgsOnValues on Dog {
              doesKnowCommand(dogCommand: SIT)
              doesKnowCommand(dogCommand: HEEL)
            }

            fragment conflictingArgsValueAndVar on Dog {
              doesKnowCommand(dogCommand: SIT)
              doesKnowCommand(dogCommand: $dogCommand)
            }

            fragment conflictingArgsWithVars on Dog {
              doesKnowCommand(dogCommand: $varOne)
              doesKnowCommand(dogCommand: $varTwo)
            }

            fragment differingArgs on Dog {
              doesKnowCommand(dogCommand: SIT)
              doesKnowCommand
            }
            """),
        .init(
            "5.3.2", [.overlappingFieldsCanBeMerged], isValid: true,
            """
            fragment safeDifferingFields on Pet {
              ... on Dog {
                volume: barkVolume
              }
              ... on Cat {
                volume: meowVolume
              }
            }

            fragment safeDifferingArgs on Pet {
              ... on Dog {
                doesKnowCommand(dogCommand: SIT)
              }
              ... on Cat {
                doesKnowCommand(catCommand: JUMP)
              }
            }
            """),
        .init(
            "5.3.2", [.overlappingFieldsCanBeMerged], isValid: false,
            """
            fragment conflictingDifferingResponses on Pet {
              ... on Dog {
                someValue: nickname
              }
              ... on Cat {
                someValue: meowVolume
              }
            }
            """),
        .init(
            "5.3.3", [.scalarLeafs], isValid: true,
            """
            fragment scalarSelection on Dog {
              barkVolume
            }
            """),
        .init(
            "5.3.3", [.scalarLeafs], isValid: false,
            """
            fragment scalarSelectionsNotAllowedOnInt on Dog {
              barkVolume {
                sinceWhen
              }
            }
            """),
        .init(
            "5.3.3", [.scalarLeafs], isValid: false,
            """
            query directQueryOnObjectWithoutSubFields {
              human
            }

            query directQueryOnInterfaceWithoutSubFields {
              pet
            }

            query directQueryOnUnionWithoutSubFields {
              catOrDog
            }
            """),
        .init(
            "5.3.3", [.scalarLeafs], isValid: true,
            """
            query directQueryOnObjectWithSubFields {
              human {
                name
              }
            }
            """),
    ]
}
