/// The codes by which an area of the business refuses a mutation; the raw values are an enum of the schema,
/// which a test checks.
public protocol RejectionCode: RawRepresentable<String>, Sendable, CaseIterable, Hashable {
    /// The ID names nothing that the caller reaches.
    static var notFound: Self { get }
    /// The value is outside of what the field allows.
    static var invalid: Self { get }
}

/// The codes of an area whose rows are changed by who has read them before.
public protocol EditRejectionCode: RejectionCode {
    /// Somebody was faster, or the state is not the one that it was.
    static var conflict: Self { get }
    /// The version that was read is not the stored one any more: a conflict, unless the area tells it apart.
    static var stale: Self { get }
}

extension EditRejectionCode {
    /// A conflict.
    public static var stale: Self { conflict }
}

/// The codes of an area whose rows go from state to state.
public protocol StateRejectionCode: EditRejectionCode {
    /// The step is there, but not for who asks.
    static var notAllowed: Self { get }
}

/// The codes of an area whose writes may be sent again with the same key.
public protocol RepeatableRejectionCode: RejectionCode {
    /// The key came before with another input.
    static var idempotencyKeyReused: Self { get }
}

/// The business's "no" to a mutation: which rule, about which input field, in words for people.
public struct Rejection<Code: RejectionCode>: Error, Sendable, Equatable {
    /// Which rule.
    public let code: Code
    /// The path of the input field at fault, outermost first.
    public let field: [String]
    /// What is wrong, for people.
    public let message: String

    /// A refusal.
    public init(_ code: Code, at field: [String], _ message: String) {
        self.code = code
        self.field = field
        self.message = message
    }

    /// A refusal of one field of the input.
    public init(_ code: Code, input field: String, _ message: String) {
        self.init(code, at: ["input", field], message)
    }
}
