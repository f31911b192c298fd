internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets a text of something on the menu in one language, or takes it away.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.translationSet`.
enum TranslationSet: ObjectType {
    static let typeName = "TranslationSetPayload"

    enum Columns {
        static let entityID = Column<UUIDBytes?>("entity_id", at: 0)
    }

    static let fields: [Field] = [
        .many("translations", Translation.byEntity, key: .column(Columns.entityID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// The tables of what can be translated, and the longest name and description there.
    private static let subjects: [(kind: EntityKind, table: String, lengths: [String: Int])] = [
        (.menu, "menus", ["name": 200]),
        (.category, "menu_categories", ["name": 200, "description": 2000]),
        (.item, "menu_items", ["name": 200, "description": 4000]),
        (.group, "modifier_groups", ["name": 200, "description": 2000]),
        (.modifier, "modifiers", ["name": 200]),
    ]

    private static let constraints = [
        "translations_locale_check": MenuRejection(
            .invalid, input: "locale", "A language is a tag such as `en` or `es-PE`.")
    ]

    static let mutation = MenuMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(MenuMutationFailure) in
        let id = input.string("id") ?? ""
        let found = subjects.first { $0.kind.uuid(id) != nil }
        guard let found, let uuid = found.kind.uuid(id) else { throw .notFound("id") }
        let field = input.string("field") ?? ""
        guard let longest = found.lengths[field] else {
            throw input.refusal(
                .invalid, "field", "One of \(found.lengths.keys.sorted().joined(separator: " ")).")
        }
        let value = try input.text("value", 1...longest)
        guard let subject = try await session.find(found.kind, uuid) else { throw .notFound("id") }
        let key: [ParameterValue] = [
            session.tenant, .uuid(uuid), .text(field), .text(input.string("locale") ?? ""),
        ]
        if let value {
            _ = try await session.run(
                BoundStatement(set, key + [.uuid(input.newID()), .text(found.table), .text(value)]))
        } else {
            _ = try await session.run(BoundStatement(clear, key))
        }
        session.tellChanged(subject)
        return [uuid.bytes]
    }

    /// The unique key of `translations` serves both.
    private static let set = Statement(
        "TranslationSet.set",
        """
        INSERT INTO translations (id, organization_id, entity_type, entity_id, field, locale, value)
        VALUES ($5, $1, $6, $2, $3, $4, $7)
        ON CONFLICT (organization_id, entity_id, field, locale)
        DO UPDATE SET value = excluded.value, updated_at = now(), version = translations.version + 1
        """, parameters: [.uuid, .uuid, .text, .text, .uuid, .text, .text])
    private static let clear = Statement(
        "TranslationSet.clear",
        """
        DELETE FROM translations
        WHERE organization_id = $1 AND entity_id = $2 AND field = $3 AND locale = $4
        """, parameters: [.uuid, .uuid, .text, .text])
}
