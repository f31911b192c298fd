/// A case in which this engine answers otherwise on purpose.
struct JustifiedDifference {
    /// The end of the name of the test that asks it.
    let test: String
    /// A part of the text that it is about; empty for every text of the test.
    let text: String
    /// The section that this engine follows.
    let section: String
    /// Why it answers otherwise.
    let reason: String

    /// Whether a case is this one.
    func covers(_ recorded: Recording.Case) -> Bool {
        recorded.test.hasSuffix(test) && (text.isEmpty || recorded.text.contains(text))
    }

    /// Every difference.
    static let all: [JustifiedDifference] =
        emptySelectionSets.map {
            .init(
                test: $0, text: "", section: "2.5",
                reason: "A selection set has at least one selection; that it may be empty is a proposal.")
        } + single

    private static let emptySelectionSets = [
        "allows_parsing_empty_selection_sets", "allows_parsing_an_empty_operation_selection_set",
        "allows_parsing_an_empty_fragment_selection_set", "prints_empty_selection_sets",
        "object_type_having_no_selections_is_allowed_by_default",
        "scalar_selection_is_still_rejected_with_allow_empty_selection_sets",
        "fails_with_no_root_field", "fails_with_no_root_field_in_anonymous_subscription",
        "fails_with_no_root_field_through_empty_fragment", "executes_empty_selection_sets",
    ]

    private static let single: [JustifiedDifference] = [
        .init(
            test: "parses_up_to_the_maximum_nesting_depth[list type]", text: "", section: "2.12",
            reason: "A type nests at most 63 lists: one bit each says what is non-null."),
        .init(
            test: "stops_above_the_maximum_nesting_depth[list type]", text: "", section: "2.12",
            reason: "A type nests at most 63 lists: one bit each says what is non-null."),
        .init(
            test: "references_to_standard_scalars_that_are_missing_in_schema", text: "", section: "3.5",
            reason: "A scalar that no field uses is left out of introspection; documents may still name it."),
        .init(
            test: "can_use_built_schema_for_limited_execution", text: "", section: "3.5.3",
            reason: "Numbers may become text, but need not: a source gives a String field text."),
        .init(
            test: "can_be_used_for_limited_execution", text: "", section: "3.5.3",
            reason: "Numbers may become text, but need not: a source gives a String field text."),
        .init(
            test: "reuses_fragment_checks_completed_inside_a_fragment_cycle", text: "", section: "5.5.2.2",
            reason: "Which fragments of a cycle are counted is chance: the document is refused for the cycle."
        ),
    ]
}
