import GraphQLLanguage
import GraphQLSchema

/// Labels of deliveries are unique.
///
/// The label of `@defer` and `@stream` tells a client which part of the document a delivery answers: it is
/// written in the document, no variable, and no two directives share one.
///
/// - SeeAlso: GraphQL incremental delivery, Defer And Stream Directive Labels Are Unique
enum DeferStreamDirectiveLabel {
    static func check(_ context: inout ValidationContext) {
        let document = context.document
        var offsets: [ExactText: Int32] = [:]
        let directives = document.directives.filter { context.delivers($0) }.sorted { $0.offset < $1.offset }
        for directive in directives {
            guard let label = context.argument(.label, of: directive), label.kind != .null else { continue }
            guard label.kind == .string || label.kind == .blockString else {
                context.report(
                    .deferStreamDirectiveLabel,
                    "The label of @\(context.name(directive.name)) must be a string in the document.",
                    at: directive.offset)
                continue
            }
            let text = ExactText(document.string(label))
            if let first = offsets[text] {
                context.report(
                    .deferStreamDirectiveLabel, "Labels of @defer and @stream must be unique.", at: first,
                    directive.offset)
            } else {
                offsets[text] = directive.offset
            }
        }
    }
}

extension ValidationContext {
    /// Whether a directive is `@defer` or `@stream`.
    func delivers(_ directive: Document.Directive) -> Bool {
        let symbol = symbol(directive.name)
        return symbol == .defer || symbol == .stream
    }
}
