import GraphQLSchema

/// An operation that asks for a root field as a newcomer would: required arguments as variables, what the
/// answer consists of, nothing deprecated, two levels deep.
struct ExampleOperation {
    /// The document.
    private(set) var text = ""
    /// The values of its variables, as JSON; nil where it has none.
    private(set) var variables: String?
    /// The most that the operation may cost.
    private(set) var cost = 0

    private let schema: Schema
    private let view: SchemaView

    /// The most fields of an object that are selected.
    private static let fieldCountMax = 8
    /// How deep selections go: an object of the answer, those in it, and theirs where the first are pages.
    private static let depthMax = 3

    init(_ field: FieldDefinition, _ kind: RootKind, _ schema: Schema, _ view: SchemaView) {
        self.schema = schema
        self.view = view
        let required = schema.inputs(field.arguments, in: view).filter(\.isRequired)
        let selection = self.selection(of: field.type.named, depth: Self.depthMax)
        let name = field.name.prefix(1).uppercased() + field.name.dropFirst()
        let declared = required.map { "$\($0.name): \(schema.description(of: $0.type))" }
        let given = required.map { "\($0.name): $\($0.name)" }
        let head = declared.isEmpty ? "" : "(\(declared.joined(separator: ", ")))"
        let arguments = given.isEmpty ? "" : "(\(given.joined(separator: ", ")))"
        let body = selection.map { $0.text(indent: "  ") } ?? ""
        text = "\(kind.word) \(name)\(head) {\n  \(field.name)\(arguments)\(body)\n}"
        if !required.isEmpty {
            let samples = SampleValues(schema: schema, view: view)
            let members = required.map { "  \"\($0.name)\": \(samples.json(of: $0, indent: "  "))" }
            variables = "{\n\(members.joined(separator: ",\n"))\n}"
        }
        cost = SelectionCost(schema: schema, view: view).cost(of: field, selection)
    }

    /// What to select of a type; nil for one that has no selections.
    private func selection(of type: TypeID, depth: Int) -> ExampleSelection? {
        let definition = schema[type]
        guard definition.kind.isComposite else { return nil }
        var selection = ExampleSelection()
        if definition.kind.isAbstract { selection.names.append("__typename") }
        let fields = schema.fields[definition.fields].filter { field in
            view.isVisible(field.id) && field.deprecationReason == nil
                && !schema.inputs(field.arguments, in: view).contains(where: \.isRequired)
        }
        for field in fields where selection.names.count < Self.fieldCountMax {
            if schema[field.type.named].kind.isLeaf {
                selection.names.append(field.name)
            } else if depth > 1, isWorthwhile(field, of: definition),
                let inner = self.selection(of: field.type.named, depth: depth - 1), !inner.isEmpty
            {
                selection.names.append(field.name)
                selection.inner[field.name] = ExampleSelection.Inner(field: field, selection: inner)
            }
        }
        if selection.isEmpty { selection.names.append("__typename") }
        return selection
    }

    /// Whether an object within an object is shown: of a page its objects and how it goes on, of others what
    /// comes once.
    private func isWorthwhile(_ field: FieldDefinition, of type: TypeDefinition) -> Bool {
        if type.name.hasSuffix("Connection") { return field.name == "nodes" || field.name == "pageInfo" }
        if field.name == "userErrors" { return true }
        return !field.type.isList && !schema[field.type.named].name.hasSuffix("Connection")
            && type.id != field.type.named
    }
}

/// The selections of an object.
struct ExampleSelection {
    /// A field whose value is an object, and what is selected of it.
    struct Inner {
        let field: FieldDefinition
        let selection: ExampleSelection
    }

    /// The names of fields, in their order.
    var names: [String] = []
    /// The selections of those that have some.
    var inner: [String: Inner] = [:]

    var isEmpty: Bool { names.isEmpty }

    /// The text behind a field: on a line where it holds leaves alone.
    func text(indent: String) -> String {
        if inner.isEmpty { return " { \(names.joined(separator: " ")) }" }
        let lines = names.map { name in
            "\(indent)  \(name)" + (inner[name].map { $0.selection.text(indent: indent + "  ") } ?? "")
        }
        return " {\n\(lines.joined(separator: "\n"))\n\(indent)}"
    }
}
