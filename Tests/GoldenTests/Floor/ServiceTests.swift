import Postgres
import Restaurant
import TestSupport
import Testing

/// Calls of guests, and guests who are expected.
@Suite(.database(World.template))
struct ServiceTests {
    @Test
    func `a table has one pending request of a type`() async throws {
        let world = try World()
        let guest = try #require(try await world.scan(1).0)
        func call(_ type: String = "CALL_WAITER") async -> String {
            await world.floor(
                "serviceRequestCreate", "type: \(type)", "request { id status }", as: "CUSTOMER",
                claims: guest.claims)
        }
        func answer(_ mutation: String, _ request: String) async -> String {
            await world.floor(mutation, "requestId: \"\(request)\"", "request { status table { label } }")
        }

        let early = await call()
        _ = await world.floor("tableSessionApprove", "sessionId: \"\(guest.session)\"")
        let first = await call()
        let again = await call()
        let bill = await call("REQUEST_BILL")
        let id = try #require(World.value("id", in: first), "\(first)")
        let seen = await answer("serviceRequestAcknowledge", id)
        let seenTwice = await answer("serviceRequestAcknowledge", id)
        let met = await answer("serviceRequestResolve", id)
        let next = await call()
        let foreign = await answer("serviceRequestResolve", World.id(.serviceRequest, 9999))

        #expect(early.contains("SESSION_OVER"), "\(early)")
        #expect(first.contains(#""status":"PENDING""#) && first == again, "\(first)")
        #expect(bill.contains(#""status":"PENDING""#) && bill != first, "\(bill)")
        #expect(seen.contains(#"{"status":"ACKNOWLEDGED","table":{"label":"T1"}}"#), "\(seen)")
        #expect(seenTwice.contains("CONFLICT"), "\(seenTwice)")
        #expect(met.contains(#""status":"RESOLVED""#), "\(met)")
        #expect(next.contains(#""status":"PENDING""#) && next != first, "\(next)")
        #expect(foreign.contains("NOT_FOUND"), "\(foreign)")
        #expect(
            try await World.told().filter { $0.hasPrefix("service") } == [
                "service_request.changed PENDING", "service_request.changed PENDING",
                "service_request.changed ACKNOWLEDGED", "service_request.changed RESOLVED",
                "service_request.changed PENDING",
            ])
    }

    @Test
    func `guests are expected at a table that nobody else has then, and seated there`() async throws {
        let world = try World()
        func book(_ start: String, table: Int = 1) async -> String {
            await world.floor(
                "reservationCreate",
                """
                branchId: "\(World.id(.branch, 11))", tableId: "\(World.id(.table, 1000 + table))",
                guestName: "Rosa", partySize: 3, startsAt: "\(start)"
                """, "reservation { id status partySize endsAt }")
        }
        func change(_ mutation: String, _ id: String, _ more: String = "", _ fields: String = "") async
            -> String
        {
            await world.floor(
                mutation, "reservationId: \"\(id)\"\(more)", "reservation { status } \(fields)")
        }

        let first = await book("2030-03-01T20:00:00Z")
        let overlapping = await book("2030-03-01T21:59:00Z")
        let later = await book("2030-03-01T22:00:00Z")
        let id = try #require(World.value("id", in: first), "\(first)")
        let other = try #require(World.value("id", in: later), "\(later)")
        let early = await change("reservationCancel", id, ", noShow: true")
        let shifted = await change("reservationUpdate", other, ", startsAt: \"2030-03-01T21:00:00Z\"")
        try await World.asSuperuser("UPDATE tables SET status = 'RESERVED' WHERE label = 'T1'")
        let seated = await change(
            "reservationSeat", id, "", "session { status guestName guestCount tableLabel }")
        let twice = await change("reservationSeat", id)
        let canceled = await change("reservationCancel", other)

        #expect(
            first.contains(#""status":"BOOKED","partySize":3,"endsAt":"2030-03-01T22:00:00"#), "\(first)")
        #expect(overlapping.contains("TABLE_RESERVED"), "\(overlapping)")
        #expect(early.contains("CONFLICT"), "\(early)")
        #expect(shifted.contains("TABLE_RESERVED"), "\(shifted)")
        #expect(
            seated.contains(
                #"{"status":"ACTIVE","guestName":"Rosa","guestCount":3,"tableLabel":"T1"}"#), "\(seated)")
        #expect(twice.contains("CONFLICT"), "\(twice)")
        #expect(canceled.contains(#""status":"CANCELED""#), "\(canceled)")
        #expect(try await World.tableStatus(1) == "OCCUPIED")
    }
}
