import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Several want the same thing at once: one gets it, the others are told why not, and nobody hears of the
/// database's troubles.
@Suite(.database(World.template))
struct RaceTests {
    /// How often each race is run.
    private static let raceCount = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 1000 : 15
    private static let seed =
        ProcessInfo.processInfo.environment["COMANDA_TEST_RACE_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 1...1_000_000)
    private static let branch = "branchId: \"\(World.id(.branch, 11))\""

    /// Requests that start at once.
    private struct Race {
        let world: World
        private var generator = SeededGenerator(seed: RaceTests.seed)

        init() throws { world = try World(connections: 3) }

        /// Runs three requests at once, in an order that the seed decides.
        mutating func run(_ requests: [String], as role: String = "BRANCH_MANAGER") async -> [String] {
            let (world, begins) = (world, TransactionCounter())
            let answers = await withTaskGroup(of: String.self) { tasks in
                for request in requests.shuffled(using: &generator) {
                    let pause = Int.random(in: 0..<3, using: &generator)
                    tasks.addTask {
                        for _ in 0..<pause { await Task.yield() }
                        return await world.run(
                            "mutation { it: \(request) { userErrors { field message } } }", role: role,
                            branches: [11], member: 404, observer: { begins.count($0) }
                        ).text
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(begins.value == requests.count, "a transaction was undone: seed \(RaceTests.seed)")
            for answer in answers { #expect(!answer.contains(#""errors""#), "\(answer)") }
            return answers
        }

        /// Runs a race that one of all wins.
        mutating func runForOne(_ requests: [String], number: Int) async {
            let answers = await run(requests)
            let winners = answers.filter { $0.contains(#""userErrors":[]"#) }
            #expect(winners.count == 1, "seed \(RaceTests.seed), race \(number): \(answers)")
        }
    }

    @Test
    func `of three who change one line from one version one does`() async throws {
        var race = try Race()
        try await OrderRows.order(7000)
        for number in 1...Self.raceCount {
            await race.runForOne(
                (1...3).map { contender in
                    """
                    orderLineUpdate(input: { lineId: "\(OrderRows.line(1))", expectedVersion: \(number),
                      quantity: "\(1 + (number + contender) % 7)" })
                    """
                }, number: number)
        }
        #expect(try await World.texts("SELECT version FROM orders") == ["\(Self.raceCount + 1)"])
    }

    @Test
    func `of three who open one table one does`() async throws {
        var race = try Race()
        for number in 1...Self.raceCount {
            await race.runForOne(
                Array(
                    repeating: "tableSessionStart(input: { tableId: \"\(World.id(.table, 1001))\" })",
                    count: 3),
                number: number)
            let open = try await World.texts("SELECT id FROM table_sessions WHERE status = 'ACTIVE'")
            let id = try #require(open.first.flatMap { UUIDBytes(text: $0) })
            let closed = await race.run([
                "tableSessionClose(input: { sessionId: \"\(EntityKind.tableSession.id(id))\" })"
            ])
            try #require(closed[0].contains(#""userErrors":[]"#), "\(closed)")
        }
    }

    @Test
    func `of three who send one cart one does, and there is one order`() async throws {
        var race = try Race()
        try await World.seatGuests()
        for number in 1...Self.raceCount {
            let cart = World.firstID(.cart, in: await race.world.asGuest(World.cartCreate))
            _ = await race.world.asGuest(World.cartLinesAdd(cart, World.platter()))
            await race.runForOne(
                (1...3).map { contender in
                    """
                    cartSubmit(input: { cartId: "\(cart)", expectedTotal: 7050,
                      idempotencyKey: "race \(number), contender \(contender)" })
                    """
                }, number: number)
        }
        #expect(try await World.texts("SELECT count(*) FROM orders") == ["\(Self.raceCount)"])
        #expect(try await World.texts("SELECT DISTINCT quantity::int FROM order_lines") == ["1"])
    }

    @Test
    func `of three who make orders each gets a number of its own, without a gap`() async throws {
        var race = try Race()
        for number in 1...Self.raceCount {
            let answers = await race.run(
                (1...3).map { _ in
                    """
                    orderCreate(input: { \(Self.branch), type: TAKEAWAY, source: POS,
                      lines: [\(World.platter())], \(World.moneyKey()) })
                    """
                })
            #expect(answers.allSatisfy { $0.contains(#""userErrors":[]"#) }, "race \(number): \(answers)")
        }
        let numbers = try await World.texts("SELECT number FROM orders ORDER BY number")
        #expect(numbers == (1...(Self.raceCount * 3)).map { "\($0)" })
    }

    @Test
    func `orders that change places, merge and close at once never wait for each other in a circle`()
        async throws
    {
        var race = try Race()
        for number in 1...Self.raceCount {
            let sessions = try await seats(race.world)
            let orders = [8000 + number * 2, 8001 + number * 2]
            for (order, seat) in zip(orders, sessions) { try await place(order, seat) }
            let ids = orders.map { World.id(.order, 10_000 + $0) }
            _ = await race.run(
                [
                    Self.transfer(ids[0], to: 2),
                    Self.transfer(ids[1], to: 1),
                    """
                    tableSessionsMerge(input: { sessionId: "\(sessions[1].session)",
                      intoSessionId: "\(sessions[0].session)" })
                    """,
                ], as: "WAITER")
            try await World.asSuperuser(
                """
                UPDATE orders SET status = 'CANCELED', canceled_at = now() WHERE status <> 'CANCELED';
                UPDATE table_sessions SET status = 'CLOSED', closed_at = now() WHERE status = 'ACTIVE';
                UPDATE tables SET status = 'AVAILABLE'
                """)
        }
    }

    private static func transfer(_ order: String, to table: Int) -> String {
        "orderTransferTable(input: { orderId: \"\(order)\", tableId: \"\(World.id(.table, 1000 + table))\" })"
    }

    /// Guests at the first two tables.
    private func seats(_ world: World) async throws -> [(table: Int, session: String)] {
        [(1, await world.seat(1)), (2, await world.seat(2))]
    }

    /// An order of guests.
    private func place(_ number: Int, _ seat: (table: Int, session: String)) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, status,
              session_id, table_id, currency, prices_include_tax, net_minor, total_minor)
            VALUES ('\(World.uuid(10_000 + number))', '\(World.uuid(1))', '\(World.uuid(11))', '2026-03-01',
              \(number), 'DINE_IN', 'WAITER_APP', 'CONFIRMED',
              '\(EntityKind.tableSession.uuid(seat.session) ?? World.uuid(0))',
              '\(World.uuid(1000 + seat.table))', 'PEN', true, 1000, 1000)
            """)
    }
}
