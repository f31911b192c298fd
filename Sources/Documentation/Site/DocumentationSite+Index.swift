import GraphQLSchema

extension DocumentationSite {
    /// What there is, for programs that read: a list of links with a line each.
    ///
    /// - SeeAlso: the proposal of `/llms.txt`
    var languageModelIndex: DocumentationPage {
        var text = """
            # Comanda GraphQL API

            > Menus, carts, orders, kitchen tickets, payments and guests of restaurants with many branches, \
            over GraphQL at /graphql. This index shows what \(terms.audience) may see; with a token in \
            `Authorization: Bearer …` each address here tells what that token may.

            ## Guides


            """
        for guide in Guide.all(for: view, of: schema) {
            text += "- [\(guide.title)](/docs/guides/\(guide.name).md): \(guide.summary)\n"
        }
        text += """

            ## Schema

            - [schema.graphql](/docs/schema.graphql): every type, field, argument and value, described
            - [schema.json](/docs/schema.json): the same as the answer of an introspection
            - [Errors](/docs/errors): every code and what to do
            - [Changes](/docs/changes): what each version of the schema has changed

            """
        for kind in RootKind.allCases {
            let fields = rootFields(kind)
            guard !fields.isEmpty else { continue }
            text += "\n## \(kind.title)\n\n"
            for field in fields {
                let address = kind.address(of: field.name)
                text += "- [\(field.name)](\(address)): \(Self.summary(field.description))\n"
            }
        }
        return DocumentationPage(.text, text)
    }

    /// The root fields of a kind that callers may see.
    func rootFields(_ kind: RootKind) -> [FieldDefinition] {
        guard let type = kind.type(of: schema) else { return [] }
        return schema.fields[schema[type].fields].filter { view.isVisible($0.id) }
    }

    /// The first sentence of a description, on one line.
    static func summary(_ description: String?) -> String {
        let line = (description ?? "").split(separator: "\n").joined(separator: " ")
        guard let end = line.firstRange(of: ". ") else { return line }
        return String(line[..<end.lowerBound]) + "."
    }
}
