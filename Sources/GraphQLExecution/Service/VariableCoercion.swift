import GraphQLLanguage
import GraphQLSchema

/// CoerceVariableValues, §6.1.2
struct VariableCoercion {
    let document: Document
    let schema: Schema
    let symbols: [SymbolID]
    let check: ScalarCheck

    /// The coerced variables of an operation, defaults included.
    ///
    /// - Returns: the values, or every error at once.
    func coerce(
        _ operation: Document.OperationDefinition, _ given: InputValue?
    ) -> (values: [NameID: InputValue], errors: [ErrorEntry]) {
        var values: [NameID: InputValue] = [:]
        var errors: [ErrorEntry] = []
        for index in operation.variableDefinitions {
            let definition = document.variableDefinitions[index]
            do {
                if let value = try value(of: definition, given) { values[definition.name] = value }
            } catch {
                errors.append(
                    ErrorEntry(
                        message: error.message, locations: [document.location(ofOffset: definition.offset)],
                        code: "BAD_USER_INPUT"))
            }
        }
        return (values, errors)
    }

    private func value(
        of definition: Document.VariableDefinition, _ given: InputValue?
    ) throws(ArgumentError) -> InputValue? {
        let name = document.name(definition.name)
        guard let named = schema.type(symbols[definition.type.name.index]) else {
            throw ArgumentError(
                message: "Variable \"$\(name)\" has an unknown type.", offset: definition.offset)
        }
        let type = FieldType(named: named, wrapping: definition.type.wrapping)
        do {
            if let value = given?[name] {
                if type.isNonNull, value == .null { throw missing(name, type, definition) }
                return try schema.coerce(variable: value, to: type, check: check)
            }
            if let literal = definition.defaultValue {
                return try schema.coerce(literal: literal, of: document, to: type, check: check)
            }
        } catch let error as CoercionError {
            let message = "Variable \"$\(name)\" got an invalid value\(place(error.path)): \(error.message)"
            throw ArgumentError(message: message, offset: definition.offset)
        } catch let error as ArgumentError {
            throw error
        } catch {
            throw ArgumentError(
                message: "Variable \"$\(name)\" got an invalid value.", offset: definition.offset)
        }
        if type.isNonNull { throw missing(name, type, definition) }
        return nil
    }

    private func missing(
        _ name: String, _ type: FieldType, _ definition: Document.VariableDefinition
    ) -> ArgumentError {
        let text = schema.description(of: type)
        return ArgumentError(
            message: "Variable \"$\(name)\" of required type \"\(text)\" was not provided.",
            offset: definition.offset)
    }

    private func place(_ path: [CoercionError.PathComponent]) -> String {
        guard !path.isEmpty else { return "" }
        let steps = path.map { step in
            switch step {
            case .field(let name): ".\(name)"
            case .index(let index): "[\(index)]"
            }
        }
        return " at \"value\(steps.joined())\""
    }
}
