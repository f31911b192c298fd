import GraphQLExecution
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// What makes a request the same request, and what becomes of it when it comes again.
@Suite(.database(World.template))
struct RepeatedRequestTests {
    private static let key = "the key of a till"

    private static func payment(_ more: String = "", amountMinor: Int = 100) -> String {
        """
        mutation { it: paymentCreate(input: { orderId: "\(World.id(.order, 6001))", method: CARD,
          amountMinor: \(amountMinor) \(more) }) {
          payment { id } userErrors { field ... on PaymentUserError { code } } } }
        """
    }

    private func payments() async throws -> Int {
        try await World.texts("SELECT id FROM payments").count
    }

    @Test
    func `a key beside the document is as good as one in the input`() async throws {
        let world = try World()
        try await World.orders()

        let first = await world.answer(Self.payment(), key: Self.key).body.text
        let again = await world.answer(Self.payment(), key: Self.key).body.text
        let inside = await world.answer(Self.payment(", idempotencyKey: \"\(Self.key)\"")).body.text
        let other = await world.answer(Self.payment(amountMinor: 101), key: Self.key).body.text

        #expect(first.contains(#""userErrors":[]"#), "\(first)")
        #expect(again == first.dropLast() + World.replayMark, "the answer is the same but for its mark")
        #expect(inside == again, "\(inside)")
        #expect(other.contains(#""idempotencyKey"],"code":"IDEMPOTENCY_KEY_REUSED""#), "\(other)")
        #expect(try await payments() == 1)
    }

    @Test
    func `two keys that differ, and a key for several writes, are refused`() async throws {
        let world = try World()
        try await World.orders()
        let two = """
            mutation {
              a: paymentCreate(input: { orderId: "\(World.id(.order, 6001))", method: CARD,
                amountMinor: 1 }) { payment { id } }
              b: paymentCreate(input: { orderId: "\(World.id(.order, 6001))", method: CARD,
                amountMinor: 2 }) { payment { id } } }
            """

        let both = await world.answer(
            Self.payment(", idempotencyKey: \"another key of a till\""), key: Self.key
        ).body.text
        let several = await world.answer(two, key: Self.key)

        #expect(both.contains(#""field":["input","idempotencyKey"],"code":"INVALID""#), "\(both)")
        #expect(several.kind == .badRequest && several.body.text.contains("BAD_REQUEST"))
        #expect(try await payments() == 0)
    }

    @Test(arguments: ["orderCreate", "cartSubmit", "paymentCreate"])
    func `a write that needs a key is refused as a whole without one`(_ mutation: String) async throws {
        let world = try World()
        try await World.orders()
        let inputs = [
            "orderCreate": "branchId: \"\(World.id(.branch, 11))\", lines: [\(World.platter())]",
            "cartSubmit": "cartId: \"\(World.id(.cart, 1))\", expectedTotal: 1",
            "paymentCreate":
                "orderId: \"\(World.id(.order, 6001))\", method: CASH, amountMinor: 1",
        ]

        let answer = await world.answer(
            "mutation { \(mutation)(input: { \(inputs[mutation] ?? "") }) { userErrors { message } } }")

        #expect(answer.kind == .badRequest)
        #expect(answer.body.text.contains(#""code":"IDEMPOTENCY_KEY_REQUIRED""#), "\(answer.body.text)")
        #expect(!answer.body.text.contains(#""data""#))
    }

    @Test
    func `after another write has been done the missing key is an error of its field alone`() async throws {
        let world = try World()
        try await World.orders()

        let answer = await world.answer(
            """
            mutation {
              a: paymentCreate(input: { orderId: "\(World.id(.order, 6001))", method: CARD, amountMinor: 1,
                idempotencyKey: "\(Self.key)" }) { userErrors { message } }
              b: paymentCreate(input: { orderId: "\(World.id(.order, 6001))", method: CARD,
                amountMinor: 1 }) { userErrors { message } }
            }
            """)

        #expect(answer.kind == .dataWithErrors, "\(answer.body.text)")
        #expect(answer.body.text.contains(#""path":["b"]"#), "\(answer.body.text)")
        #expect(try await payments() == 1)
    }

    @Test
    func `while a write with the key is under way, another one is told to come again`() async throws {
        let world = try World()
        try await World.orders()
        let first = await world.answer(Self.payment(), key: Self.key).body.text

        let waiting = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { holder in
            _ = try await holder.execute(script: "BEGIN; SELECT id FROM idempotency_keys FOR UPDATE")
            let answer = await world.answer(Self.payment(), key: Self.key)
            _ = try await holder.execute(script: "ROLLBACK")
            return answer
        }
        let again = await world.answer(Self.payment(), key: Self.key).body.text

        #expect(waiting.kind == .inProgress)
        #expect(waiting.body.text.contains(#""code":"IDEMPOTENCY_IN_PROGRESS""#), "\(waiting.body.text)")
        #expect(again == first.dropLast() + World.replayMark)
        #expect(try await payments() == 1)
    }

    @Test
    func `the order of an input's fields says nothing`() async throws {
        let world = try World()
        try await World.orders()
        let document = """
            mutation Pay($input: PaymentCreateInput!) { it: paymentCreate(input: $input) {
              payment { id } userErrors { message } } }
            """
        let fields: [InputValue.Field] = [
            .init(name: "orderId", value: .string(World.id(.order, 6001))),
            .init(name: "method", value: .string("CARD")), .init(name: "amountMinor", value: .int(100)),
        ]
        func variables(_ fields: [InputValue.Field]) -> InputValue {
            .object([.init(name: "input", value: .object(fields))])
        }

        let first = await world.answer(document, key: Self.key, variables: variables(fields)).body.text
        let again = await world.answer(
            document, key: Self.key, variables: variables(fields.reversed())
        ).body.text

        #expect(first.contains(#""userErrors":[]"#), "\(first)")
        #expect(again == first.dropLast() + World.replayMark, "\(again)")
        #expect(try await payments() == 1)
    }
}
