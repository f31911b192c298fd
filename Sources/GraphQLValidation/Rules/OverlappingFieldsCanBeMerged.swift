import GraphQLLanguage
import GraphQLSchema

/// Field selection merging.
///
/// Fields that answer under one name must be the same field with the same arguments, or of object types that
/// exclude each other, and then still of the same shape. Comparing all pairs is quadratic in a document that
/// a client chooses; `FieldMerging` compares each field with the first of its group instead.
///
/// - SeeAlso: GraphQL Sep 2025 §5.3.2
enum OverlappingFieldsCanBeMerged {
    static func check(_ context: inout ValidationContext) {
        var merging = FieldMerging(context)
        var isReached = [Bool](repeating: false, count: context.document.fragments.count)
        for (index, operation) in context.document.operations.enumerated() {
            merging.add(operation.selectionSet, on: context.schema.rootType(operation.kind))
            for fragment in context.fragments(reachedFrom: index) { isReached[fragment] = true }
        }
        for (index, fragment) in context.document.fragments.enumerated() where !isReached[index] {
            merging.add(fragment.selectionSet, on: context.compositeType(fragment.typeCondition))
        }
        merging.run()
        for conflict in conflicts(merging, context) {
            context.report(
                .overlappingFieldsCanBeMerged,
                "Fields \"\(context.name(conflict.responseName))\" conflict because \(conflict.reason). "
                    + "Use different aliases on the fields to fetch both if this was intentional.",
                at: conflict.first + conflict.second)
        }
        guard let offset = merging.exhaustedAt else { return }
        context.report(
            .fieldComparisons,
            "Checking the fields for conflicts takes more than "
                + "\(context.limits.fieldComparisonCountMax) comparisons.",
            at: offset)
    }

    /// Every pair in conflict where the budget allows to name them all.
    private static func conflicts(_ merging: FieldMerging, _ context: ValidationContext) -> [FieldConflict] {
        guard !merging.conflicts.isEmpty, context.rules.contains(.overlappingFieldsCanBeMerged) else {
            return []
        }
        var search = ConflictSearch(context)
        let found = search.run()
        return search.isExhausted || found.isEmpty ? merging.conflicts : found
    }
}
