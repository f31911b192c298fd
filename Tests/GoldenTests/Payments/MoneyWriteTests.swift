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

        #expect(!none.contains(#""data""#) && none.contains(#""IDEMPOTENCY_KEY_REQUIRED""#), "\(none)")
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
    func `amounts that only a slip of the finger types are refused`() async throws {
        try await World.orders()
        let world = try World()
        let branch = "branchId: \"\(World.id(.branch, 11))\", register: \"Till\""
        func open(_ floatMinor: Int64) async -> String {
            await world.money(
                "cashSessionOpen", "\(branch), floatMinor: \(floatMinor)", "cashSession { id }")
        }
        func move(_ drawer: String, _ amountMinor: Int64) async -> String {
            await world.money(
                "cashMovementCreate",
                "cashSessionId: \"\(drawer)\", kind: PAY_IN, reason: \"x\", amountMinor: \(amountMinor)",
                "movement { id }")
        }
        let limits = AmountLimits()

        let float = await open(limits.floatMinor + 1)
        let drawer = World.firstID(.cashSession, in: await open(limits.floatMinor))
        let movement = await move(drawer, limits.movementMinor + 1)
        let moved = await move(drawer, limits.movementMinor)
        let tipped = try await world.paid(100, tipMinor: limits.tipMinor)
        let tip = await world.money("tipAdjust", "\(tipped), tipMinor: \(limits.tipMinor + 1)")

        #expect(float.contains(#""field":["input","floatMinor"],"code":"INVALID""#), "\(float)")
        #expect(movement.contains(#""field":["input","amountMinor"],"code":"INVALID""#), "\(movement)")
        #expect(moved.contains(#""userErrors":[]"#), "\(moved)")
        #expect(tipped.contains("payment_") && tip.contains(#"["input","tipMinor"],"code":"INVALID""#))
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
