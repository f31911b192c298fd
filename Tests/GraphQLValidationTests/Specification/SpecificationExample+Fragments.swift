import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.5.1.1, §5.5.1.2, §5.5.1.3, §5.5.1.4, §5.5.2.1, §5.5.2.2
    static let fragments: [SpecificationExample] = [
        .init(
            "5.5.1.1", [.uniqueFragmentNames], isValid: true,
            """
            {
              dog {
                ...fragmentOne
                ...fragmentTwo
              }
            }

            fragment fragmentOne on Dog {
              name
            }

            fragment fragmentTwo on Dog {
              owner {
                name
              }
            }
            """),
        .init(
            "5.5.1.1", [.uniqueFragmentNames], isValid: false,
            """
            {
              dog {
                ...fragmentOne
              }
            }

            fragment fragmentOne on Dog {
              name
            }

            fragment fragmentOne on Dog {
              owner {
                name
              }
            }
            """),
        .init(
            "5.5.1.2", [.knownTypeNames], isValid: true,
            """
            fragment correctType on Dog {
              name
            }

            fragment inlineFragment on Dog {
              ... on Dog {
                name
              }
            }

            fragment inlineFragment2 on Dog {
              ... @include(if: true) {
                name
              }
            }
            """),
        .init(
            "5.5.1.2", [.knownTypeNames], isValid: false,
            """
            fragment notOnExistingType on NotInSchema {
              name
            }

            fragment inlineNotExistingType on Dog {
              ... on NotInSchema {
                name
              }
            }
            """),
        .init(
            "5.5.1.3", [.fragmentsOnCompositeTypes], isValid: true,
            """
            fragment fragOnObject on Dog {
              name
            }

            fragment fragOnInterface on Pet {
              name
            }

            fragment fragOnUnion on CatOrDog {
              ... on Dog {
                name
              }
            }
            """),
        .init(
            "5.5.1.3", [.fragmentsOnCompositeTypes], isValid: false,
            """
            fragment fragOnScalar on Int {
              something
            }

            fragment inlineFragOnScalar on Dog {
              ... on Boolean {
                somethingElse
              }
            }
            """),
        .init(
            "5.5.1.4", [.noUnusedFragments], isValid: false,
            """
            fragment nameFragment on Dog { # unused
              name
            }

            {
              dog {
                name
              }
            }
            """),
        .init(
            "5.5.2.1", [.knownFragmentNames], isValid: false,
            """
            {
              dog {
                ...undefinedFragment
              }
            }
            """),
        .init(
            "5.5.2.2", [.noFragmentCycles], isValid: false,
            """
            {
              dog {
                ...nameFragment
              }
            }

            fragment nameFragment on Dog {
              name
              ...barkVolumeFragment
            }

            fragment barkVolumeFragment on Dog {
              barkVolume
              ...nameFragment
            }
            """),
        .init(
            "5.5.2.2", [.noFragmentCycles], isValid: true,
            """
            {
              dog {
                name
                barkVolume
                name
                barkVolume
                name
                barkVolume
                name
                # forever...
              }
            }
            """),
        .init(
            "5.5.2.2", [.noFragmentCycles], isValid: false,
            """
            {
              dog {
                ...dogFragment
              }
            }

            fragment dogFragment on Dog {
              name
              owner {
                ...ownerFragment
              }
            }

            fragment ownerFragment on Human {
              name
              pets {
                ...dogFragment
              }
            }
            """),
    ]
}
