import GraphQLLanguage

/// Input object field uniqueness.
///
/// - SeeAlso: GraphQL Sep 2025 §5.6.3
enum UniqueInputFieldNames {
    static func check(_ object: Document.Value, _ context: inout ValidationContext) {
        guard object.children.count > 1 else { return }
        context.marks.clear()
        let fields = context.document.objectFields[object.children.range]
        for field in fields where !context.marks.insert(field.name) {
            let first = fields.first { $0.name == field.name } ?? field
            context.report(
                .uniqueInputFieldNames,
                "There can be only one input field named \"\(context.name(field.name))\".", at: first.offset,
                field.offset)
        }
    }
}
