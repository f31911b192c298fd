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

    /// The row's text in the request's language, else in a wider one (`en` for `en-US`), else in the base
    /// language.
    ///
    /// The key (organization_id, entity_id, field, locale) serves it and has the best match first when read
    /// backwards. Without a locale no translation is looked at.
    static func text(_ field: String) -> SQLTemplate {
        """
        coalesce((SELECT tr.value FROM translations AS tr \
        WHERE \(.languages) IS NOT NULL AND \(tenant: "tr") AND tr.entity_id = t.id \
        AND tr.field = '\(column: field)' AND tr.locale = ANY(\(.languages)) \
        ORDER BY tr.locale DESC LIMIT 1), t.\(column: field))
        """
    }
}
