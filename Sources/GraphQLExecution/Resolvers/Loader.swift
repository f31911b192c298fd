/// How many rows a key has.
public enum LoaderCardinality: Sendable {
    /// At most one row a key.
    case one
    /// Any number of rows a key, in the order in which they come.
    case many
    /// As `many`, for a list of lists: marks (`RowMarks`) tell where each of them begins and ends.
    case lists
    /// As `many`, but at most `first + 1` rows a key: the extra row tells that there is a next page.
    case page
}

/// A parameter of a load besides its keys.
public enum LoadParameter: Sendable, Hashable {
    /// An argument of the loading field itself.
    case argument(String)
    /// A value that an enclosing field bound for its whole subtree, or null where none did.
    case binding(String)
}

/// What a plan needs of one load: made once per plan, not per request.
public struct LoadShape: Sendable {
    /// Columns that fields of the selection read: indices of the type's column list, ascending, distinct.
    public let columns: [Int]
    /// Which rows exist for the caller; nil for all. The others must not come.
    public let condition: RowCondition?
    /// Conditions that single fields depend on: each becomes a boolean column, true where one of its rules
    /// holds.
    public let flags: [[RowRule]]
    /// For each of the loader's companions the statement that finds those of its rows that exist for the
    /// caller; nil where all do.
    public var companions: [LoadStatement?] = []
}

/// Which rows a load may bring.
public enum RowCondition: Sendable, Hashable {
    /// Rows for which one of the rules holds; none where there is no rule.
    case any([RowRule])
    /// Rows for which both hold: rules on a type and on the one whose rows it shows.
    indirect case both(RowCondition, RowCondition)
    /// Rows of an abstract type: one of the rules of the object type that a column names must hold. Rows of
    /// types without an entry all exist.
    case byType(column: Int, [String: [RowRule]])
}

/// How rows find their key again.
public enum Grouping: Sendable {
    /// A column holds the key's number, from 1, as a big-endian integer of 8 bytes.
    case ordinal(column: Int)
    /// A column holds the bytes of the (single-column) key.
    case key(column: Int)
}

/// A load made ready for a plan: opaque to the engine but for its shape.
public struct LoadStatement: Sendable {
    /// The text that the session runs, for example SQL.
    public let text: String
    /// Tells statements of one text apart whose values come from elsewhere: claims, bindings. Two loads are
    /// one call only where this is the same too.
    public let variant: String
    /// Position in the result of each column of the shape, in the shape's order.
    public let positions: [Int]
    /// How rows are matched to keys.
    public let grouping: Grouping
    /// Position in the result of each flag of the shape, in the shape's order: cells of one byte, 0 or 1.
    public let flagPositions: [Int]
    /// What the session needs besides text, keys and parameters; the engine hands it back untouched.
    public let context: (any Sendable)?

    /// A statement for one shape of a loader.
    public init(
        text: String, variant: String = "", positions: [Int], flagPositions: [Int] = [], grouping: Grouping,
        context: (any Sendable)? = nil
    ) {
        self.text = text
        self.variant = variant
        self.positions = positions
        self.flagPositions = flagPositions
        self.grouping = grouping
        self.context = context
    }
}

/// A batched source of rows: takes the keys of a whole level and brings all their rows at once.
public final class Loader: Sendable {
    /// Type and key, as in `MenuItem.byCategory`; appears in logs and errors.
    public let name: String
    /// How many rows a key may have.
    public let cardinality: LoaderCardinality
    /// Number of parts a key has.
    public let keyCount: Int
    /// Parameters besides the keys, in the order in which the session receives them.
    public let parameters: [LoadParameter]
    /// For a field of an interface or union: the object type that all rows have; nil where they name theirs.
    public let objectType: String?
    /// Whether `prepare` heeds conditions and flags; a load that needs them and has none brings no rows.
    public let takesConditions: Bool
    /// Look-ups of rows that the load reads past their own loaders: which of them exist for the caller, a
    /// statement of each tells.
    public let companions: [Loader]
    /// Makes the statement for the columns that a plan needs; called at plan time.
    public let prepare: @Sendable (LoadShape) -> LoadStatement
    /// What is wrong with the arguments of the loading field, beyond their types; nil is all well.
    public let check: (@Sendable (Arguments) -> FieldError?)?

    /// A loader; two fields share one load only if they share the loader object.
    ///
    /// - Parameters:
    ///   - takesConditions: whether `prepare` heeds conditions and flags of its shape.
    ///   - companions: look-ups of rows that the load reads besides its own.
    ///   - check: finds arguments that the load can't use, before anything is loaded: the field is then an
    ///     execution error, and its siblings are not touched.
    public init(
        name: String, cardinality: LoaderCardinality, keyCount: Int, parameters: [LoadParameter] = [],
        objectType: String? = nil, takesConditions: Bool = false, companions: [Loader] = [],
        check: (@Sendable (Arguments) -> FieldError?)? = nil,
        prepare: @escaping @Sendable (LoadShape) -> LoadStatement
    ) {
        self.name = name
        self.cardinality = cardinality
        self.keyCount = keyCount
        self.parameters = parameters
        self.check = check
        self.objectType = objectType
        self.takesConditions = takesConditions
        self.companions = companions
        self.prepare = prepare
    }
}

extension LoadStatement {
    /// Whether two statements of one loader bring the same rows for the same keys and parameters.
    func isSame(as other: LoadStatement) -> Bool { text == other.text && variant == other.variant }

    /// Stands in a plan until the needed columns are known, and for rows that a mutation brings itself.
    static var pending: LoadStatement {
        LoadStatement(text: "", positions: [], grouping: .ordinal(column: 0))
    }
}
