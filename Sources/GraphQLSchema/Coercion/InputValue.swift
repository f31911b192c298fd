import GraphQLLanguage

/// A value that came in as an argument, a variable or a default.
///
/// The same cases stand for values before and after coercion; a coerced value of an enum is an `enumeration`.
public enum InputValue: Sendable, Hashable {
    /// One field of an object value.
    public struct Field: Sendable, Hashable {
        /// The name of the field.
        public let name: String
        /// The value of the field.
        public let value: InputValue

        /// Makes a field of an object value.
        public init(name: String, value: InputValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    /// A whole number; an `Int` of GraphQL is within 32 bits.
    case int(Int64)
    /// A whole number beyond 64 bits, in its digits; as an `ID` it is as good as any.
    case largeInteger(String)
    /// A finite number.
    case float(Double)
    case string(String)
    case boolean(Bool)
    /// The name of an enum value.
    case enumeration(String)
    case list([InputValue])
    /// Fields in the order of the definition once coerced, in source order before; names are unique.
    case object([Field])

    /// The value of a field of an object; nil when it is absent or this is no object.
    public subscript(name: String) -> InputValue? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name.hasSameBytes(as: name) }?.value
    }
}

/// Texts are compared by their bytes: two that only look alike are two values.
extension InputValue {
    /// Whether two values are the same; the order of an object's fields counts.
    public static func == (first: InputValue, second: InputValue) -> Bool {
        switch (first, second) {
        case (.null, .null): true
        case (.int(let one), .int(let other)): one == other
        case (.float(let one), .float(let other)): one == other
        case (.boolean(let one), .boolean(let other)): one == other
        case (.largeInteger(let one), .largeInteger(let other)), (.string(let one), .string(let other)),
            (.enumeration(let one), .enumeration(let other)):
            one.hasSameBytes(as: other)
        case (.list(let one), .list(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .int(let number): hasher.combine(number)
        case .float(let number): hasher.combine(number)
        case .boolean(let flag): hasher.combine(flag)
        case .largeInteger(let text), .string(let text), .enumeration(let text):
            hasher.combine(ExactText(text))
        case .list(let items): hasher.combine(items)
        case .object(let fields): hasher.combine(fields)
        }
    }
}

extension InputValue.Field {
    /// Whether two fields have the same name and value.
    public static func == (first: InputValue.Field, second: InputValue.Field) -> Bool {
        first.name.hasSameBytes(as: second.name) && first.value == second.value
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(name))
        hasher.combine(value)
    }
}
