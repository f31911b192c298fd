import GraphQLLanguage

/// Writes the definitions of a schema.
struct SchemaPrinter {
    let schema: Schema
    /// What is written; the rest of the schema is left out.
    let view: SchemaView
    /// Whether descriptions are written.
    var describes = true

    /// The schema definition; nil where the usual names say the same.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3.1
    var schemaDefinition: String? {
        // A schema that was not checked may lack its query type.
        let queryType = schema[schema.queryType].kind == .object ? schema.queryType : nil
        let roots: [(keyword: String, usualName: String, type: TypeID?)] = [
            ("query", "Query", queryType), ("mutation", "Mutation", schema.mutationType),
            ("subscription", "Subscription", schema.subscriptionType),
        ]
        let isUsual = roots.allSatisfy { schema.type(named: $0.usualName) == $0.type }
        if isUsual, schema.description == nil { return nil }
        let entries = roots.compactMap { root in root.type.map { "  \(root.keyword): \(schema[$0].name)" } }
        return description(schema.description) + "schema" + block(entries)
    }

    /// The definition of a directive.
    func text(of directive: DirectiveDefinition) -> String {
        description(directive.description) + "directive \(directive.coordinate)"
            + arguments(directive.arguments, indent: "") + deprecation(directive.deprecationReason)
            + (directive.isRepeatable ? " repeatable" : "")
            + " on \(directive.locationNames.joined(separator: " | "))"
    }

    /// The definition of a type.
    func text(of type: TypeDefinition) -> String {
        let head = description(type.description)
        switch type.kind {
        case .scalar: return head + "scalar \(type.name)" + specification(type.specifiedByURL)
        case .object: return head + "type \(type.name)" + interfaces(of: type) + fields(of: type)
        case .interface: return head + "interface \(type.name)" + interfaces(of: type) + fields(of: type)
        case .union:
            let members = type.members.filter(view.isVisible).map { schema[$0].name }
                .joined(separator: " | ")
            return head + "union \(type.name)" + (members.isEmpty ? "" : " = \(members)")
        case .enumeration: return head + "enum \(type.name)" + values(of: type)
        case .inputObject:
            return head + "input \(type.name)" + (type.isOneOf ? " @oneOf" : "") + inputFields(of: type)
        }
    }

    private func interfaces(of type: TypeDefinition) -> String {
        let interfaces = schema.interfaces(of: type, in: view)
        if interfaces.isEmpty { return "" }
        return " implements " + interfaces.map { schema[$0].name }.joined(separator: " & ")
    }

    private func fields(of type: TypeDefinition) -> String {
        block(
            schema.fields[type.fields].filter { view.isVisible($0.id) }.enumerated().map { index, field in
                description(field.description, indent: "  ", isFirst: index == 0)
                    + "  \(field.name)" + arguments(field.arguments, indent: "  ")
                    + ": \(schema.description(of: field.type))" + deprecation(field.deprecationReason)
            })
    }

    private func values(of type: TypeDefinition) -> String {
        block(
            visibleValues(of: type).enumerated().map { index, value in
                description(value.description, indent: "  ", isFirst: index == 0)
                    + "  \(value.name)" + deprecation(value.deprecationReason)
            })
    }

    private func visibleValues(of type: TypeDefinition) -> [EnumValueDefinition] {
        type.enumValues.indices.filter { view.isVisible(EnumValueID(type.id, $0)) }.map {
            type.enumValues[$0]
        }
    }

    private func visible(_ inputs: Range<Int>) -> [InputValueDefinition] {
        inputs.filter { view.isVisible(input: $0) }.map { schema.inputValues[$0] }
    }

    private func inputFields(of type: TypeDefinition) -> String {
        block(
            visible(type.inputFields).enumerated().map { index, input in
                description(input.description, indent: "  ", isFirst: index == 0) + "  " + text(of: input)
            })
    }

    /// Arguments on one line, or on lines of their own when one has a description.
    private func arguments(_ range: Range<Int>, indent: String) -> String {
        let inputs = visible(range)
        if inputs.isEmpty { return "" }
        if !describes || inputs.allSatisfy({ $0.description == nil }) {
            return "(\(inputs.map(text).joined(separator: ", ")))"
        }
        let lines = inputs.enumerated().map { index, input in
            description(input.description, indent: indent + "  ", isFirst: index == 0)
                + indent + "  " + text(of: input)
        }
        return "(\n\(lines.joined(separator: "\n"))\n\(indent))"
    }

    private func text(of input: InputValueDefinition) -> String {
        "\(input.name): \(schema.description(of: input.type))"
            + (schema.defaultText(of: input, in: view).map { " = \($0)" } ?? "")
            + deprecation(input.deprecationReason)
    }

    private func block(_ lines: [String]) -> String {
        lines.isEmpty ? "" : " {\n\(lines.joined(separator: "\n"))\n}"
    }

    private func specification(_ url: String?) -> String {
        url.map { " @specifiedBy(url: \(StringPrinter.quoted($0)))" } ?? ""
    }

    private func deprecation(_ reason: String?) -> String {
        guard let reason else { return "" }
        if reason == "No longer supported" { return " @deprecated" }
        return " @deprecated(reason: \(StringPrinter.quoted(reason)))"
    }

    /// A description on lines of its own; inside a block an empty line goes before it.
    private func description(_ text: String?, indent: String = "", isFirst: Bool = true) -> String {
        guard describes, let text else { return "" }
        let literal = StringPrinter.block(text) ?? StringPrinter.quoted(text)
        let lines = literal.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : indent + $0 }
        return (isFirst ? "" : "\n") + lines.joined(separator: "\n") + "\n"
    }
}
