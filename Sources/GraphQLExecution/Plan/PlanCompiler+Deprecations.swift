import GraphQLLanguage
import GraphQLSchema

/// A deprecated field or argument that an operation uses.
struct PlanDeprecation: Sendable, Equatable {
    let coordinate: String
    let reason: String
    /// The day from which it may be gone, as `@sunset(on:)` says; nil where that is not settled.
    let sunset: String?
}

extension PlanCompiler {
    /// Notes a field, and the arguments given to it, where they are deprecated.
    mutating func noteDeprecations(of definition: FieldDefinition, _ node: Document.Field) {
        note(definition.coordinate, definition.deprecationReason, definition.directives)
        for index in definition.arguments {
            let argument = schema.inputValues[index]
            guard argument.deprecationReason != nil else { continue }
            let isGiven = node.arguments.contains {
                collector.symbols[document.arguments[$0].name.index] == argument.symbol
            }
            if isGiven { note(argument.coordinate, argument.deprecationReason, argument.directives) }
        }
    }

    private mutating func note(_ coordinate: String, _ reason: String?, _ directives: [AppliedDirective]) {
        guard let reason, !plan.deprecations.contains(where: { $0.coordinate == coordinate }) else { return }
        var sunset: String?
        if case .string(let day)? = directives.first(where: { $0.name == "sunset" })?.argument("on") {
            sunset = day
        }
        plan.deprecations.append(PlanDeprecation(coordinate: coordinate, reason: reason, sunset: sunset))
    }
}
