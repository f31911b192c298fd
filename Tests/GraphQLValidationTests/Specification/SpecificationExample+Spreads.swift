import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.5.2.3.1, §5.5.2.3.2, §5.5.2.3.3, §5.5.2.3.4
    static let spreads: [SpecificationExample] = [
        .init(
            "5.5.2.3.1", [.possibleFragmentSpreads], isValid: true,
            """
            fragment dogFragment on Dog {
              ... on Dog {
                barkVolume
              }
            }
            """),
        .init(
            "5.5.2.3.1", [.possibleFragmentSpreads], isValid: false,
            """
            fragment catInDogFragmentInvalid on Dog {
              ... on Cat {
                meowVolume
              }
            }
            """),
        .init(
            "5.5.2.3.2", [.possibleFragmentSpreads], isValid: true,
            """
            fragment petNameFragment on Pet {
              name
            }

            fragment interfaceWithinObjectFragment on Dog {
              ...petNameFragment
            }
            """),
        .init(
            "5.5.2.3.2", [.possibleFragmentSpreads], isValid: true,
            """
            fragment catOrDogNameFragment on CatOrDog {
              ... on Cat {
                meowVolume
              }
            }

            fragment unionWithObjectFragment on Dog {
              ...catOrDogNameFragment
            }
            """),
        .init(
            "5.5.2.3.3", [.possibleFragmentSpreads], isValid: true,
            """
            fragment petFragment on Pet {
              name
              ... on Dog {
                barkVolume
              }
            }

            fragment catOrDogFragment on CatOrDog {
              ... on Cat {
                meowVolume
              }
            }
            """),
        .init(
            "5.5.2.3.3", [.possibleFragmentSpreads], isValid: false,
            """
            fragment sentientFragment on Sentient {
              ... on Dog {
                barkVolume
              }
            }

            fragment humanOrAlienFragment on HumanOrAlien {
              ... on Cat {
                meowVolume
              }
            }
            """),
        .init(
            "5.5.2.3.4", [.possibleFragmentSpreads], isValid: true,
            """
            fragment unionWithInterface on Pet {
              ...dogOrHumanFragment
            }

            fragment dogOrHumanFragment on DogOrHuman {
              ... on Dog {
                barkVolume
              }
            }
            """),
        .init(
            "5.5.2.3.4", [.possibleFragmentSpreads], isValid: false,
            """
            fragment nonIntersectingInterfaces on Pet {
              ...sentientFragment
            }

            fragment sentientFragment on Sentient {
              name
            }
            """),
        .init(
            "5.5.2.3.4", [.possibleFragmentSpreads], isValid: true,
            """
            fragment interfaceWithInterface on Node {
              ...resourceFragment
            }

            fragment resourceFragment on Resource {
              url
            }
            """),
    ]
}
