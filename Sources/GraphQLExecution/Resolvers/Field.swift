public import GraphQLSchema

/// A part of a load's key.
public enum KeyPart: Sendable {
    /// A column of the parent row, by its index in the parent type's column list.
    case column(Int)
    /// An argument of the field, turned into the key's bytes; nil means that no row can have this key.
    case argument(String, @Sendable (InputValue) -> [UInt8]?)
    /// Bytes that are the same for every row.
    case constant([UInt8])
    /// The null key part.
    case null
}

/// What an absent to-one row means.
public enum Absence: Sendable {
    /// The field is null.
    case null
    /// The field is null and an execution error with code `NOT_FOUND` says so.
    case notFound
}

/// Where the values of one field of an object type come from.
///
/// Everything is looked up and decided when a plan is made; a request only follows indices.
public struct Field: Sendable {
    /// The field's name in the schema.
    public let name: String
    /// Its source.
    public let source: Source
    /// Arguments that become bindings for the whole subtree: binding name → argument name.
    public var binds: [String: String] = [:]
    /// What must be there, or else the field is null with a `NOT_FOUND` error.
    public var requires: Requirement?

    /// A look-up beside the field's own load, in the same round: without it an empty list and a parent that
    /// is not there could not be told apart, and a row would be shown in the light of one that is not there.
    public struct Requirement: Sendable {
        /// Finds the row that must be there.
        public let loader: Loader
        /// Its key, as of the field's own load.
        public let key: [KeyPart]
        /// The argument without which nothing is required; nil where something always is.
        public let argument: String?
        /// Whether the field's own load sees to everything but the rules on rows of the type of what is
        /// required: without such rules it is not looked up.
        public let isOnlyForRules: Bool

        /// Something that must be there.
        public init(_ loader: Loader, key: [KeyPart]) {
            self.loader = loader
            self.key = key
            argument = nil
            isOnlyForRules = false
        }

        /// Something that rules on rows must not leave out; the field's own load sees to the rest.
        ///
        /// - Parameter argument: without which, or with a null for it, nothing is required.
        public init(inScope loader: Loader, key: [KeyPart], ifGiven argument: String? = nil) {
            self.loader = loader
            self.key = key
            self.argument = argument
            isOnlyForRules = true
        }
    }

    /// What an event is about: a look-up beside the event's own loads, in the first round. A caller for whom
    /// the subject does not exist is not told of the event.
    public struct Subject: Sendable {
        /// The object type of the subject, whose rules on rows hold.
        public let typeName: String
        /// Finds it.
        public let loader: Loader
        /// Its key: columns of the event's row, arguments of the field.
        public let key: [KeyPart]

        /// A subject.
        public init(_ typeName: String, _ loader: Loader, key: [KeyPart]) {
            self.typeName = typeName
            self.loader = loader
            self.key = key
        }
    }

    /// The kinds of source.
    public indirect enum Source: Sendable {
        /// A column of the row, by index in the type's column list.
        case column(Int, WireForm)
        /// Computed from columns of the row, synchronously.
        case value(needs: [Int], @Sendable (Row, FieldRequest) throws(FieldError) -> Output)
        /// An object made of columns of the same row: the object type's column n is `columns[n]` here.
        /// Null when the first of them is null.
        case embedded(columns: [Int])
        /// At most one object a row.
        case one(Loader, key: [KeyPart], absence: Absence)
        /// A list of objects a row.
        case many(Loader, key: [KeyPart])
        /// A Relay connection over a `page` loader.
        case page(Loader, key: [KeyPart], cursor: Cursor)
        /// As `one` for an interface or union: the ID argument's type decides among loaders.
        case node(argument: String, decode: @Sendable (String) -> NodeReference?, loaders: [String: Loader])
        /// A root field of `Mutation`; the executor holds the function under the field's name.
        case mutation
        /// A root field of `Subscription`: the row is an event that whoever runs the subscription hands in.
        /// It is delivered where one of its subjects is there for the caller, or where it has none.
        case event(subjects: [Subject])
        /// A list that a mutation returned beside its row, by index.
        case outcomeList(Int)
        /// Within a connection type: the edges or nodes of the page.
        case pageItems
        /// Within an edge: the edge's own row as the node.
        case pageNode
        /// Within an edge: the page's cursor of the edge's row.
        case cursor
        /// Within a connection type: the PageInfo object.
        case pageInfo
        /// A field of PageInfo.
        case pageInfoField(PageInfoField)
    }

    /// A field with its source.
    public init(
        _ name: String, _ source: Source, binds: [String: String] = [:], requires: Requirement? = nil
    ) {
        self.name = name
        self.source = source
        self.binds = binds
        self.requires = requires
    }
}

/// The fields of `PageInfo`.
///
/// - SeeAlso: GraphQL Cursor Connections Specification §5
public enum PageInfoField: Int32, Sendable {
    case hasNextPage, hasPreviousPage, startCursor, endCursor
}

/// How a connection's rows become cursors.
public struct Cursor: Sendable {
    /// Columns that the cursor is made of, as indices of the type's column list.
    public let needs: [Int]
    /// Makes the opaque text; the loader's `after` parameter reads it back.
    public let encode: @Sendable (Row) -> String

    /// A cursor made of columns.
    public init(needs: [Int], encode: @escaping @Sendable (Row) -> String) {
        self.needs = needs
        self.encode = encode
    }
}

/// An ID that names a type and a key.
public struct NodeReference: Sendable {
    /// The object type's name.
    public let typeName: String
    /// The key's bytes as the type's loader takes them, one entry for each part; nil is the null part.
    public let key: [[UInt8]?]

    /// A decoded global ID.
    public init(typeName: String, key: [[UInt8]?]) {
        self.typeName = typeName
        self.key = key
    }
}

/// All sources of one object type.
public struct ObjectResolver: Sendable {
    /// The object type's name in the schema.
    public let typeName: String
    /// Its fields; the order does not matter.
    public let fields: [Field]
    /// For rows of an abstract type: the column whose text is the object type's name.
    public let typeNameColumn: Int?
    /// The object type that shows the same rows under its own name: whoever's rules on rows of that type
    /// leave a row out does not see it under this type either.
    public let shownType: String?

    /// The sources of an object type, or of an abstract type whose rows name their type.
    public init(
        typeName: String, fields: [Field], typeNameColumn: Int? = nil, shownType: String? = nil
    ) {
        self.typeName = typeName
        self.fields = fields
        self.typeNameColumn = typeNameColumn
        self.shownType = shownType
    }
}
