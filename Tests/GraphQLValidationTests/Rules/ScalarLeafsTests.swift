import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.3.3
@Suite struct ScalarLeafsTests {
    @Test func `leaves have no selections, all else has`() {
        expectValid("{ dog { barks } human { pets { name } } }")
    }

    @Test func `a composite field without selections is reported`() {
        #expect(
            expectErrors("{ human { relatives } dog }") == [
                "1:11 Field \"Human.relatives\" of type \"[Human]!\" must have a selection of subfields.",
                "1:23 Field \"QueryRoot.dog\" of type \"Dog\" must have a selection of subfields.",
            ])
    }

    @Test func `a leaf with selections is reported`() {
        #expect(
            expectErrors("{ cat { furColor(x: 1) { deep } } }").contains(
                "1:24 Field \"Cat.furColor\" of type \"FurColor\" must not have a selection of subfields."))
    }
}
