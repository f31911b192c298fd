extension Document {
    /// One argument of a field or directive.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.7
    @frozen
    public struct Argument: Sendable {
        /// The name of the argument.
        public let name: NameID
        /// An index into `Document.values`.
        public let value: Int32
        /// Where the name stands.
        public let offset: Int32
    }

    /// A value as written.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.10
    @frozen
    public struct Value: Sendable {
        /// What a value is.
        @frozen
        public enum Kind: UInt8, Sendable {
            /// `$name`: `name` is the variable's.
            case variable
            /// An integer of any size; see `Document.int(_:)`.
            case int
            /// A number with a fraction or exponent; see `Document.float(_:)`.
            case float
            /// A quoted string; see `Document.string(_:)`.
            case string
            /// A string in triple quotes; see `Document.string(_:)`.
            case blockString
            /// `true`.
            case `true`
            /// `false`.
            case `false`
            /// `null`.
            case null
            /// A name that is an enum value: `name` is that value's.
            case enumeration
            /// `children` points into `Document.values`.
            case list
            /// `children` points into `Document.objectFields`.
            case object
        }

        /// What the value is.
        public let kind: Kind
        /// The name of a variable or an enum value; meaningless otherwise.
        public let name: NameID
        /// The items of a list or the fields of an object.
        public let children: IndexRange
        /// Where the value starts.
        public let offset: Int32
        /// The bytes of the literal, quotes included; 1 for a list or an object.
        public let length: Int32
    }

    /// One field of an object value.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.10.8
    @frozen
    public struct ObjectField: Sendable {
        /// The name of the field.
        public let name: NameID
        /// An index into `Document.values`.
        public let value: Int32
        /// Where the name stands.
        public let offset: Int32
    }

    /// The text of a literal as written, for messages.
    public func text(_ value: Value) -> String {
        String(decoding: literal(value), as: UTF8.self)
    }

    /// The bytes of a literal as written, without copying.
    public func literal(_ value: Value) -> ArraySlice<UInt8> {
        source[Int(value.offset)..<Int(value.offset) + Int(value.length)]
    }

    /// Whether a value is a variable or has one in it.
    ///
    /// - Complexity: O(values in it).
    public func holdsVariable(_ value: Value) -> Bool {
        switch value.kind {
        case .variable: true
        case .list: value.children.contains { holdsVariable(values[$0]) }
        case .object: value.children.contains { holdsVariable(values[Int(objectFields[$0].value)]) }
        default: false
        }
    }

    /// The number an `int` value stands for; nil when it does not fit 64 bits.
    public func int(_ value: Value) -> Int64? {
        Int64(text(value))
    }

    /// The number an `int` or `float` value stands for; nil when it is too large to be finite.
    public func float(_ value: Value) -> Double? {
        guard let number = Double(text(value)), number.isFinite else { return nil }
        return number
    }

    /// The content of a `string` or `blockString` value, escapes and indentation resolved.
    ///
    /// - Complexity: O(length); decoded anew on each call.
    /// - SeeAlso: GraphQL Sep 2025 §2.10.4
    public func string(_ value: Value) -> String {
        let literal = literal(value)
        return value.kind == .blockString ? BlockString.decode(literal) : StringLiteral.decode(literal)
    }
}
