import GraphQLValidation

extension SpecificationExample {
    /// - SeeAlso: GraphQL Sep 2025 §5.7.2, §5.7.3
    static let directives: [SpecificationExample] = [
        .init(
            "5.7.2", [.knownDirectives], isValid: false,
            """
            query @skip(if: $foo) {
              field
            }
            """),
        .init(
            "5.7.3", [.uniqueDirectivesPerLocation], isValid: false,
            """
            query ($foo: Boolean = true, $bar: Boolean = false) {
              field @skip(if: $foo) @skip(if: $bar)
            }
            """),
        .init(
            "5.7.3", [.uniqueDirectivesPerLocation], isValid: true,
            """
            query ($foo: Boolean = true, $bar: Boolean = false) {
              field @skip(if: $foo) {
                subfieldA
              }
              field @skip(if: $bar) {
                subfieldB
              }
            }
            """),
    ]
}
