import GraphQLLanguage
import GraphQLSchema

/// What one operation does, decided once: flat arrays that a request only follows.
///
/// A plan belongs to one document, operation, access policy and choice of `@skip`/`@include`.
struct Plan: Sendable {
    /// Query or mutation.
    let kind: Document.OperationKind
    /// The scope of the root selection set.
    var root = 0
    /// Selections of one object type at one response position.
    var scopes: [PlanScope] = []
    /// The fields of all scopes; those of a scope are neighbours.
    var fields: [PlanField] = []
    /// The batched loads, parents before children.
    var loads: [PlanLoad] = []
    /// The bytes of all response keys (`"key":`) and type names.
    var text: [UInt8] = []
    /// Forms of columns, by `PlanField.first`.
    var forms: [WireForm] = []
    /// Field functions, by `PlanField.first`.
    var functions: [PlanFunction] = []
    /// Positions with several object types, by `PlanField.first`.
    var choices: [PlanChoice] = []
    /// Arguments of fields, by `PlanField.arguments`.
    var arguments: [PlanArguments] = []
    /// Mutations in the order of the root fields, by `PlanField.first`.
    var mutations: [PlanMutation] = []
    /// The event of a subscription's root field.
    var event: PlanEvent?
    /// Introspection fields that a variable decides about, by `PlanField.first`.
    var introspections: [IntrospectionPlan] = []
    /// What fields show on rows where a flag is set; those of a field are neighbours.
    var guardedCases: [PlanGuardedCase] = []
    /// The arguments without which nothing is required, by `PlanField.required`.
    var waivers: [Int: String] = [:]
    /// Masks, by `PlanField.third` of `masked`.
    var masks: [PlanMask] = []
    /// Lists and non-nulls of list positions, by `PlanField.third` of `many`.
    var wrappings: [TypeWrapping] = []
    /// The names of enums' values, by `PlanField.second` of `enumeration`.
    var enumerations: [EnumNames] = []
    /// Cursor functions, by `PlanField.third` of pages.
    var cursors: [PlanCursor] = []
    /// What the objects cost.
    var cost = PlanCost()
    /// What is deprecated of the fields, arguments and literals that the operation uses, each once.
    var deprecations: [PlanDeprecation] = []
    /// What is delivered later than the initial result.
    var delivery = PlanDelivery()
    /// Coordinates for messages, such as `MenuItem.price`, by field index.
    var coordinates: [String] = []
    /// Where the nodes stand of fields that several nodes ask for, by field index.
    var mergedOffsets: [Int: [Int32]] = [:]

    /// The response key of a field, for paths.
    func responseName(ofField index: Int) -> String {
        let slice = fields[index].key
        let bytes = text[Int(slice.start)..<Int(slice.start + slice.count)]
        // Between the quotes of `"key":` or `,"key":`.
        return String(decoding: bytes.drop { $0 != 0x22 }.dropFirst().dropLast(2), as: UTF8.self)
    }

    /// Roughly how many bytes the plan holds, for the cache's budget.
    ///
    /// A statement's text is held twice, by the engine and by the session's own form of it.
    var byteCount: Int {
        let loadBytes = loads.reduce(0) { $0 + $1.statement.text.utf8.count * 2 + 1_000 }
        let mergedBytes = mergedOffsets.values.reduce(0) { $0 + $1.count * 4 + 64 }
        let fieldBytes = mergedBytes + fields.count * 64 + coordinates.count * 64 + functions.count * 96
        let introspectionBytes = introspections.reduce(0) { $0 + $1.byteCount }
        let deliveryBytes = (delivery.usages.count + delivery.deferrals.count + delivery.streams.count) * 192
        return text.count + introspectionBytes + fieldBytes + scopes.count * 32 + arguments.count * 200
            + loadBytes + deliveryBytes + cost.terms.count * 64 + 1_024
    }
}

/// The selections of one object type at one response position.
struct PlanScope: Sendable {
    /// First of its fields.
    var start = 0
    /// Number of its fields.
    var count = 0
    /// For the scopes of an abstract position: bytes of the object type's name in `Plan.text`.
    var typeName = TextSlice()
}

/// A piece of `Plan.text`.
struct TextSlice: Sendable {
    var start: UInt32 = 0
    var count: UInt32 = 0
}

