import DataLoader
import GraphQLExecution
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// Every field of `Subscription`: what its events show, and who may subscribe.
@Suite(.database(World.template), .timeLimit(.minutes(2)))
struct SubscriptionFieldTests {
    /// A field with an event of its own, and one that is not its concern.
    struct Door: Sendable, CustomTestStringConvertible {
        let field: String
        let selection: String
        let type: String
        let kind: EntityKind
        let entity: Int
        /// An entity of the same kind that the subscription must not show; nil where all are shown.
        var other: Int?
        let shows: String
        var testDescription: String { field }
    }

    private static let branch = "branchId: \"\(World.id(.branch, 11))\""

    static let doors = [
        Door(
            field: "orderChanged(\(branch))", selection: "order { number }", type: "order.created",
            kind: .order, entity: 6001, shows: #""order":{"number":1}"#),
        Door(
            field: "kitchenTicketChanged(\(branch), stationId: \"\(World.id(.station, 701))\")",
            selection: "ticket { station { name } }", type: "ticket.created", kind: .kitchenTicket,
            entity: 9001, other: 9000, shows: #""ticket":{"station":{"name":"Plancha"}}"#),
        Door(
            field: "tableChanged(\(branch))", selection: "table { id }", type: "table.changed", kind: .table,
            entity: 1001, other: 1101, shows: #""table":{"id":"\#(World.id(.table, 1001))"}"#),
        Door(
            field: "tableSessionChanged(id: \"\(World.id(.tableSession, 5000))\")",
            selection: "session { status }", type: "session.changed", kind: .tableSession, entity: 5000,
            other: 5001, shows: #""session":{"status":"ACTIVE"}"#),
        Door(
            field: "cartChanged(id: \"\(World.id(.cart, 5100))\")", selection: "cart { status }",
            type: "cart.changed", kind: .cart, entity: 5100, other: 5101,
            shows: #""cart":{"status":"OPEN"}"#),
        Door(
            field: "menuAvailabilityChanged(\(branch))", selection: "item { id } modifier { id }",
            type: "availability.changed", kind: .item, entity: 120,
            shows: #""item":{"id":"\#(World.id(.item, 120))"},"modifier":null"#),
        Door(
            field: "menuAvailabilityChanged(\(branch), locale: \"es\")",
            selection: "item { id } modifier { id }", type: "availability.changed", kind: .modifier,
            entity: 141, shows: #""item":null,"modifier":{"id":"\#(World.id(.modifier, 141))"}"#),
        Door(
            field: "serviceRequestChanged(\(branch))", selection: "serviceRequest { status }",
            type: "service_request.changed", kind: .serviceRequest, entity: 5200,
            shows: #""serviceRequest":{"status":"PENDING"}"#),
        Door(
            field: "paymentChanged(\(branch))", selection: "payment { status }", type: "payment.changed",
            kind: .payment, entity: 5300, shows: #""payment":{"status":"CAPTURED"}"#),
        Door(
            field: "kitchenAlertChanged(\(branch))", selection: "alert { station { name } }",
            type: "kitchen_alert.raised", kind: .kitchenAlert, entity: 5400,
            shows: #""alert":{"station":{"name":"Pase"}}"#),
    ]

    /// Something of each kind that events are about.
    private static func fill() async throws {
        try await World.orders()
        try await World.stations()
        func u(_ number: Int) -> String { "'\(World.uuid(number))'" }
        let place = "\(u(1)), \(u(11))"
        try await World.asSuperuser(
            """
            INSERT INTO kitchen_tickets (id, organization_id, branch_id, order_id, station_id, course,
              fired_at, due_at)
            VALUES (\(u(9000)), \(place), \(u(6001)), \(u(700)), 1, now(), now()),
              (\(u(9001)), \(place), \(u(6001)), \(u(701)), 1, now(), now());
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, token_hash,
              expires_at)
            VALUES (\(u(5000)), \(place), \(u(1001)), 'ACTIVE', sha256('a'), now() + interval '1 hour'),
              (\(u(5001)), \(place), \(u(1001)), 'CLOSED', sha256('b'), now() + interval '1 hour');
            INSERT INTO carts (id, organization_id, branch_id, session_id, device_hash, type, currency,
              expires_at)
            VALUES (\(u(5100)), \(place), \(u(5000)), NULL, 'DINE_IN', 'PEN', now() + interval '1 hour'),
              (\(u(5101)), \(place), NULL, sha256('c'), 'TAKEAWAY', 'PEN', now() + interval '1 hour');
            INSERT INTO service_requests (id, organization_id, branch_id, table_id, session_id, type)
            VALUES (\(u(5200)), \(place), \(u(1001)), \(u(5000)), 'CALL_WAITER');
            INSERT INTO payments (id, organization_id, branch_id, order_id, method, status, amount_minor,
              currency, business_date, captured_at)
            VALUES (\(u(5300)), \(place), \(u(6001)), 'CASH', 'CAPTURED', 1000, 'PEN', '2026-03-01', now());
            INSERT INTO kitchen_alerts (id, organization_id, branch_id, station_id, ticket_id, sequence,
              unshown_since)
            VALUES (\(u(5400)), \(place), \(u(700)), \(u(9000)), 1, now());
            """)
    }

    @Test(arguments: doors)
    func `an event shows what it is about, and what is not asked for does not come`(_ door: Door) async throws
    {
        try await LiveWorld.serving { live in
            try await Self.fill()
            let subscription = try await live.subscribe(
                "subscription { it: \(door.field) { changeType \(door.selection) } }",
                role: "BRANCH_MANAGER")
            func tell(_ type: String, _ entity: Int) async throws {
                try await World.asSuperuser(
                    """
                    INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id)
                    VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', '\(type)',
                      '\(door.kind.rawValue)', '\(World.uuid(entity))')
                    """)
            }

            try await tell("nothing.special", door.entity)
            if let other = door.other { try await tell(door.type, other) }
            try await tell(door.type, door.entity)

            let text = try #require(await subscription.text())
            #expect(text.contains(door.shows), "\(text)")
            let isNew = door.type.hasSuffix("created") || door.type.hasSuffix("raised")
            #expect(text.contains("CREATED") == isNew)
        }
    }

    /// Who may subscribe, by role, in the order of `doors` without the repeated field.
    static let grants = [
        "PUBLIC": "         ", "CUSTOMER": "o  scm   ", "KITCHEN": "ok   m   ", "WAITER": "oktscmrp ",
        "CASHIER": "oktscmrp ", "BRANCH_MANAGER": "oktscmrpa", "ORG_ADMIN": "oktscmrpa",
        "INTEGRATOR": "         ",
    ]

    @Test func `every role subscribes to what it is granted, and finds nothing else`() async throws {
        try await LiveWorld.serving { live in
            try await Self.fill()
            let fields = Self.doors.filter { !$0.field.contains("locale") }
            #expect(Set(Restaurant.liveSources.keys).count == fields.count)
            for (role, granted) in Self.grants {
                for (door, letter) in zip(fields, granted) {
                    let (started, _) = await live.start(
                        "subscription { \(door.field) { cursor } }", role: role,
                        claims: ["session": .id(World.uuid(5000))])
                    switch started {
                    case .opened: #expect(letter != " ", "\(role) \(door.field)")
                    case .refused(let response):
                        #expect(letter == " ", "\(role) \(door.field): \(response.body.text)")
                        // Whoever may subscribe to nothing finds no type `Subscription` either.
                        let text = response.body.text
                        #expect(text.contains("Cannot query field") || text.contains("no subscription"))
                    case .single: Issue.record("not a subscription")
                    }
                }
            }
        }
    }

    @Test func `what is another guest's is not there`() async throws {
        try await LiveWorld.serving { live in
            try await Self.fill()
            for document in [
                "subscription { tableSessionChanged(id: \"\(World.id(.tableSession, 5000))\") { cursor } }",
                "subscription { cartChanged(id: \"\(World.id(.cart, 5100))\") { cursor } }",
                "subscription { cartChanged(id: \"\(World.id(.order, 6001))\") { cursor } }",
            ] {
                let (started, _) = await live.start(
                    document, role: "CUSTOMER", claims: ["session": .id(World.uuid(5001))])
                guard case .refused(let response) = started else {
                    Issue.record("it was opened: \(document)")
                    continue
                }
                #expect(response.body.text.contains("NOT_FOUND"))
            }
        }
    }
}
