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
        return fields.first { $0.name == name }?.value
    }
}
