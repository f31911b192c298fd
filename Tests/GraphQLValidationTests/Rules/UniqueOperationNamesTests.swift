import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.2.2.1
@Suite struct UniqueOperationNamesTests {
    @Test func `operations have different names`() {
        expectValid("query A { dog { name } } query B { dog { name } }")
    }

    @Test func `a name may not name two operations of any kind`() {
        #expect(
            expectErrors("query A { dog { name } }\nmutation A { addDog { name } }") == [
                "1:7 2:10 There can be only one operation named \"A\"."
            ])
    }
}
