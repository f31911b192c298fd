import DataLoader
import Postgres
import Restaurant
import TestSupport
import Testing

/// Short forms of what the tests of the menu ask and look up.
extension World {
    /// Runs one mutation of the menu and answers its payload's text.
    ///
    /// - Parameter input: the fields of the input object, as GraphQL.
    func menu(
        _ mutation: String, _ input: String, _ selection: String = "", role: String = "ORG_ADMIN",
        branches: [Int]? = nil
    ) async -> String {
        await run(
            """
            mutation { it: \(mutation)(input: { \(input) }) {
              \(selection) userErrors { field ... on MenuUserError { code } } } }
            """, role: role, branches: branches
        ).text
    }

    /// How a refusal of one field reads.
    static func refusal(_ code: String, _ field: String...) -> String {
        let path = (["input"] + field).map { "\"\($0)\"" }.joined(separator: ",")
        return #""userErrors":[{"field":[\#(path)],"code":"\#(code)"}]"#
    }

    /// What the branches were told of a type of event, in order: branch, kind and thing.
    static func told(_ type: String) async throws -> [String] {
        try await column(
            """
            SELECT right(branch_id::text, 3) || ' ' || entity_kind || ' ' || right(entity_id::text, 3)
            FROM events WHERE type = '\(type)' ORDER BY branch_id, sequence
            """)
    }

    /// The first column of a query's rows, asked as a superuser.
    static func column(_ query: String) async throws -> [String] {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            let result = try await connection.run(Statement("column", query).bind())
            return (0..<result.rowCount).map { result.string($0, 0) ?? "null" }
        }
    }
}
