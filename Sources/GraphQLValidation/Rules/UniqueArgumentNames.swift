import GraphQLLanguage

/// Argument uniqueness.
///
/// - SeeAlso: GraphQL Sep 2025 §5.4.2
enum UniqueArgumentNames {
    static func check(_ arguments: IndexRange, _ context: inout ValidationContext) {
        guard arguments.count > 1 else { return }
        context.marks.clear()
        for index in arguments {
            let argument = context.document.arguments[index]
            guard !context.marks.insert(argument.name) else { continue }
            let first =
                context.document.arguments[arguments.range].first { $0.name == argument.name } ?? argument
            context.report(
                .uniqueArgumentNames,
                "There can be only one argument named \"\(context.name(argument.name))\".", at: first.offset,
                argument.offset)
        }
    }
}
