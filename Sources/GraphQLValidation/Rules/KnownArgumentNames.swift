import GraphQLLanguage
import GraphQLSchema

/// Known argument names.
///
/// A field or directive takes only arguments its definition declares.
/// Unknown arguments of unknown fields stay silent: `FieldsOnCorrectType` has reported the field.
///
/// - SeeAlso: GraphQL Sep 2025 §5.4.1
enum KnownArgumentNames {
    /// The index into `Schema.inputValues` of an argument; nil after a report.
    static func check(
        _ argument: Document.Argument, of owner: ArgumentOwner, _ definitions: Range<Int>,
        _ context: inout ValidationContext
    ) -> Int? {
        if let input = context.input(argument.name, among: definitions) { return input }
        let name = context.name(argument.name)
        let hint = context.suggestion(for: name, among: context.visibleInputNames(definitions))
        context.report(
            .knownArgumentNames,
            "Unknown argument \"\(name)\" on \"\(owner.coordinate(in: context.schema))\".\(hint)",
            at: argument.offset)
        return nil
    }
}
