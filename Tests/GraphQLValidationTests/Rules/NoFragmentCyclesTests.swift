import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.2.2
@Suite struct NoFragmentCyclesTests {
    @Test func `a fragment spread twice is no cycle`() {
        expectValid("{ dog { ...A ...B } } fragment A on Dog { ...B ...B } fragment B on Dog { name }")
    }

    @Test func `a fragment within itself is reported`() {
        #expect(
            expectErrors("{ dog { ...A } } fragment A on Dog { mother { ...A } }") == [
                "1:47 Cannot spread fragment \"A\" within itself."
            ])
    }

    @Test func `a longer cycle is reported once with its way`() {
        let fragments =
            "fragment A on Dog { ...B }\nfragment B on Dog { ...C }\nfragment C on Dog { name ...A }"

        #expect(
            expectErrors("{ dog { ...A } }\n" + fragments) == [
                "2:21 3:21 4:26 Cannot spread fragment \"A\" within itself via \"B\", \"C\"."
            ])
    }

    @Test func `a chain of many thousand fragments does not exhaust the stack`() {
        let chain = (0..<20_000).map { "fragment F\($0) on Dog { ...F\($0 + 1) }" }.joined(separator: "\n")

        expectValid("{ dog { ...F0 } } \(chain) fragment F20000 on Dog { name }", limits: .unlimited)
        #expect(
            expectErrors("{ dog { ...F0 } } \(chain) fragment F20000 on Dog { ...F0 }", limits: .unlimited)
                .count == 1)
    }
}
