import GraphQLSchema

/// A document, and its variables, in which a name stands that may or may not exist.
struct SchemaGuess: Sendable {
    /// A name that exists for others.
    let hidden: String
    /// The request as JSON, for any name.
    let body: @Sendable (String) -> String

    /// As long as the hidden one, so that places agree, and not a name of anything.
    var absent: String { String(repeating: "zq", count: hidden.count).prefix(hidden.count).description }

    private init(_ hidden: String, _ document: @escaping @Sendable (String) -> String) {
        self.init(hidden, document, variables: { _ in "{}" })
    }

    private init(
        _ hidden: String, _ document: @escaping @Sendable (String) -> String,
        variables: @escaping @Sendable (String) -> String
    ) {
        self.hidden = hidden
        body = { name in
            let query = document(name).replacing("\"", with: "\\\"")
            return "{\"query\":\"\(query)\",\"variables\":\(variables(name))}"
        }
    }

    /// Guesses at all that a view hides: root fields, fields, types, arguments, input fields and values of
    /// enums.
    ///
    /// - Parameter countMax: of each kind.
    static func all(_ schema: Schema, hiddenFrom view: SchemaView, countMax: Int) -> [String: [SchemaGuess]] {
        let visible = schema.types.filter { view.isVisible($0.id) && !$0.name.hasPrefix("__") }
        return [
            "fields": visible.flatMap { fields($0, schema, view) },
            "arguments": visible.flatMap { arguments($0, schema, view) },
            "types": schema.types.filter { !view.isVisible($0.id) }.flatMap(types),
            "input fields": visible.flatMap { inputFields($0, schema, view) },
            "values": visible.flatMap { values($0, view) },
        ].mapValues { spread($0, countMax) }
    }

    /// Some from everywhere.
    private static func spread(_ guesses: [SchemaGuess], _ countMax: Int) -> [SchemaGuess] {
        let step = max(1, guesses.count / countMax)
        return stride(from: 0, to: guesses.count, by: step).prefix(countMax).map { guesses[$0] }
    }

    private static func fields(
        _ type: TypeDefinition, _ schema: Schema, _ view: SchemaView
    ) -> [SchemaGuess] {
        let name = type.name
        let hidden = schema.fields[type.fields].filter { !view.isVisible($0.id) }.map(\.name)
        return hidden.map { field in
            if type.id == schema.queryType { return SchemaGuess(field) { "{ \($0) }" } }
            if type.id == schema.mutationType { return SchemaGuess(field) { "mutation { \($0) }" } }
            if type.id == schema.subscriptionType { return SchemaGuess(field) { "subscription { \($0) }" } }
            return SchemaGuess(field) { "{ ...F } fragment F on \(name) { \($0) }" }
        }
    }

    private static func arguments(
        _ type: TypeDefinition, _ schema: Schema, _ view: SchemaView
    ) -> [SchemaGuess] {
        let owner = type.name
        return schema.fields[type.fields].filter { view.isVisible($0.id) }.flatMap { field in
            field.arguments.filter { !view.isVisible(input: $0) }.map { index in
                SchemaGuess(schema.inputValues[index].name) {
                    "{ ...F } fragment F on \(owner) { \(field.name)(\($0): 1) }"
                }
            }
        }
    }

    private static func types(_ type: TypeDefinition) -> [SchemaGuess] {
        [
            SchemaGuess(type.name) { "{ ... on \($0) { __typename } }" },
            SchemaGuess(type.name) { "query ($x: \($0)) { __typename }" },
            SchemaGuess(type.name) { "{ __type(name: \"\($0)\") { name kind } }" },
        ]
    }

    private static func inputFields(
        _ type: TypeDefinition, _ schema: Schema, _ view: SchemaView
    ) -> [SchemaGuess] {
        let owner = type.name
        return type.inputFields.filter { !view.isVisible(input: $0) }.flatMap { index in
            let name = schema.inputValues[index].name
            return [
                SchemaGuess(name) { "query ($x: \(owner) = {\($0): 1}) { __typename }" },
                SchemaGuess(name) { _ in
                    "query ($x: \(owner)) { __typename }"
                } variables: {
                    "{\"x\":{\"\($0)\":1}}"
                },
            ]
        }
    }

    private static func values(_ type: TypeDefinition, _ view: SchemaView) -> [SchemaGuess] {
        let owner = type.name
        let hidden = type.enumValues.indices.filter { !view.isVisible(EnumValueID(type.id, $0)) }
        return hidden.flatMap { index in
            let name = type.enumValues[index].name
            return [
                SchemaGuess(name) { "query ($x: \(owner) = \($0)) { __typename }" },
                SchemaGuess(name) { _ in
                    "query ($x: \(owner)) { __typename }"
                } variables: {
                    "{\"x\":\"\($0)\"}"
                },
            ]
        }
    }
}
