public import GraphQLLanguage

/// What a schema coordinate leads to.
///
/// - SeeAlso: GraphQL Sep 2025 §2.14
public enum SchemaElement: Hashable, Sendable {
    case type(TypeID)
    case field(FieldID)
    /// An index into `Schema.inputValues`.
    case inputField(Int)
    /// An index into the values of an enum.
    case enumValue(TypeID, Int)
    /// An argument of a field: an index into `Schema.inputValues`.
    case argument(FieldID, Int)
    /// An index into `Schema.directives`.
    case directive(Int)
    /// An argument of a directive: indices into `Schema.directives` and `Schema.inputValues`.
    case directiveArgument(Int, Int)
}

/// A coordinate whose container is missing, so that nothing can be said about its last part.
public struct SchemaCoordinateError: Error, Sendable, Equatable {
    /// What is missing, by its own coordinate.
    public let message: String
}

extension Schema {
    /// Finds what a coordinate leads to; nil when its container does not have it.
    ///
    /// - Throws: `SchemaCoordinateError` when the container itself is missing or has no such parts.
    /// - SeeAlso: GraphQL Sep 2025 §2.14
    public func element(at coordinate: SchemaCoordinate) throws(SchemaCoordinateError) -> SchemaElement? {
        switch coordinate {
        case .type(let name): return type(named: name).map(SchemaElement.type)
        case .member(let type, let member): return try self.member(member, of: container(type))
        case .argument(let type, let field, let argument):
            guard let id = self.field(named: field, of: try container(type)) else {
                throw SchemaCoordinateError(message: "There is no field \(type).\(field).")
            }
            return inputValue(symbol(argument), among: self[id].arguments).map { .argument(id, $0) }
        case .directive(let name):
            return directives.firstIndex { $0.name == name }.map(SchemaElement.directive)
        case .directiveArgument(let name, let argument):
            guard let index = directives.firstIndex(where: { $0.name == name }) else {
                throw SchemaCoordinateError(message: "There is no directive @\(name).")
            }
            return inputValue(symbol(argument), among: directives[index].arguments)
                .map { .directiveArgument(index, $0) }
        }
    }

    private func container(_ name: String) throws(SchemaCoordinateError) -> TypeID {
        guard let id = type(named: name) else {
            throw SchemaCoordinateError(message: "There is no type \(name).")
        }
        return id
    }

    private func member(_ name: String, of type: TypeID) throws(SchemaCoordinateError) -> SchemaElement? {
        let definition = self[type]
        switch definition.kind {
        case .object, .interface: return field(named: name, of: type).map(SchemaElement.field)
        case .inputObject: return inputField(name, of: definition).map(SchemaElement.inputField)
        case .enumeration:
            return definition.enumValues.firstIndex { $0.name == name }.map { .enumValue(type, $0) }
        case .scalar, .union:
            throw SchemaCoordinateError(
                message: "\(definition.name) is \(definition.kind.indefinite): it has no members.")
        }
    }
}
