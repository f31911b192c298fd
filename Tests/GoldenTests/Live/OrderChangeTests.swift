import DataLoader
import GraphQLExecution
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// `Subscription.orderChanged`: what comes, for whom.
@Suite(.database(World.template), .timeLimit(.minutes(2)))
struct OrderChangeTests {
    @Test func `a change shows the order as it is then`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders(status: "READY")
            let subscription = try await live.subscribe(
                LiveWorld.orders("", "cursor changeType order { id status }"))

            _ = await live.world.run(
                """
                mutation { orderStatusSet(input: { id: "\(World.id(.order, 6001))", status: SERVED }) {
                  userErrors { message } } }
                """, role: "WAITER", branches: [11])

            let order = #"{"id":"\#(World.id(.order, 6001))","status":"SERVED"}"#
            var text = try #require(await subscription.text())
            while !text.contains("STATUS_CHANGED") { text = try #require(await subscription.text()) }
            #expect(text.hasSuffix(#""changeType":"STATUS_CHANGED","order":\#(order)}}}"#))
            subscription.cancel()
        }
    }

    @Test func `an event of a line shows its order`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders("", "order { number }"))

            try await World.asSuperuser(
                """
                INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id)
                VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', 'line.status_changed',
                  'line', '\(World.uuid(60012))')
                """)

            #expect(await subscription.text() == #"{"data":{"orderChanged":{"order":{"number":1}}}}"#)
        }
    }

    @Test func `states filter, a change of state always comes`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders()
            let subscription = try await live.subscribe(
                LiveWorld.orders("statuses: [READY]", "cursor changeType"))

            try await LiveWorld.tell()
            try await LiveWorld.tell(type: "order.status_changed")

            let text = await subscription.text()
            #expect(text == #"{"data":{"orderChanged":{"cursor":"2","changeType":"STATUS_CHANGED"}}}"#)
        }
    }

    @Test func `a guest hears of the own session's orders alone`() async throws {
        try await LiveWorld.serving { live in
            try await World.orders(2)
            try await World.asSuperuser(
                """
                INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, token_hash,
                  expires_at)
                VALUES ('\(World.uuid(5000))', '\(World.uuid(1))', '\(World.uuid(11))',
                  '\(World.uuid(1001))', 'ACTIVE', sha256('x'), now() + interval '1 hour');
                UPDATE orders SET session_id = '\(World.uuid(5000))' WHERE id = '\(World.uuid(6002))'
                """)
            let guest = try await live.subscribe(
                LiveWorld.orders("", "order { number }"), role: "CUSTOMER",
                claims: ["session": .id(World.uuid(5000))])
            let stranger = try await live.subscribe(
                LiveWorld.orders(), role: "CUSTOMER", claims: ["session": .id(World.uuid(5001))])
            let waiter = try await live.subscribe(LiveWorld.orders())

            try await LiveWorld.tell(order: 6001)
            try await LiveWorld.tell(order: 6002)

            #expect(await guest.text() == #"{"data":{"orderChanged":{"order":{"number":2}}}}"#)
            #expect(await waiter.cursors(to: 2).cursors == [1, 2])
            #expect(live.relay.counters.groups == 3)
            stranger.cancel()
            #expect(await stranger.text() == nil)
        }
    }

    @Test(arguments: [("KITCHEN", 12), ("WAITER", 21), ("PUBLIC", 11)])
    func `a branch out of reach is not there`(_ role: String, _ branch: Int) async throws {
        try await LiveWorld.serving { live in
            let document =
                "subscription { orderChanged(branchId: \"\(World.id(.branch, branch))\") { cursor } }"

            let (started, _) = await live.start(document, role: role)

            guard case .refused(let response) = started else {
                Issue.record("it was opened")
                return
            }
            #expect(!response.body.text.contains("data"))
            #expect(role == "PUBLIC" || response.body.text.contains("NOT_FOUND"))
        }
    }

    @Test func `a connection that answers once refuses`() async throws {
        let answer = try await World().run(LiveWorld.orders(), role: "WAITER", branches: [11])

        #expect(answer.text.contains("SUBSCRIPTION_NOT_SUPPORTED"))
        #expect(answer.statements.isEmpty)
    }
}
