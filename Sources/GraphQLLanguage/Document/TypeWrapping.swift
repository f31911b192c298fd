/// The lists and non-nulls around a named type, as in `[[T]!]!`.
///
/// Level 0 is the outermost type; each list adds a level; level `listDepth` is the named type.
@frozen
public struct TypeWrapping: Hashable, Sendable {
    /// The number of lists around the named type.
    public let listDepth: UInt8
    /// Bit n says that level n is non-null.
    public let nonNullBits: UInt64

    /// The greatest number of lists that can be told apart.
    public static let listDepthMax = 63

    /// A nullable named type.
    @inlinable
    public static var none: TypeWrapping { TypeWrapping(listDepth: 0, nonNullBits: 0) }

    /// Makes a wrapping from its two parts.
    @inlinable
    public init(listDepth: UInt8, nonNullBits: UInt64) {
        self.listDepth = listDepth
        self.nonNullBits = nonNullBits
    }

    /// Whether the outermost type is non-null.
    @inlinable
    public var isNonNull: Bool { nonNullBits & 1 != 0 }

    /// Whether the outermost type, its non-null aside, is a list.
    @inlinable
    public var isList: Bool { listDepth > 0 }

    /// Whether the type at a level is non-null.
    @inlinable
    public func isNonNull(atLevel level: Int) -> Bool { nonNullBits &>> UInt64(level) & 1 != 0 }

    /// The same type, nullable.
    @inlinable
    public var nullable: TypeWrapping {
        TypeWrapping(listDepth: listDepth, nonNullBits: nonNullBits & ~1)
    }

    /// The same type, non-null.
    @inlinable
    public var nonNull: TypeWrapping {
        TypeWrapping(listDepth: listDepth, nonNullBits: nonNullBits | 1)
    }

    /// The wrapping of the items of a list.
    @inlinable
    public var item: TypeWrapping {
        precondition(listDepth > 0, "only lists have items")
        return TypeWrapping(listDepth: listDepth - 1, nonNullBits: nonNullBits &>> 1)
    }

    /// The wrapping of a nullable list whose items have this wrapping.
    @inlinable
    public var asList: TypeWrapping {
        precondition(Int(listDepth) < TypeWrapping.listDepthMax, "the parser bounds the lists of a type")
        return TypeWrapping(listDepth: listDepth + 1, nonNullBits: nonNullBits &<< 1)
    }

    /// Writes the type around a name, as in `[Dog!]!`.
    public func description(around name: String) -> String {
        var text = String(repeating: "[", count: Int(listDepth)) + name
        var level = Int(listDepth)
        while true {
            if isNonNull(atLevel: level) { text += "!" }
            if level == 0 { return text }
            text += "]"
            level -= 1
        }
    }
}
