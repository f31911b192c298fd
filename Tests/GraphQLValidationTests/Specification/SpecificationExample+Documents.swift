import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.1.1
    static let documents: [SpecificationExample] = [
        .init(
            "5.1.1", [.executableDefinitions], isValid: false,
            """
            query getDogName {
              dog {
                name
                color
              }
            }

            extend type Dog {
              color: String
            }
            """)
    ]
}
