internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A text of an object in one language.
///
/// - SeeAlso: `schema.graphql`, type `Translation`; `Config/permissions.yaml`, key `Translation`.
enum Translation: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("translations", columns: Columns.all)

    enum Columns {
        static let entityID = Column<UUIDBytes>("entity_id", at: 0)
        static let locale = Column<String>("locale", at: 1)
        static let field = Column<String>("field", at: 2)
        static let value = Column<String>("value", at: 3)
        static let all = columnList(entityID, locale, field, value)
    }

    static let fields: [Field] = [
        .column("locale", Columns.locale, as: .plainText),
        .column("field", Columns.field, as: .plainText),
        .column("value", Columns.value),
    ]

    /// All languages of an object; the unique key (organization_id, entity_id, field, locale) serves it.
    static let byEntity = BatchLoader.many(
        "Translation.byEntity", rows, .column(Columns.entityID), orderBy: "t.field, t.locale")

    /// The row's text in the request's language, alias `<field>_tr`; the same key serves it, one row at most.
    static func join(_ field: String) -> Join {
        .left(
            "translations", as: "\(field)_tr",
            on: """
                \(column: field)_tr.entity_id = t.id AND \(column: field)_tr.field = '\(column: field)' \
                AND \(column: field)_tr.locale = \(.binding("locale", .text))
                """)
    }

    /// The row's text in the request's language, or in the base language where nobody translated it.
    static func text(_ field: String) -> SQLTemplate {
        "coalesce(\(column: field)_tr.value, t.\(column: field))"
    }
}
