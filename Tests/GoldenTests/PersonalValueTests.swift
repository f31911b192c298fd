import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// What guests and customers say of themselves, in all that is written down beside their own rows.
@Suite(.database(World.template))
struct PersonalValueTests {
    private static let name = "Canary Quispe"
    private static let phone = "+51955512345"

    /// Everything that is kept of what was done, in plain text.
    private static func record() async throws -> String {
        try await World.texts(
            """
            SELECT coalesce((SELECT string_agg(a::text, ' ') FROM audit_log AS a), '')
              || coalesce((SELECT string_agg(e::text, ' ') FROM events AS e), '')
            """
        ).joined()
    }

    @Test
    func `who sits at a table or books one by telephone stands nowhere in the log`() async throws {
        let world = try World()
        func done(
            _ mutation: String, _ input: String, _ fields: String, as role: String = "WAITER",
            _ guest: World.Guest? = nil
        ) async -> String {
            let text = await world.floor(mutation, input, fields, as: role, claims: guest?.claims ?? [:])
            #expect(text.contains(#""userErrors":[]"#), "\(text)")
            return text
        }
        let scan = "qrToken: \"qr-token-of-table-1\", guestName: \"\(Self.name)\""
        _ = await done("tableSessionStart", scan, "pass { status }", as: "PUBLIC")
        _ = await done("tableSessionJoin", scan, "pass { status }", as: "PUBLIC")
        let guest = try #require(try await world.scan(1, by: "tableSessionJoin").0)
        _ = await done("tableSessionApprove", "sessionId: \"\(guest.session)\"", "session { id }")
        _ = await done(
            "serviceRequestCreate", "type: CALL_WAITER, note: \"\(Self.name)\"", "request { id }",
            as: "CUSTOMER", guest)
        let booked = await done(
            "reservationCreate",
            """
            branchId: "\(World.id(.branch, 11))", tableId: "\(World.id(.table, 1003))",
            guestName: "\(Self.name)", phone: "\(Self.phone)", note: "\(Self.name)",
            startsAt: "2026-03-01T16:30:00Z"
            """, "reservation { id }")
        let booking = try #require(World.value("id", in: booked), "\(booked)")
        _ = await done(
            "reservationUpdate",
            "reservationId: \"\(booking)\", guestName: \"\(Self.name) C\", phone: \"\(Self.phone)\"",
            "reservation { id }")
        _ = await done("reservationSeat", "reservationId: \"\(booking)\"", "session { id }")
        _ = await done(
            "tableSessionMove",
            "sessionId: \"\(guest.session)\", tableId: \"\(World.id(.table, 1005))\"", "session { id }")
        try await order(world)

        let record = try await Self.record()
        let (log, _) = await world.run("{ auditLog(first: 100) { nodes { action before after } } }")

        #expect(record.contains("reservationUpdate") && record.contains("checkSplit"))
        #expect(!record.contains("Canary") && !record.contains(Self.phone), "\(record)")
        #expect(log.contains("reservationSeat") && log.contains("party_size"), "what is not personal stays")
        #expect(!log.contains("Canary") && !log.contains(Self.phone), "\(log)")
        #expect(try await Acts.firstBreak() == nil)
    }

    /// An order for a guest whom nobody knows, with a check of their own.
    private func order(_ world: World) async throws {
        let (made, _) = await world.run(
            """
            mutation { orderCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
              \(World.moneyKey()),
              guestName: "\(Self.name)", note: "\(Self.phone)", lines: [\(World.platter("2"))] }) {
              order { id lines { id } } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404)
        let line = World.firstID(.orderLine, in: made)
        let check = "{ label: \"\(Self.name)\", lines: [{ lineId: \"\(line)\", quantity: \"1\" }] }"
        let (split, _) = await world.run(
            """
            mutation { checkSplit(input: { orderId: "\(World.firstID(.order, in: made))",
              checks: [\(check), \(check)] }) { order { id } userErrors { message } } }
            """, role: "CASHIER", branches: [11], member: 403)
        #expect(split.contains(#""userErrors":[]"#), "\(made) \(split)")
    }

    @Test
    func `a customer's words with an order are sealed, and gone with the customer's key`() async throws {
        let world = try World()
        let (created, _) = await world.run(
            """
            mutation { customerCreate(input: { name: "\(Self.name)", phone: "\(Self.phone)" }) {
              customer { id } } }
            """, member: 402)
        let customer = try #require(World.value("id", in: created), "\(created)")
        let document = """
            mutation { orderCreate(input: { branchId: "\(World.id(.branch, 11))", type: DELIVERY,
              customerId: "\(customer)", guestName: "\(Self.name)", note: "Canary Lane 7",
              lines: [\(World.platter())], idempotencyKey: "once and no more" }) {
              order { id number guestName note customer { name phone } } userErrors { message } } }
            """
        let (made, _) = await world.run(document, role: "CASHIER", branches: [11], member: 403)
        let (repeated, _) = await world.run(document, role: "CASHIER", branches: [11], member: 403)
        let query = "{ auditLog { nodes { action before after } } }"
        let sealed = try await Self.record()
        let shown = await world.run(query).text

        let (forgotten, _) = await world.run(
            """
            mutation { customerAnonymize(input: { customerId: "\(customer)" }) { userErrors { message } } }
            """, member: 402)

        #expect(made.contains("Canary Lane 7") && repeated == made, "\(made) \(repeated)")
        #expect(!sealed.contains("Canary") && !sealed.contains(Self.phone), "\(sealed)")
        #expect(shown.contains("Canary Lane 7") && shown.contains(Self.phone), "\(shown)")
        #expect(forgotten.contains(#""userErrors":[]"#), "\(forgotten)")
        let erased = await world.run(query).text
        #expect(!erased.contains("Canary") && !erased.contains(Self.phone), "\(erased)")
        let kept = try await World.texts("SELECT encode(response, 'escape') FROM idempotency_keys").joined()
        #expect(!kept.contains("Canary") && !kept.contains(Self.phone), "\(kept)")
        // The same request again is still the same order, as it is now.
        let (late, _) = await world.run(document, role: "CASHIER", branches: [11], member: 403)
        #expect(late.contains(#""number":1,"guestName":null,"note":null"#), "\(late)")
        #expect(!late.contains("Canary") && !late.contains(Self.phone), "\(late)")
        #expect(try await World.texts("SELECT id FROM orders").count == 1)
        #expect(try await Acts.firstBreak() == nil)
    }
}
