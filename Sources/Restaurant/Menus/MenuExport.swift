internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Writes a menu into a file that `menuImport` takes.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuExport`; `Import/FORMAT.md`.
enum MenuExport: ObjectType {
    static let typeName = "MenuExportPayload"

    enum Columns {
        static let content = Column<String?>("content", at: 0)
    }

    static let fields: [Field] = [
        .column("content", Columns.content),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MenuMutation.make(keyCount: 1) { (input, session) throws(MenuMutationFailure) in
        let menu = try await session.lock(.menu, "menuId", input)
        let results = try await session.run(
            MenuDocumentRows.all.map { $0.bind(session.tenant, .uuid(menu.id)) })
        guard let document = MenuDocument(results) else { throw .notFound("menuId") }
        guard input.word("format") == "CSV" else { return [Array(document.json.utf8)] }
        guard document.fitsTable else {
            throw input.refusal(
                .invalid, "format", "Some name has > or a key has |, which a table takes for its own.")
        }
        return [Array(document.csv.utf8)]
    }
}
