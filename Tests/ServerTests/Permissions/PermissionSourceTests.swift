import Foundation
import GraphQLSchema
import Permissions
import Restaurant
import Testing

@testable import Server

/// What a version of the permissions must fit besides itself.
@Suite struct PermissionSourceTests {
    /// The project's permissions without what a line says of the role of PIN sign-ins.
    private func withoutPINRole(_ yaml: String) -> String {
        yaml.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("besides: pin }") }
            .map { $0.replacingOccurrences(of: ", deny: [TILL]", with: "") }
            .joined(separator: "\n")
            .components(separatedBy: "\ntests:")[0] + "\n"
    }

    @Test func `a file in which a PIN opens as much as a password is refused`() throws {
        let sdl = try String(contentsOfFile: SettingsTests.root + "/schema.graphql", encoding: .utf8)
        let yaml = try String(
            contentsOfFile: SettingsTests.root + "/Config/permissions.yaml", encoding: .utf8)
        let schema = try Schema(sdl: sdl, deliversIncrementally: true)
        let source = PermissionSource(
            schema: schema, check: SchemaCheck(schema: schema, sdl: sdl), catalog: nil)

        let usual = try source.permissions(yaml)
        let failure = try #require(throws: StartFailure.self) {
            try source.permissions(withoutPINRole(yaml))
        }

        #expect(usual.pinRoles == ["TILL"] && !usual.roles.contains("TILL"))
        #expect(
            failure.line
                == "Config/permissions.yaml: no role says besides: pin, so that a PIN would open all "
                + "that a person's password opens")
    }
}
