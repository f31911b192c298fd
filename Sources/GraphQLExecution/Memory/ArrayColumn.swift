/// One column of an `ArraySource`: what it is called and how an element becomes its value.
public struct ArrayColumn<Element>: Sendable {
    /// The name, which is also that of the field, if the type has such a field.
    public let name: String
    /// How the column's bytes become JSON, and values of arguments keys.
    let form: WireForm
    /// The value's bytes; nil is null.
    let bytes: @Sendable (Element) -> [UInt8]?

    /// Text: for `String`, `ID`, enums and scalars that are strings.
    public static func text(
        _ name: String, _ value: @escaping @Sendable (Element) -> String?
    ) -> ArrayColumn {
        ArrayColumn(name: name, form: .text) { element in value(element).map { Array($0.utf8) } }
    }

    /// A whole number: for `Int` and scalars that are wider.
    public static func integer(
        _ name: String, _ value: @escaping @Sendable (Element) -> Int?
    ) -> ArrayColumn {
        ArrayColumn(name: name, form: .integer) { element in value(element).map(MemoryBytes.bytes(of:)) }
    }

    /// A number: for `Float`.
    public static func float(
        _ name: String, _ value: @escaping @Sendable (Element) -> Double?
    ) -> ArrayColumn {
        ArrayColumn(name: name, form: .float) { element in
            value(element).map { number in withUnsafeBytes(of: number.bitPattern.bigEndian) { Array($0) } }
        }
    }

    /// True or false.
    public static func boolean(
        _ name: String, _ value: @escaping @Sendable (Element) -> Bool?
    ) -> ArrayColumn {
        ArrayColumn(name: name, form: .boolean) { element in value(element).map { [$0 ? 1 : 0] } }
    }

    /// Bytes that are JSON already.
    public static func json(
        _ name: String, _ value: @escaping @Sendable (Element) -> [UInt8]?
    ) -> ArrayColumn {
        ArrayColumn(name: name, form: .json, bytes: value)
    }
}
