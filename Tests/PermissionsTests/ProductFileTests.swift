import Foundation
import GraphQLSchema
import Permissions
import Testing

/// The project's own file.
struct ProductFileTests {
    private let schema: Schema
    private let permissions: Permissions

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        func text(_ path: String) throws -> String {
            try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        }
        schema = try Schema(sdl: text("schema.graphql"))
        permissions = try Permissions(yaml: text("Config/permissions.yaml"), schema: schema)
    }

    @Test
    func `its tests hold`() {
        let (count, failures) = permissions.runTests()

        #expect(count > 40)
        #expect(failures == [])
    }

    @Test
    func `its roles are those of the schema`() throws {
        let role = try #require(schema.type(named: "Role"))

        #expect(Set(permissions.roles + permissions.pinRoles) == Set(schema[role].enumValues.map(\.name)))
    }

    @Test
    func `each role sees a sound schema without what is hidden from it`() throws {
        for role in permissions.roles + permissions.keyScopes {
            let view = permissions.view(
                for: ["INTEGRATOR", role].filter { $0 == role || role.contains(":") })
            let seen = try Schema(sdl: schema.printed(view))
            for field in schema.fields where !schema[field.parent].isIntrospection && field.id.index > 2 {
                let exists = seen.type(named: schema[field.parent].name)
                    .flatMap { seen.field(named: field.name, of: $0) }
                let isSeen = view.isVisible(field.id) && view.isVisible(field.parent)
                #expect((exists != nil) == isSeen, "\(role) \(field.coordinate)")
            }
        }
    }
}
