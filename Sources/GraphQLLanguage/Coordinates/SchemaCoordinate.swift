/// The name of one element of a schema, such as `MenuItem.price(currency:)`.
///
/// - SeeAlso: GraphQL Sep 2025 §2.14
public enum SchemaCoordinate: Hashable, Sendable {
    /// `Name`: a type.
    case type(String)
    /// `Name.Name`: a field, an input field or an enum value of a type.
    case member(type: String, member: String)
    /// `Name.Name(Name:)`: an argument of a field.
    case argument(type: String, field: String, argument: String)
    /// `@Name`: a directive.
    case directive(String)
    /// `@Name(Name:)`: an argument of a directive.
    case directiveArgument(directive: String, argument: String)

    /// Reads a coordinate.
    ///
    /// White space, commas and comments are not allowed, unlike in documents.
    ///
    /// - Throws: `SyntaxError` for the first character that does not belong to a coordinate.
    /// - Complexity: O(bytes).
    public static func parse(_ source: [UInt8]) throws(SyntaxError) -> SchemaCoordinate {
        try source.withUnsafeBufferPointer { bytes throws(SyntaxError) in
            var parser = try CoordinateParser(bytes)
            return try parser.parseCoordinate()
        }
    }

    /// Reads a coordinate.
    ///
    /// - Throws: `SyntaxError` for the first character that does not belong to a coordinate.
    /// - Complexity: O(bytes).
    public static func parse(_ text: String) throws(SyntaxError) -> SchemaCoordinate {
        try parse(Array(text.utf8))
    }
}

extension SchemaCoordinate: CustomStringConvertible {
    /// The coordinate as it is written.
    public var description: String {
        switch self {
        case .type(let type): type
        case .member(let type, let member): "\(type).\(member)"
        case .argument(let type, let field, let argument): "\(type).\(field)(\(argument):)"
        case .directive(let directive): "@\(directive)"
        case .directiveArgument(let directive, let argument): "@\(directive)(\(argument):)"
        }
    }
}
