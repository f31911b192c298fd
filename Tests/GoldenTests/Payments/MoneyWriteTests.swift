import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// What all mutations that move money ask of their input.
@Suite(.database(World.template))
struct MoneyWriteTests {
    private static let writes = [
        (
            "paymentCreate",
            "orderId: \"\(World.id(.order, 6001))\", method: CASH, amountMinor: 1, reference: "
        ),
        ("paymentVoid", "paymentId: \"\(World.id(.payment, 6900))\", reason: "),
        ("paymentRefund", "paymentId: \"\(World.id(.payment, 6900))\", reason: "),
    ]

    private func run(_ mutation: String, _ input: String) async throws -> String {
        await (try World()).run(
            """
            mutation { it: \(mutation)(input: { \(input) }) {
              userErrors { field ... on PaymentUserError { code } } } }
            """, role: "ORG_ADMIN"
        ).text
    }

    @Test(arguments: writes)
    func `without a key, or with a poor one, nothing is done`(_ mutation: String, _ input: String)
        async throws
    {
        try await World.orders()
        func answer(_ key: String) async throws -> String {
            try await run(mutation, input + "\"ok\" " + key)
        }
        let at = #"[{"field":["input","idempotencyKey"],"code":"#

        let none = try await answer("")
        let short = try await answer("idempotencyKey: \"\(String(repeating: "k", count: 15))\"")
        let long = try await answer("idempotencyKey: \"\(String(repeating: "k", count: 256))\"")

        #expect(none.contains(at + #""IDEMPOTENCY_KEY_REQUIRED"}]"#), "\(none)")
        #expect(short.contains(at + #""INVALID"}]"#), "\(short)")
        #expect(long.contains(at + #""INVALID"}]"#), "\(long)")
        #expect(try await World.texts("SELECT id FROM payments").isEmpty)
        #expect(try await World.texts("SELECT id FROM idempotency_keys").isEmpty)
    }

    @Test(arguments: writes)
    func `the number of a card is refused wherever somebody types it, and stored nowhere`(
        _ mutation: String, _ input: String
    ) async throws {
        try await World.orders()
        let field = mutation == "paymentCreate" ? "reference" : "reason"

        let text = try await run(mutation, input + "\"Visa 4111 1111 1111 1111, 12/29\" \(World.moneyKey())")
        let key = try await run(mutation, input + "\"ok\", idempotencyKey: \"4111111111111111\"")

        #expect(
            text.contains("[{\"field\":[\"input\",\"\(field)\"],\"code\":\"CARD_DATA_REFUSED\"}]"), "\(text)")
        #expect(key.contains(#"["input","idempotencyKey"],"code":"CARD_DATA_REFUSED""#), "\(key)")
        #expect(try await World.texts("SELECT id FROM payments").isEmpty)
        #expect(try await World.texts("SELECT id FROM idempotency_keys").isEmpty)
    }

    @Test
    func `an answer about money is kept for a week`() async throws {
        try await World.orders()

        _ = try await run("paymentCreate", Self.writes[0].1 + "\"ok\" \(World.moneyKey())")

        #expect(
            try await World.texts("SELECT extract(epoch FROM expires_at)::bigint FROM idempotency_keys")
                == ["\(1_772_380_800 + 7 * 24 * 3600)"])
    }
}
