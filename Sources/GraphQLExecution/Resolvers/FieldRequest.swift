public import GraphQLSchema

/// What a field function may know besides its row.
public struct FieldRequest: Sendable {
    /// The field's coerced arguments.
    public let arguments: Arguments
    /// Values of the request as a whole.
    public let values: RequestValues
}

/// Values that hold for a whole request and that field functions and loads may read.
public struct RequestValues: Sendable {
    /// Seconds since 1970, taken once per request.
    public let nowSeconds: Int64
    /// Named values such as the default locale; a binding that no field set falls back to these.
    public let defaults: [String: InputValue]

    /// When the operation must have ended; looked at before each round.
    public let deadline: ContinuousClock.Instant?
    /// What a mutation's field is asked, to tell an equal request from another; nil elsewhere.
    public internal(set) var question: RequestQuestion?
    /// The key by which the request's only write is known again, where it came beside the document.
    public let idempotencyKey: String?

    /// Values taken once, when the request arrived.
    public init(
        nowSeconds: Int64, defaults: [String: InputValue] = [:], deadline: ContinuousClock.Instant? = nil,
        idempotencyKey: String? = nil
    ) {
        self.nowSeconds = nowSeconds
        self.defaults = defaults
        self.deadline = deadline
        self.idempotencyKey = idempotencyKey
    }
}

/// The coerced arguments of one field, defaults included.
public struct Arguments: Sendable {
    let values: [InputValue.Field]

    /// Arguments by name, for tests and for callers without a document.
    public init(values: [InputValue.Field]) {
        self.values = values
    }

    /// The value of an argument, or nil if the caller left it out and it has no default.
    ///
    /// - Complexity: O(arguments).
    public subscript(name: String) -> InputValue? {
        for entry in values where entry.name == name { return entry.value }
        return nil
    }
}

/// Why a field could not be produced, in words that the caller may read.
public struct FieldError: Error, Sendable {
    /// For people.
    public let message: String
    /// Stable, for programs; becomes `extensions.code`.
    public let code: String

    /// An execution error at the field's response position.
    public init(message: String, code: String) {
        self.message = message
        self.code = code
    }
}
