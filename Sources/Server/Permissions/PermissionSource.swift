import DataLoader
import GraphQLExecution
import GraphQLSchema
import Permissions
import Restaurant

/// The file of permissions and everything that a version of it must fit: the same at the start, in
/// `comanda check` and at each reload.
struct PermissionSource: Sendable {
    /// The file in the project's folder.
    static let path = "Config/permissions.yaml"

    let schema: Schema
    /// Of the schema against resolvers, columns and permissions.
    let check: SchemaCheck
    /// The database's columns; without them everything else is compared.
    let catalog: Catalog?

    /// The file's text as it is now.
    ///
    /// - Throws: `StartFailure` when it can't be read.
    func read() throws -> String { try Product.text(Self.path) }

    /// Compiles a text and holds it against schema, resolvers and columns.
    ///
    /// - Throws: `StartFailure` with everything that is wrong, one a line, with `file:line:column` where it
    ///   stands in the text.
    /// - Complexity: O(roles × fields of the schema).
    func permissions(_ yaml: String) throws -> Permissions {
        let permissions: Permissions
        do {
            permissions = try Permissions(yaml: yaml, file: Self.path, schema: schema)
        } catch {
            let gaps = error.lines + check.gaps(permissions: nil, catalog: catalog)
            throw StartFailure(gaps.joined(separator: "\n"))
        }
        let gaps = check.gaps(of: permissions, catalog: catalog)
        guard gaps.isEmpty else { throw StartFailure(gaps.joined(separator: "\n")) }
        let unkept = try Self.unkept(permissions, file: Self.path, schema)
        guard unkept.isEmpty else { throw StartFailure(unkept.joined(separator: "\n")) }
        return permissions
    }

    /// Rules that the engine could not keep as they were meant, each with the roles that it is about.
    ///
    /// - Returns: one line each, with the file's name.
    static func unkept(_ permissions: Permissions, file: String, _ schema: Schema) throws -> [String] {
        let engine: AccessGaps
        do {
            engine = try AccessGaps(
                schema: schema, resolvers: Restaurant.resolvers,
                detached: Restaurant.detachedMutationNames)
        } catch {
            throw StartFailure("\(error)")
        }
        var gaps: [(text: String, roles: [String])] = []
        for held in holdings(permissions) {
            let role = held.joined(separator: "+")
            for text in engine.gaps(in: permissions.policy(for: held)) {
                if let known = gaps.firstIndex(where: { $0.text == text }) {
                    gaps[known].roles.append(role)
                } else {
                    gaps.append((text, [role]))
                }
            }
        }
        let lines = gaps.map { "\(file): \($0.text) (for \($0.roles.joined(separator: ", ")))" }
        guard permissions.pinRoles.isEmpty else { return lines }
        return lines + [
            "\(file): no role says besides: pin, so that a PIN would open all that a person's password opens"
        ]
    }

    /// What callers hold: a role, a key's role with a scope, or a person's role by a PIN.
    private static func holdings(_ permissions: Permissions) -> [[String]] {
        let atTill = permissions.pinRoles.isEmpty ? [] : permissions.roles.map { [$0] + permissions.pinRoles }
        return permissions.roles.map { [$0] }
            + permissions.keyScopes.map { [PrincipalFacts.Key.role, $0] } + atTill
    }
}
