import GraphQLLanguage
import GraphQLSchema

/// A variable that an operation declares, looked up once.
struct VariableDeclaration: Sendable {
    let id: NameID
    let name: String
    /// Nil for a type that the schema does not have, which validation refuses.
    let type: FieldType?
    /// Index into the document's values; nil without a default.
    let defaultValue: Int32?
    let offset: Int32

    init(
        _ definition: Document.VariableDefinition, _ document: Document, _ schema: Schema,
        _ symbols: [SymbolID]
    ) {
        id = definition.name
        name = document.name(definition.name)
        type = schema.type(symbols[definition.type.name.index]).map {
            FieldType(named: $0, wrapping: definition.type.wrapping)
        }
        defaultValue = definition.defaultValue
        offset = definition.offset
    }
}

extension GraphQLService {
    /// CoerceVariableValues, §6.1.2
    ///
    /// The coerced variables of an operation, defaults included.
    ///
    /// - Returns: the values, or every error at once.
    func coerce(
        _ declarations: [VariableDeclaration], _ given: InputValue?, _ document: Document, _ view: SchemaView
    ) -> (values: [NameID: InputValue], errors: [ErrorEntry]) {
        var values: [NameID: InputValue] = [:]
        var errors: [ErrorEntry] = []
        for declaration in declarations {
            do {
                if let value = try value(of: declaration, given, document, view) {
                    values[declaration.id] = value
                }
            } catch {
                errors.append(
                    ErrorEntry(
                        message: error.message, locations: [document.location(ofOffset: declaration.offset)],
                        code: "BAD_USER_INPUT"))
            }
        }
        return (values, errors)
    }

    private func value(
        of declaration: VariableDeclaration, _ given: InputValue?, _ document: Document, _ view: SchemaView
    ) throws(ArgumentError) -> InputValue? {
        guard let type = declaration.type else { return nil }
        do throws(CoercionError) {
            if let value = given?[declaration.name], value != .null || !type.isNonNull {
                return try schema.coerce(variable: value, to: type, view: view, check: scalars)
            }
            if given?[declaration.name] == nil, let literal = declaration.defaultValue {
                return try schema.coerce(
                    literal: literal, of: document, to: type, view: view, check: scalars)
            }
        } catch {
            let place = place(error.path)
            throw ArgumentError(
                message: "Variable \"$\(declaration.name)\" got an invalid value\(place): \(error.message)",
                offset: declaration.offset)
        }
        guard type.isNonNull else { return nil }
        let text = schema.description(of: type)
        throw ArgumentError(
            message: "Variable \"$\(declaration.name)\" of required type \"\(text)\" was not provided.",
            offset: declaration.offset)
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
