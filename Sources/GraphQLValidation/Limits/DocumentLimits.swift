import GraphQLLanguage

/// The limits that are counted on the document as written.
///
/// They come before the walk, so that no rule meets a document beyond them unwarned.
enum DocumentLimits {
    static func check(_ context: inout ValidationContext) {
        let document = context.document
        let limits = context.limits
        if document.operations.count > limits.operationCountMax {
            context.report(
                .operations, "The document has more than \(limits.operationCountMax) operations.",
                at: document.operations[limits.operationCountMax].offset)
        }
        if document.fragments.count > limits.fragmentCountMax {
            context.report(
                .fragments, "The document has more than \(limits.fragmentCountMax) fragments.",
                at: document.fragments[limits.fragmentCountMax].offset)
        }
        if document.directives.count > limits.directiveCountMax {
            context.report(
                .directives, "The document has more than \(limits.directiveCountMax) directives.",
                at: document.directives[limits.directiveCountMax].offset)
        }
        for operation in document.operations
        where operation.variableDefinitions.count > limits.variableCountMax {
            context.report(
                .variables, "The operation has more than \(limits.variableCountMax) variables.",
                at: operation.offset)
        }
    }
}
