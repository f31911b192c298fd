import GraphQLLanguage
import GraphQLSchema

/// Values of correct type, input object field names, input object required fields.
///
/// - SeeAlso: GraphQL Sep 2025 §5.6.1, §5.6.2, §5.6.4
enum ValuesOfCorrectType {
    /// Checks a value that is no variable and no list or object in the place of one.
    static func check(_ value: Document.Value, _ type: FieldType, _ context: inout ValidationContext) {
        if value.kind == .null {
            guard type.isNonNull else { return }
            return context.report(
                .valuesOfCorrectType,
                "Expected a value of type \"\(context.schema.description(of: type))\", found null.",
                at: value.offset)
        }
        let definition = context.schema.types[type.named.index]
        if definition.kind == .scalar, definition.builtInScalar == nil {
            return check(value, ofScalar: definition, &context)
        }
        guard definition.kind != .inputObject else {
            let expected = context.schema.description(of: type)
            return context.report(
                .valuesOfCorrectType,
                "Expected a value of type \"\(expected)\", found \(context.quote(value)).", at: value.offset)
        }
        do throws(CoercionError) {
            _ = try context.schema.coerce(
                leaf: value, of: context.document, to: type.named, view: context.view)
            if context.hasOptionalRules, definition.kind == .enumeration {
                NoDeprecated.check(enumValue: value, of: definition, &context)
            }
        } catch {
            let hint =
                value.kind == .enumeration
                ? context.suggestion(
                    for: context.name(value.name), among: context.visibleValueNames(of: definition))
                : ""
            context.report(
                .valuesOfCorrectType,
                "Expected a value of type \"\(definition.name)\", found \(context.quote(value)).\(hint)",
                at: value.offset)
        }
    }

    /// Asks the host about a custom scalar's literal; one with variables has no value yet.
    private static func check(
        _ value: Document.Value, ofScalar type: TypeDefinition, _ context: inout ValidationContext
    ) {
        let document = context.document
        guard !document.holdsVariable(value),
            !context.schema.isValue(value, of: document, ofScalar: type, check: context.scalars)
        else { return }
        context.report(
            .valuesOfCorrectType,
            "Expected a value of type \"\(type.name)\", found \(context.quote(value)).", at: value.offset)
    }

    /// Checks the names of an input object's fields, the required ones, and OneOf.
    static func checkFields(of value: Document.Value, _ type: TypeID, _ context: inout ValidationContext) {
        let document = context.document
        let inputFields = context.schema.types[type.index].inputFields
        for index in value.children {
            let field = document.objectFields[index]
            if context.input(field.name, among: inputFields) != nil { continue }
            let name = context.name(field.name)
            let hint = context.suggestion(for: name, among: context.visibleInputNames(inputFields))
            context.report(
                .valuesOfCorrectType,
                "Field \"\(name)\" is not defined by type \"\(context.name(type))\".\(hint)", at: field.offset
            )
        }
        let given = document.objectFields[value.children.range]
        for index in inputFields where context.isRequired(index) {
            let input = context.schema.inputValues[index]
            if given.contains(where: { context.symbol($0.name) == input.symbol }) { continue }
            let required = context.schema.description(of: input.type)
            context.report(
                .valuesOfCorrectType,
                "Field \"\(input.coordinate)\" of required type \"\(required)\" was not provided.",
                at: value.offset)
        }
        if context.schema.types[type.index].isOneOf { checkOneOf(value, type, &context) }
    }

    private static func checkOneOf(
        _ value: Document.Value, _ type: TypeID, _ context: inout ValidationContext
    ) {
        let inputFields = context.schema.types[type.index].inputFields
        // An unknown field is reported by itself and says nothing about the others.
        let known = context.document.objectFields[value.children.range].filter {
            context.input($0.name, among: inputFields) != nil
        }
        guard known.count == 1, let field = known.first else {
            context.report(
                .valuesOfCorrectType,
                "OneOf input object \"\(context.name(type))\" must specify exactly one field.",
                at: value.offset)
            return
        }
        if context.document.values[Int(field.value)].kind == .null {
            context.report(
                .valuesOfCorrectType,
                "Field \"\(context.name(type)).\(context.name(field.name))\" must not be null.",
                at: value.offset)
        }
    }
}

extension ValidationContext {
    /// A value for a message: at most 40 characters of it.
    func quote(_ value: Document.Value) -> String {
        switch value.kind {
        case .list: return "a list"
        case .object: return "an object"
        default:
            let text = document.text(value)
            return text.count > 40 ? "\(text.prefix(40))…" : text
        }
    }
}
