import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.2.1.1, §5.2.2.1, §5.2.3.1, §5.2.4.1
    static let operations: [SpecificationExample] = [
        .init(
            "5.2.1.1", [.knownOperationTypes], isValid: true,
            """
            query helloQuery {
              hello
            }
            """),
        .init(
            "5.2.1.1", [.knownOperationTypes], isValid: false,
            """
            mutation goodbyeMutation {
              goodbye
            }
            """),
        .init(
            "5.2.2.1", [.uniqueOperationNames], isValid: true,
            """
            query getDogName {
              dog {
                name
              }
            }

            query getOwnerName {
              dog {
                owner {
                  name
                }
              }
            }
            """),
        .init(
            "5.2.2.1", [.uniqueOperationNames], isValid: false,
            """
            query getName {
              dog {
                name
              }
            }

            query getName {
              dog {
                owner {
                  name
                }
              }
            }
            """),
        .init(
            "5.2.2.1", [.uniqueOperationNames], isValid: false,
            """
            query dogOperation {
              dog {
                name
              }
            }

            mutation dogOperation {
              mutateDog {
                id
              }
            }
            """),
        .init(
            "5.2.3.1", [.loneAnonymousOperation], isValid: true,
            """
            {
              dog {
                name
              }
            }
            """),
        .init(
            "5.2.3.1", [.loneAnonymousOperation], isValid: false,
            """
            {
              dog {
                name
              }
            }

            query getName {
              dog {
                owner {
                  name
                }
              }
            }
            """),
        .init(
            "5.2.4.1", [.singleFieldSubscriptions], isValid: true,
            """
            subscription sub {
              newMessage {
                body
                sender
              }
            }
            """),
        .init(
            "5.2.4.1", [.singleFieldSubscriptions], isValid: true,
            """
            subscription sub {
              ...newMessageFields
            }

            fragment newMessageFields on Subscription {
              newMessage {
                body
                sender
              }
            }
            """),
        .init(
            "5.2.4.1", [.singleFieldSubscriptions], isValid: false,
            """
            subscription sub {
              newMessage {
                body
                sender
              }
              disallowedSecondRootField
            }
            """),
        .init(
            "5.2.4.1", [.singleFieldSubscriptions], isValid: false,
            """
            subscription sub {
              ...multipleSubscriptions
            }

            fragment multipleSubscriptions on Subscription {
              newMessage {
                body
                sender
              }
              disallowedSecondRootField
            }
            """),
        .init(
            "5.2.4.1", [.singleFieldSubscriptions], isValid: false,
            """
            subscription requiredRuntimeValidation($bool: Boolean!) {
              newMessage @include(if: $bool) {
                body
                sender
              }
              disallowedSecondRootField @skip(if: $bool)
            }
            """),
        .init(
            "5.2.4.1", [.singleFieldSubscriptions], isValid: false,
            """
            subscription sub {
              __typename
            }
            """),
    ]
}
