import Postgres
import TestSupport
import Testing

/// What the books promise by themselves: nothing is ever taken back, and nothing is posted twice.
@Suite(.database(.twoTenants)) struct LedgerRulesTests {
    private static let tenant = TwoTenants.first

    private func inTransaction(_ sql: String..., asOwner: Bool = false) async throws -> [String] {
        let work = { (connection: PostgresConnection) async throws -> [String] in
            try await connection.execute(
                script: "BEGIN; SELECT set_config('app.organization', '\(Self.tenant)', true)")
            var texts: [String] = []
            for part in sql { texts = try await connection.texts(part) }
            try await connection.execute(script: "COMMIT")
            return texts
        }
        return asOwner
            ? try await TestDatabase.current.connected(work)
            : try await TestDatabase.current.connectedAsApplication(work)
    }

    private func post(_ amount: String, _ debit: String = "CASH_DRAWER") -> String {
        """
        INSERT INTO ledger_transfers (id, organization_id, branch_id, business_date, kind, act_id,
            debit_account, credit_account, amount_minor, currency)
        SELECT gen_random_uuid(), organization_id, id, '2026-03-01', 'CAPTURE', id, '\(debit)',
            'RECEIVABLE', \(amount), currency
        FROM branches WHERE id = '\(Self.tenant)'
        RETURNING amount_minor::text
        """
    }

    private let all = "SELECT account || ' ' || amount_minor FROM ledger_entries ORDER BY 1"

    @Test func `both sides of a transfer are in the books`() async throws {
        #expect(try await inTransaction(post("100"), all) == ["CASH_DRAWER 100", "RECEIVABLE -100"])
    }

    @Test(
        arguments: [
            "UPDATE ledger_transfers SET amount_minor = 1", "DELETE FROM ledger_transfers",
            "TRUNCATE ledger_transfers",
        ], [false, true])
    func `nobody takes anything back, not even the owner`(statement: String, asOwner: Bool) async throws {
        _ = try await inTransaction(post("100"))

        await #expect(throws: PostgresError.self) {
            _ = try await inTransaction(statement, asOwner: asOwner)
        }

        #expect(try await inTransaction(all) == ["CASH_DRAWER 100", "RECEIVABLE -100"])
    }

    @Test func `an act is posted once, and nothing or less is not posted`() async throws {
        _ = try await inTransaction(post("100"))

        for wrong in [post("100"), post("0", "SALES"), post("-1", "SALES"), post("1", "RECEIVABLE")] {
            await #expect(throws: PostgresError.self) { _ = try await inTransaction(wrong) }
        }
    }
}
