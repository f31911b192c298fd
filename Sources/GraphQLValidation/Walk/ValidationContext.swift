import GraphQLLanguage
import GraphQLSchema

/// What the rules of one validation share.
struct ValidationContext {
    let document: Document
    let schema: Schema
    let view: SchemaView
    let limits: ValidationLimits
    /// What the values of custom scalars must be.
    let scalars: ScalarCheck
    /// The rules that report.
    let rules: Set<ValidationRule>
    /// Whether rules report that no document has to keep; looked at once a field.
    let hasOptionalRules: Bool
    /// The schema's number for each name of the document.
    let symbols: [SymbolID]
    /// The first fragment of each name; -1 for a name that is no fragment's.
    let fragmentByName: [Int32]
    /// What has been found so far, in the order it was found.
    private(set) var errors: [ValidationError] = []
    /// Names seen in the run that a rule is looking at.
    var marks: NameMarks
    /// What each operation uses, by operation.
    var operationUses: [DefinitionUses]
    /// What each fragment uses, by fragment.
    var fragmentUses: [DefinitionUses]
    /// What the definition being walked uses.
    var uses = DefinitionUses()
    /// The schema's field for each field of the document, once walked; nil for one that could not be found
    /// out.
    var fieldIDs: [FieldID?]
    /// The fragments from the most deeply spread to the least, once cycles have been looked for.
    var fragmentOrder: [Int32] = []

    init(
        document: Document, schema: Schema, view: SchemaView, limits: ValidationLimits,
        scalars: ScalarCheck, rules: Set<ValidationRule>
    ) {
        self.document = document
        self.schema = schema
        self.view = view
        self.limits = limits
        self.scalars = scalars
        self.rules = rules
        hasOptionalRules = !rules.isDisjoint(with: ValidationRule.optional)
        symbols = schema.symbols(of: document)
        var fragmentByName = [Int32](repeating: -1, count: document.names.count)
        for (index, fragment) in document.fragments.enumerated().reversed() {
            fragmentByName[fragment.name.index] = Int32(truncatingIfNeeded: index)
        }
        self.fragmentByName = fragmentByName
        marks = NameMarks(nameCount: document.names.count)
        fieldIDs = [FieldID?](repeating: nil, count: document.fields.count)
        operationUses = []
        fragmentUses = []
    }

    /// Whether enough errors have been found to stop.
    var isFull: Bool { errors.count >= limits.errorCountMax }

    /// Reports a broken rule.
    mutating func report(_ rule: ValidationRule, _ message: String, at offsets: Int32...) {
        report(rule, message, at: offsets)
    }

    /// Reports a broken rule at several places.
    mutating func report(_ rule: ValidationRule, _ message: String, at offsets: [Int32]) {
        guard !isFull, rules.contains(rule) else { return }
        errors.append(
            ValidationError(
                message: message,
                locations: offsets.prefix(limits.locationCountMax).map(document.location(ofOffset:)),
                code: "GRAPHQL_VALIDATION_FAILED", limit: nil))
    }

    /// Reports an exceeded limit.
    mutating func report(_ limit: ValidationLimit, _ message: String, at offset: Int32) {
        guard !isFull else { return }
        errors.append(
            ValidationError(
                message: message, locations: [document.location(ofOffset: offset)], code: limit.code,
                limit: limit.rawValue))
    }

    /// The text of a name.
    func name(_ id: NameID) -> String { document.name(id) }

    /// The schema's number of a name.
    func symbol(_ id: NameID) -> SymbolID { symbols[id.index] }

    /// The fragment of a name; nil when there is none.
    func fragment(_ name: NameID) -> Int? {
        let index = fragmentByName[name.index]
        return index < 0 ? nil : Int(index)
    }

    /// The field of a composite type, as far as the caller sees it.
    func field(_ name: NameID, of type: TypeID) -> FieldID? {
        guard let field = schema.field(symbol(name), of: type), view.isVisible(field) else { return nil }
        return field
    }

    /// The argument or input field of a name as far as the caller sees it, by index into
    /// `Schema.inputValues`.
    func input(_ name: NameID, among inputs: Range<Int>) -> Int? {
        guard let input = schema.inputValue(symbol(name), among: inputs), view.isVisible(input: input) else {
            return nil
        }
        return input
    }

    /// Whether the caller must give a value of an argument or input field.
    func isRequired(_ input: Int) -> Bool {
        schema.inputValues[input].isRequired && view.isVisible(input: input)
    }

    /// The kind of a type.
    func kind(_ type: TypeID) -> TypeKind { schema.types[type.index].kind }

    /// The name of a type.
    func name(_ type: TypeID) -> String { schema.types[type.index].name }

    /// The composite type that a type condition names; nil when there is none.
    func compositeType(_ name: NameID) -> TypeID? {
        guard let type = schema.type(symbol(name)), kind(type).isComposite, view.isVisible(type) else {
            return nil
        }
        return type
    }
}

/// A set of names that is emptied in constant time.
struct NameMarks {
    private var marks: [UInt32]
    private var round: UInt32 = 0

    init(nameCount: Int) {
        marks = [UInt32](repeating: 0, count: nameCount)
    }

    /// Empties the set.
    mutating func clear() { round &+= 1 }

    /// Adds a name; false when it was there already.
    mutating func insert(_ name: NameID) -> Bool {
        if marks[name.index] == round { return false }
        marks[name.index] = round
        return true
    }
}
