public import GraphQLLanguage

extension Schema {
    /// The definition of a type.
    @inlinable
    public subscript(type: TypeID) -> TypeDefinition { types[type.index] }

    /// The definition of a field.
    @inlinable
    public subscript(field: FieldID) -> FieldDefinition { fields[field.index] }

    /// Translates the names of a document: the result's index is a `NameID`.
    ///
    /// - Complexity: O(bytes of the distinct names).
    public func symbols(of document: Document) -> [SymbolID] {
        symbols.numbers(of: document)
    }

    /// The number of a name; `.unknown` for a name that the schema does not use.
    public func symbol(_ name: String) -> SymbolID {
        symbols.number(of: Array(name.utf8)[...])
    }

    /// The type of a name; nil when there is none.
    public func type(_ symbol: SymbolID) -> TypeID? {
        symbols.type(of: symbol)
    }

    /// The type of a name; nil when there is none.
    public func type(named name: String) -> TypeID? {
        type(symbol(name))
    }

    /// The root type of a kind of operation; nil when the schema does not offer it.
    public func rootType(_ kind: Document.OperationKind) -> TypeID? {
        switch kind {
        case .query: queryType
        case .mutation: mutationType
        case .subscription: subscriptionType
        }
    }

    /// The field of a composite type, `__typename` included; nil when the type has no such field.
    @inlinable
    public func field(_ symbol: SymbolID, of type: TypeID) -> FieldID? {
        if symbol == .typename { return types[type.index].kind.isComposite ? .typename : nil }
        return fieldTable[Schema.fieldKey(type, symbol)]
    }

    /// The field of a composite type, `__typename` included; nil when the type has no such field.
    public func field(named name: String, of type: TypeID) -> FieldID? {
        field(symbol(name), of: type)
    }

    /// The index into `inputValues` of one of the given arguments or input fields.
    ///
    /// - Complexity: O(arguments), which are few.
    @inlinable
    public func inputValue(_ symbol: SymbolID, among arguments: Range<Int>) -> Int? {
        for index in arguments where inputValues[index].symbol == symbol { return index }
        return nil
    }

    /// The directive of a name; nil when there is none.
    public func directive(_ symbol: SymbolID) -> DirectiveDefinition? {
        directives.first { $0.symbol == symbol }
    }

    /// Whether a value of an abstract or object type may have the given object type.
    @inlinable
    public func isPossible(_ object: TypeID, for type: TypeID) -> Bool {
        types[type.index].possibleTypes.contains(object)
    }

    /// Writes a type as in a schema text, such as `[Dog!]!`.
    public func description(of type: FieldType) -> String {
        type.wrapping.description(around: types[type.named.index].name)
    }

    /// The key of a field in the table of fields.
    @inlinable
    static func fieldKey(_ type: TypeID, _ symbol: SymbolID) -> UInt64 {
        UInt64(UInt32(bitPattern: type.rawValue)) &<< 32 | UInt64(UInt32(bitPattern: symbol.rawValue))
    }
}
