import Foundation
import Postgres
import Restaurant
import TestSupport

/// Money over the counter, as requests.
extension World {
    /// A key that comes once.
    static func moneyKey() -> String { "idempotencyKey: \"\(UUID().uuidString)\"" }

    /// A mutation of money, as somebody at the till of the first branch.
    ///
    /// - Parameters:
    ///   - input: the fields of the input; a key of its own is added to one that has none.
    ///   - selection: of the payload, the refusals apart.
    func money(
        _ mutation: String, _ input: String,
        _ selection: String = "payment { id status tip { amountMinor } refunded { amountMinor } }",
        as role: String = "CASHIER", organization: Int = 1, branches: [Int]? = [11], member: Int? = 404
    ) async -> String {
        let key = input.contains("idempotencyKey") ? "" : Self.moneyKey()
        return await run(
            """
            mutation { it: \(mutation)(input: { \(input) \(key) }) {
              \(selection) userErrors { field ... on PaymentUserError { code } } } }
            """, role: role, organization: organization, branches: branches, member: member
        ).text
    }

    /// Pays for the order 6001.
    ///
    /// - Returns: the payment's ID as an input field.
    func paid(
        _ amountMinor: Int64, tipMinor: Int64 = 0, method: String = "CASH", more: String = ""
    ) async throws -> String {
        let answer = await money(
            "paymentCreate",
            """
            orderId: "\(Self.id(.order, 6001))", method: \(method), amountMinor: \(amountMinor),
            tipMinor: \(tipMinor) \(more)
            """)
        return "paymentId: \"\(Self.firstID(.payment, in: answer))\""
    }

    /// What the accounts of the books hold, those with nothing left out; and that all of it sums to nothing.
    static func balances(of order: Int? = nil) async throws -> [String] {
        let condition = order.map { "order_id = '\(uuid($0))'" } ?? "true"
        return try await texts(
            """
            SELECT account || ' ' || sum(amount_minor) FROM ledger_entries WHERE \(condition)
            GROUP BY account HAVING sum(amount_minor) <> 0
            UNION ALL SELECT 'and in all ' || sum(amount_minor) FROM ledger_entries
            HAVING sum(amount_minor) <> 0
            ORDER BY 1
            """)
    }

    /// What the first order's row says: captured, given back, tips, status.
    static func amounts() async throws -> [String] {
        try await texts(
            """
            SELECT concat_ws(' ', paid_minor, refunded_minor, tip_minor, status) FROM orders WHERE number = 1
            """
        )
    }

    /// Lets cashiers of the first branch give back so much.
    static func allowRefunds(_ minor: Int64) async throws {
        try await asSuperuser(
            "UPDATE branches SET policies = '{\"cashierRefundLimitMinor\": \(minor)}'")
    }
}