/// How the writer produces a field.
enum Opcode: UInt8, Sendable {
    /// Constant bytes: `first` and `second` are start and count in `Plan.text`.
    case constant
    /// A text cell at position `first`.
    case text
    /// A text cell at position `first` that needs no escape.
    case plainText
    /// A JSON cell at position `first`.
    case json
    /// An integer cell at position `first`; any width.
    case integer
    /// As `integer`, but an error beyond 32 bits.
    case int32
    /// A float cell at position `first`.
    case float
    /// A boolean cell at position `first`.
    case boolean
    /// A text cell at position `first` that must be one of the names `enumerations[second]`.
    case enumeration
    /// A cell at position `first` in the form `forms[second]`.
    case custom
    /// `functions[first]`.
    case function
    /// An object of scope `second` from the same row; null if the cell at position `first` is.
    case embedded
    /// One object of scope `second` (or of `choices[second]`) from block `first`.
    case one
    /// A list of objects of scope `second` (or of `choices[second]`) from block `first`.
    case many
    /// A connection of scope `second` over the rows of block `first`.
    case page
    /// `choices[second]` by the blocks of its options.
    case node
    /// Within a connection: a list of objects of scope `second` over the page's rows.
    case pageItems
    /// Within an edge: an object of scope `second` over the edge's row.
    case pageNode
    /// Within an edge: the page's cursor.
    case cursor
    /// Within a connection: an object of scope `second` about the page.
    case pageInfo
    /// Within PageInfo: `first` is a `PageInfoField`.
    case pageInfoField
    /// `introspections[first]`.
    case introspection
    /// A list whose later items come later: `delivery.streams[first]`.
    case streamed
    /// The field in `masks[third].opcode`, masked.
    case masked
    /// The field of the first of the `second` cases from `guardedCases[first]` on whose flag is set, else the
    /// field `third`.
    case guarded
    /// Null and an error: the caller may not see it.
    case forbidden
    /// No field: `delivery.deferrals[first]` begins at this object.
    case deferral
    /// No field: a condition of the object's selections is null, as `coordinates` tells; where `second` is
    /// set, a field whose own condition is.
    case undecided

    /// Whether `first` is the load that brings the field's objects.
    var isLoad: Bool { self == .one || self == .many || self == .page }
}

/// One field of a scope: plain old data, so that the writer copies it without reference counting.
struct PlanField: Sendable {
    var opcode: Opcode
    /// Whether the position is non-null.
    var isNonNull: Bool
    /// Whether the items of a list of objects are non-null.
    var isItemNonNull = false
    /// Whether an absent row is an error rather than a plain null.
    var absentIsError = false
    /// Whether `second` is an index into `choices` instead of `scopes`.
    var isAbstract = false
    /// `"key":` in `Plan.text`.
    var key: TextSlice
    var first: Int32 = -1
    var second: Int32 = -1
    /// For a page: index into `Plan.cursors`, or -1 if no cursor is asked for.
    /// For a list: index into `Plan.wrappings`.
    var third: Int32 = -1
    /// The load that must have a row, or -1.
    var required: Int32 = -1
    /// Index into `Plan.arguments`, or -1.
    var arguments: Int32 = -1
    /// Where the field stands in the document.
    var offset: Int32
}

/// A field function with the positions of the columns that it reads.
struct PlanFunction: Sendable {
    let function: @Sendable (Row, FieldRequest) throws(FieldError) -> Output
    /// Column indices until the statement is known, then positions.
    var positions: [Int]
    /// Lists and non-nulls around the leaf.
    let wrapping: TypeWrapping
    /// What the leaf must be.
    let leaf: LeafForm
}

/// What a field shows on some rows.
struct PlanGuardedCase: Sendable {
    /// The position of the rows' flag.
    var flag: Int
    /// What is shown where it is set, by index into `Plan.fields`.
    let field: Int
}

/// A field whose value is masked once it is written.
struct PlanMask: Sendable {
    /// How the value itself is produced.
    let opcode: Opcode
    let mask: Mask
}

/// A position whose object type differs from row to row.
struct PlanChoice: Sendable {
    /// One option for each object type that may appear.
    struct Option: Sendable {
        let scope: Int
        /// The block to look in, for `node`.
        let load: Int
    }

    var options: [Option] = []
    /// Types whose objects the caller may not see, or not through these selections.
    var hiddenTypeNames: [[UInt8]] = []
    /// Position of the cell that names the type; -1 for `node`.
    var typeNamePosition = -1
}

/// A cursor function with the positions of its columns.
struct PlanCursor: Sendable {
    let function: @Sendable (Row) -> String
    var positions: [Int]
}

/// The event of a subscription's root field.
struct PlanEvent: Sendable {
    /// Name of the field.
    let name: String
    /// The load slot that holds the events' rows.
    let slot: Int
    /// The look-ups of what an event is about, one of which must find something.
    var subjects: [Int] = []
    /// The field's coerced arguments in `Plan.arguments`, or -1.
    let arguments: Int
    /// The look-up of what must be there as long as the subscription goes on, or -1.
    var required = -1
}

/// A mutation of the root selection set.
struct PlanMutation: Sendable {
    /// Name of the field, under which the executor holds the function.
    let name: String
    /// The field in `Plan.fields`.
    var field: Int
    /// The load slot that holds the payload's row.
    let payload: Int
    /// Number of the root field, which its loads carry.
    let rootField: Int
    /// Finds the rows that its IDs must name; nil where they may name any.
    var targets: PlanTargets?
    /// Load slots of the lists that the outcome brings: slot and index of the list.
    var lists: [(slot: Int, index: Int)] = []
}
