import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.1.4
@Suite struct NoUnusedFragmentsTests {
    @Test func `fragments used through others are used`() {
        expectValid("{ dog { ...A } } fragment A on Dog { ...B } fragment B on Dog { name }")
    }

    @Test func `fragments that only unused ones spread are unused`() {
        #expect(
            expectErrors("{ dog { name } }\nfragment A on Dog { ...B }\nfragment B on Dog { name }") == [
                "2:1 Fragment \"A\" is never used.", "3:1 Fragment \"B\" is never used.",
            ])
    }

    @Test func `each of two unused fragments of a name is reported`() {
        let fragment = "fragment A on Dog { name }"

        #expect(
            errors("{ dog { name } }\n\(fragment)\n\(fragment)").map(\.message).filter {
                $0 == "Fragment \"A\" is never used."
            }.count == 2)
    }
}
