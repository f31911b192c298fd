import GraphQLLanguage
import GraphQLSchema

/// Required arguments.
///
/// An argument of a non-null type without a default must be given.
///
/// - SeeAlso: GraphQL Sep 2025 §5.4.3
enum ProvidedRequiredArguments {
    static func check(
        _ arguments: IndexRange, of owner: ArgumentOwner, _ definitions: Range<Int>, at offset: Int32,
        _ context: inout ValidationContext
    ) {
        for index in definitions where context.isRequired(index) {
            let symbol = context.schema.inputValues[index].symbol
            let isGiven = context.document.arguments[arguments.range].contains {
                context.symbol($0.name) == symbol
            }
            if isGiven { continue }
            let input = context.schema.inputValues[index]
            let type = context.schema.description(of: input.type)
            context.report(
                .providedRequiredArguments,
                "Argument \"\(input.coordinate)\" of type \"\(type)\" is required, "
                    + "but it was not provided.", at: offset)
        }
    }
}
