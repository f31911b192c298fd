import Restaurant
import TestSupport
import Testing

/// Texts in the request's language, in a wider one, or in the base language.
@Suite(.database(World.template))
struct LocaleTests {
    /// Chinese in two scripts beside the English of the world.
    private static let translations = """
        INSERT INTO translations (id, organization_id, entity_type, entity_id, field, locale, value)
        SELECT gen_random_uuid(), '\(World.uuid(1))', 'menus', '\(World.uuid(100))', 'name', locale, value
        FROM (VALUES ('zh', '菜单'), ('zh-Hant', '菜單'), ('en-GB', 'Card'), ('enm', 'Carte')) AS v(locale, value)
        """

    @Test(arguments: [
        ("en", "Menu"), ("en-US", "Menu"), ("EN-us", "Menu"), ("en-GB", "Card"), ("en-GB-oxendict", "Card"),
        ("en-u-hc-h12", "Menu"), ("enm", "Carte"), ("zh-Hant-TW", "菜單"), ("zh-hant", "菜單"), ("zh-TW", "菜单"),
        ("zh-Hans-CN", "菜单"), ("es", "Carta"), ("es-PE", "Carta"), ("fr-CA", "Carta"),
    ])
    func `a text falls back to a wider language, then to the base text`(
        _ locale: String, _ name: String
    ) async throws {
        let world = try World()
        try await World.asSuperuser(Self.translations)

        let (text, statements) = await world.run(
            "{ menu(id: \"\(World.id(.menu, 100))\", locale: \"\(locale)\") { name } }")

        #expect(text == #"{"data":{"menu":{"name":"\#(name)"}}}"#)
        #expect(statements.count == 1)
    }

    @Test
    func `without a locale texts are in the base language`() async throws {
        let world = try World()

        let (text, _) = await world.run("{ menu(id: \"\(World.id(.menu, 100))\") { name } }")

        #expect(text == #"{"data":{"menu":{"name":"Carta"}}}"#)
    }

    @Test
    func `every level falls back by itself`() async throws {
        let world = try World()
        let document = """
            { menu(id: "\(World.id(.menu, 100))", locale: "en-US") {
                categories { name children { name items { name } } } } }
            """

        let (text, _) = await world.run(document)

        #expect(text.contains(#"{"name":"From the sea","children":[{"name":"Ceviches","items":["#), "\(text)")
        #expect(text.contains(#"{"name":"Classic ceviche"},{"name":"Ceviche mixto"}"#), "\(text)")
    }
}
