internal import GraphQLExecution
internal import GraphQLSchema

/// The limits of a page's arguments, and what they mean to its statement.
///
/// The engine asks for errors before anything is loaded, so that they stand at their field; the statement
/// asks for the values.
enum PageArguments {
    /// The most entries of a page, a named limit of the API.
    static let sizeMax: Int64 = 100

    /// Looks at the arguments of fields that load pages of an order.
    static func check(_ order: PageOrder) -> @Sendable (Arguments) -> FieldError? {
        { error(in: $0, of: order) }
    }

    /// What is wrong with a field's own arguments.
    private static func error(in arguments: Arguments, of order: PageOrder) -> FieldError? {
        if limit(arguments["first"]) == nil {
            return FieldError(
                message: "Argument `first` must be between 1 and \(sizeMax).", code: "BAD_USER_INPUT")
        }
        if start(arguments["after"], order) == nil {
            return FieldError(
                message: "Argument `after` is not a cursor of this list.", code: "BAD_USER_INPUT")
        }
        return nil
    }

    /// `first` and one more, which tells whether a next page exists; nil outside the limits.
    static func limit(_ first: InputValue?) -> Int64? {
        guard case .int(let first)? = first, (1...sizeMax).contains(first) else { return nil }
        return first + 1
    }

    /// Where the page starts: behind the cursor, or before everything; nil for no cursor of the order.
    static func start(_ after: InputValue?, _ order: PageOrder) -> [[UInt8]]? {
        switch after {
        case .string(let text)?: PageCursor.decode(text, order)
        case .null?, nil: order.start
        default: nil
        }
    }
}
