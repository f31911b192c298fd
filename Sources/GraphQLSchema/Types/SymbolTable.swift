import GraphQLLanguage

/// The names of a schema and their numbers.
struct SymbolTable: Sendable {
    /// Symbols by the bytes of their names.
    private var numbers: [[UInt8]: SymbolID] = [:]
    /// The type that each symbol names, if any.
    private var types: [TypeID?] = []

    /// Makes a table that knows only the names with fixed numbers.
    init() {
        for name in SymbolID.fixedNames { _ = intern(name) }
    }

    /// The number of a name, a new one for a new name.
    mutating func intern(_ name: String) -> SymbolID {
        let bytes = Array(name.utf8)
        if let known = numbers[bytes] { return known }
        let symbol = SymbolID(rawValue: Int32(truncatingIfNeeded: types.count))
        numbers[bytes] = symbol
        types.append(nil)
        return symbol
    }

    /// Says that a name is a type's; the first type of a name keeps it.
    mutating func bind(_ symbol: SymbolID, to type: TypeID) {
        let index = Int(symbol.rawValue)
        if types[index] == nil { types[index] = type }
    }

    /// The type of a name.
    func type(of symbol: SymbolID) -> TypeID? {
        symbol == .unknown ? nil : types[Int(symbol.rawValue)]
    }

    /// The number of a name; `.unknown` for a name not in the table.
    func number(of name: ArraySlice<UInt8>) -> SymbolID {
        numbers[Array(name)] ?? .unknown
    }

    /// The numbers of all names of a document.
    func numbers(of document: Document) -> [SymbolID] {
        document.names.indices.map { index in
            number(of: document.nameBytes(NameID(rawValue: Int32(truncatingIfNeeded: index))))
        }
    }
}
