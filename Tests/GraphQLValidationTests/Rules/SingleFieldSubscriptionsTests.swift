import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.2.4.1
@Suite struct SingleFieldSubscriptionsTests {
    @Test func `one root field is valid, also through fragments`() {
        expectValid(
            "subscription { ...F } fragment F on SubscriptionRoot { dogAdded { name } ... { dogAdded { "
                + "barks } } }"
        )
    }

    @Test func `two root fields are reported`() {
        #expect(
            expectErrors(
                "subscription S { dogAdded { name } ...F } fragment F on SubscriptionRoot { dogLost { "
                    + "name } }"
            )
                == ["1:76 Subscription \"S\" must select only one top level field."])
    }

    @Test func `an introspection field is reported`() {
        #expect(
            expectErrors("subscription { __typename }") == [
                "1:16 Anonymous subscription must not select an introspection top level field."
            ])
    }

    @Test func `conditions at the root are reported`() {
        #expect(
            expectErrors("subscription { dogAdded @skip(if: true) { name } }") == [
                "1:25 Anonymous subscription must not use @skip or @include at its root."
            ])
    }

    @Test func `fragments that apply to other types select nothing`() {
        #expect(
            expectErrors("subscription { ...F } fragment F on SubscriptionRoot { ...F }").contains(
                "1:14 Anonymous subscription must select one top level field."))
    }

    @Test func `a condition on a fragment at the root is reported alone`() {
        #expect(
            expectErrors("subscription { ... @include(if: true) { dogAdded { name } dogLost { name } } }")
                == ["1:20 Anonymous subscription must not use @skip or @include at its root."])
    }
}
