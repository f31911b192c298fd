/// What exists of a schema for one caller: fields, arguments and input fields, enum values, types.
///
/// What is outside the view behaves as if the schema did not have it.
public struct SchemaView: Hashable, Sendable {
    /// One bit a field that is visible; nil when every field is.
    @usableFromInline
    internal let words: [UInt64]?
    /// One bit an argument or input field that is hidden; shorter than the schema's list, often empty.
    @usableFromInline
    internal let hiddenInputs: [UInt64]
    /// The values of enums that are hidden.
    private let hiddenEnumValues: Set<EnumValueID>
    /// The types that nothing visible leads to.
    private let hiddenTypes: TypeSet

    /// The view in which everything is visible.
    public static let all = SchemaView(words: nil)

    private init(words: [UInt64]?) {
        self.words = words
        hiddenInputs = []
        hiddenEnumValues = []
        hiddenTypes = TypeSet()
    }

    /// Makes a view that hides nothing but fields: types that only hidden fields lead to can still be named.
    ///
    /// The fields of introspection are always visible.
    public init(_ fields: some Sequence<FieldID>) {
        self.init(words: Self.words(fields))
    }

    /// Makes the view of the given fields, without what is hidden besides and without every type that nothing
    /// visible leads to.
    ///
    /// - Parameters:
    ///   - hiddenInputs: arguments and input fields, as indices into `Schema.inputValues`.
    ///   - hiddenEnumValues: values of enums, which neither input nor output may have.
    /// - Complexity: O(types + fields + arguments).
    public init(
        of schema: Schema, _ fields: some Sequence<FieldID>, hiddenInputs: some Sequence<Int> = [],
        hiddenEnumValues: Set<EnumValueID> = []
    ) {
        let words = Self.words(fields)
        var hidden: [UInt64] = []
        for input in hiddenInputs { Self.insert(input, into: &hidden) }
        let open = SchemaView(
            words: words, hiddenInputs: hidden, hiddenEnumValues: hiddenEnumValues, hiddenTypes: TypeSet())
        let reachable = ReachableTypes(schema, open)
        var hiddenTypes = TypeSet()
        for type in schema.types where !reachable.contains(type.id) { hiddenTypes.insert(type.id) }
        self.init(
            words: words, hiddenInputs: hidden, hiddenEnumValues: hiddenEnumValues, hiddenTypes: hiddenTypes)
    }

    private init(
        words: [UInt64], hiddenInputs: [UInt64], hiddenEnumValues: Set<EnumValueID>, hiddenTypes: TypeSet
    ) {
        self.words = words
        self.hiddenInputs = hiddenInputs
        self.hiddenEnumValues = hiddenEnumValues
        self.hiddenTypes = hiddenTypes
    }

    /// Whether everything is visible.
    public var isAll: Bool { words == nil }

    /// Whether a field is in the view.
    @inlinable
    public func isVisible(_ field: FieldID) -> Bool {
        guard let words else { return true }
        let word = field.index &>> 6
        return word < words.count && words[word] &>> UInt64(field.index & 63) & 1 != 0
    }

    /// Whether an argument or input field is in the view.
    ///
    /// - Parameter input: index into `Schema.inputValues`.
    @inlinable
    public func isVisible(input: Int) -> Bool {
        let word = input &>> 6
        return word >= hiddenInputs.count || hiddenInputs[word] &>> UInt64(input & 63) & 1 == 0
    }

    /// Whether a value of an enum is in the view.
    public func isVisible(_ value: EnumValueID) -> Bool {
        hiddenEnumValues.isEmpty || !hiddenEnumValues.contains(value)
    }

    /// Whether a type can be named.
    public func isVisible(_ type: TypeID) -> Bool { !hiddenTypes.contains(type) }

    /// Whether an object that the caller may know of can be of both types.
    public func canCoincide(_ first: TypeDefinition, _ second: TypeDefinition) -> Bool {
        first.possibleTypes.intersects(second.possibleTypes, without: hiddenTypes)
    }

    /// Whether some value of an enum is hidden.
    public func hidesValues(of type: TypeID) -> Bool { hiddenEnumValues.contains { $0.type == type } }

    /// Whether everything that another view of the same schema shows is visible here too. O(fields).
    public func covers(_ other: SchemaView) -> Bool {
        if let words {
            guard let others = other.words, Self.isSubset(others, of: words) else { return false }
        }
        return Self.isSubset(hiddenInputs, of: other.hiddenInputs)
            && hiddenEnumValues.isSubset(of: other.hiddenEnumValues)
    }

    private static func isSubset(_ words: [UInt64], of others: [UInt64]) -> Bool {
        words.indices.allSatisfy { words[$0] & ~($0 < others.count ? others[$0] : 0) == 0 }
    }

    private static func words(_ fields: some Sequence<FieldID>) -> [UInt64] {
        var words: [UInt64] = [(1 << UInt64(FieldID.introspectionCount)) - 1]
        for field in fields { insert(field.index, into: &words) }
        return words
    }

    private static func insert(_ index: Int, into words: inout [UInt64]) {
        let word = index >> 6
        while words.count <= word { words.append(0) }
        words[word] |= 1 << UInt64(index & 63)
    }
}
