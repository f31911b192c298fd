import GraphQLLanguage
import GraphQLSchema

/// Something deprecated that an operation uses: a field, an argument, an input field or an enum value.
struct PlanDeprecation: Sendable, Equatable {
    let coordinate: String
    let reason: String
    /// The day from which it may be gone, as `@sunset(on:)` says; nil where that is not settled.
    let sunset: String?
}

extension PlanCompiler {
    /// Notes a field, the arguments given to it, and what stands in their literals, where it is deprecated.
    /// What comes in variables is another with each request.
    mutating func noteDeprecations(of definition: FieldDefinition, _ node: Document.Field) {
        plan.deprecations.note(
            definition.coordinate, definition.deprecationReason, definition.directives)
        for index in definition.arguments {
            let argument = schema.inputValues[index]
            let given = node.arguments.first {
                collector.symbols[document.arguments[$0].name.index] == argument.symbol
            }
            guard let given else { continue }
            plan.deprecations.note(argument)
            plan.deprecations.note(
                document.values[Int(document.arguments[given].value)], of: document, as: argument.type, schema
            )
        }
    }
}

/// The input types through which something deprecated can come in.
///
/// Most schemas have none: then no request's variables are looked through.
struct DeprecatedInputs: Sendable {
    private let types: Set<TypeID>

    /// - Complexity: O(types × depth of input objects), once for a schema.
    init(_ schema: Schema) {
        var types: Set<TypeID> = []
        var countBefore = -1
        while types.count != countBefore {
            countBefore = types.count
            for type in schema.types {
                let brings =
                    type.enumValues.contains { $0.deprecationReason != nil }
                    || schema.inputValues[type.inputFields].contains {
                        $0.deprecationReason != nil || types.contains($0.type.named)
                    }
                if brings { types.insert(type.id) }
            }
        }
        self.types = types
    }

    /// What is deprecated in the variables of a request as the caller gave them, or in the defaults of those
    /// that it left out.
    func used(
        by declarations: [VariableDeclaration], _ given: InputValue?, _ document: Document, _ schema: Schema
    ) -> [PlanDeprecation] {
        guard !types.isEmpty else { return [] }
        var used: [PlanDeprecation] = []
        for declaration in declarations {
            guard let type = declaration.type, types.contains(type.named) else { continue }
            if let value = given?[declaration.name] {
                used.note(value, as: type, schema)
            } else if let literal = declaration.defaultValue {
                used.note(document.values[Int(literal)], of: document, as: type, schema)
            }
        }
        return used
    }
}

/// Each is noted once.
extension [PlanDeprecation] {
    mutating func note(_ coordinate: String, _ reason: String?, _ directives: [AppliedDirective]) {
        guard let reason, !contains(where: { $0.coordinate == coordinate }) else { return }
        var sunset: String?
        if case .string(let day)? = directives.first(where: { $0.name == "sunset" })?.argument("on") {
            sunset = day
        }
        append(PlanDeprecation(coordinate: coordinate, reason: reason, sunset: sunset))
    }

    mutating func note(_ input: InputValueDefinition) {
        note(input.coordinate, input.deprecationReason, input.directives)
    }

    /// What stands in a literal that fits its type.
    mutating func note(
        _ literal: Document.Value, of document: Document, as type: FieldType, _ schema: Schema
    ) {
        switch literal.kind {
        case .list:
            let item = type.isList ? type.item : type
            for index in literal.children { note(document.values[index], of: document, as: item, schema) }
        case .object:
            for field in document.objectFields[literal.children.range] {
                let name = document.name(field.name)
                guard let input = schema.inputField(name, of: type.named) else { continue }
                note(input)
                note(document.values[Int(field.value)], of: document, as: input.type, schema)
            }
        case .enumeration: note(document.name(literal.name), of: schema[type.named])
        default: break
        }
    }

    /// What stands in a value that has come as JSON and fits its type.
    mutating func note(_ value: InputValue, as type: FieldType, _ schema: Schema) {
        switch value {
        case .list(let items):
            for item in items { note(item, as: type.isList ? type.item : type, schema) }
        case .object(let fields):
            for field in fields {
                guard let input = schema.inputField(field.name, of: type.named) else { continue }
                note(input)
                note(field.value, as: input.type, schema)
            }
        case .string(let name), .enumeration(let name): note(name, of: schema[type.named])
        default: break
        }
    }

    private mutating func note(_ name: String, of type: TypeDefinition) {
        guard let value = type.enumValues.first(where: { $0.name == name }) else { return }
        note("\(type.name).\(value.name)", value.deprecationReason, value.directives)
    }
}

extension Schema {
    /// A field of an input object; nil for any other type, such as a scalar whose values are objects.
    fileprivate func inputField(_ name: String, of type: TypeID) -> InputValueDefinition? {
        inputValues[self[type].inputFields].first { $0.name == name }
    }
}
