import Foundation
import Postgres
import TestSupport
import Testing

@testable import DataLoader
@testable import Restaurant

/// The tables that are read off a statement's text are those that PostgreSQL plans to read.
@Suite(.database(World.template))
struct MenuCacheReadsTests {
    @Test
    func `PostgreSQL reads no table that a statement's text does not tell`() async throws {
        let world = try World()
        var statements: Set<Statement> = []
        for (document, role, branches) in MenuCacheActs.questions {
            for event in await world.run(document, role: role, branches: branches).statements {
                statements.insert(event.statement)
            }
        }

        let told = statements.compactMap { statement in
            StatementReads(statement.sql).tables.map { (statement, $0) }
        }
        for (statement, tables) in told {
            let planned = try await Self.tables(of: statement)
            #expect(planned.isSubset(of: tables), "\(statement.name): \(planned), not \(tables)")
            #expect(!planned.isEmpty)
        }
        #expect(told.count { $0.1.isSubset(of: MenuCache.names) } > 20)
    }

    /// The tables of the plan for any parameters.
    private static func tables(of statement: Statement) async throws -> Set<String> {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            let numbers = statement.parameterTypes.map { "\($0.rawValue)" }.joined(separator: ",")
            let types = try await connection.run(
                Statement(
                    "types",
                    """
                    SELECT string_agg(CASE o WHEN 0 THEN 'unknown' ELSE format_type(o, NULL) END, ','
                      ORDER BY p) FROM unnest(ARRAY[\(numbers)]::oid[]) WITH ORDINALITY AS a (o, p)
                    """
                ).bind())
            let declared = types.string(0, 0).map { "(\($0))" } ?? ""
            _ = try await connection.execute(
                script: "SET plan_cache_mode = force_generic_plan; PREPARE q\(declared) AS \(statement.sql)")
            let values = statement.parameterTypes.map { _ in "NULL" }.joined(separator: ",")
            let plan = try await connection.run(
                Statement("plan", "EXPLAIN (FORMAT JSON) EXECUTE q(\(values))", results: .text).bind())
            let parts = (plan.string(0, 0) ?? "").components(separatedBy: #""Relation Name": ""#).dropFirst()
            return Set(parts.compactMap { $0.split(separator: "\"").first.map(String.init) })
        }
    }
}
