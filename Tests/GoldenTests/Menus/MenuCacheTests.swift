import DataLoader
import GraphQLExecution
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// Menus from memory are byte for byte what the database would have answered.
@Suite(.database(World.template))
struct MenuCacheTests {
    private typealias Acts = MenuCacheActs

    /// Asks everything of a world with a cache and of one without.
    private func expectSameBytes(_ cached: World, _ plain: World, _ note: String) async {
        for (document, role, branches) in Acts.questions {
            let expected = await plain.run(document, role: role, branches: branches).text
            // The second time from memory, as far as that goes.
            for time in 1...2 {
                let answer = await cached.run(document, role: role, branches: branches).text
                #expect(answer == expected, "\(role), time \(time), after \(note)")
            }
        }
    }

    @Test
    func `the tree is read once and then answered without a statement`() async throws {
        let world = try World(cache: Acts.cache())

        let first = await world.run(Acts.tree())
        let second = await world.run(Acts.tree())
        let card = await world.run(Acts.card(), role: "PUBLIC")

        #expect(first.text.contains("Classic ceviche"), "\(first.text)")
        #expect(first.statements.count == 12, "\(first.statements.map(\.statement.name))")
        #expect(second.text == first.text)
        #expect(second.statements.isEmpty, "\(second.statements.map(\.statement.name))")
        #expect(card.text.contains("Ceviche"), "\(card.text)")
    }

    @Test
    func `a guest's card is answered without a statement too`() async throws {
        let world = try World(cache: Acts.cache())

        let first = await world.run(Acts.card(Acts.moment), role: "PUBLIC")
        let second = await world.run(Acts.card(Acts.moment), role: "PUBLIC")

        #expect(first.text.contains("Ceviche"), "\(first.text)")
        #expect(second.text == first.text)
        #expect(second.statements.isEmpty, "\(second.statements.map(\.statement.name))")
    }

    @Test
    func `what is asked beside the menu is read, and the menu is not`() async throws {
        let world = try World(cache: Acts.cache())
        _ = await world.run(Acts.tree())

        let mixed = await world.run("{ organization { name } " + Acts.tree().dropFirst())

        #expect(!mixed.text.contains("errors"), "\(mixed.text)")
        #expect(
            mixed.statements.map(\.statement.name).sorted()
                == ["MenuCache.edition", "Organization.current"],
            "\(mixed.statements.map(\.statement.name))")
    }

    @Test(arguments: [1, 2])
    func `own changes are seen at once`(_ seed: UInt64) async throws {
        let cache = Acts.cache()
        let (cached, plain) = (try World(cache: cache), try World())
        var random = SeededGenerator(seed: seed)

        for change in Acts.changes.shuffled(using: &random) {
            let answer = await Acts.change(change, by: cached)
            await expectSameBytes(cached, plain, "\(change): \(answer)")
        }
        #expect(cache.counters.wholeAnswers > Acts.changes.count)
    }

    @Test
    func `the changes of another process are seen by a look`() async throws {
        let (cached, plain) = (try World(cache: Acts.cache(trust: .zero)), try World())
        var random = SeededGenerator(seed: 3)

        for change in Acts.changes.shuffled(using: &random) {
            let answer = await Acts.change(change, by: plain)
            await expectSameBytes(cached, plain, "\(change): \(answer)")
        }
    }

    @Test
    func `the change of another process is seen when it is poked`() async throws {
        let cache = Acts.cache()
        let (cached, plain) = (try World(cache: cache), try World())
        let before = await cached.run(Acts.tree()).text
        _ = await Acts.change(Acts.changes[1], by: plain)

        let unheard = await cached.run(Acts.tree()).text
        await OverheardPokes(OnePoke(), for: cache).listen {}
        let heard = await cached.run(Acts.tree()).text

        #expect(unheard == before)
        #expect(heard != before)
        #expect(heard == (await plain.run(Acts.tree()).text))
    }

    @Test
    func `without a poke it is seen once the trust is over`() async throws {
        let trust = Duration.milliseconds(20)
        let (cached, plain) = (try World(cache: Acts.cache(trust: trust)), try World())
        let before = await cached.run(Acts.tree()).text
        _ = await Acts.change(Acts.changes[1], by: plain)

        try await Task.sleep(for: trust * 2)
        let after = await cached.run(Acts.tree()).text

        #expect(after != before)
        #expect(after == (await plain.run(Acts.tree()).text))
    }

    @Test
    func `a reader that is slower than a change leaves nothing old behind`() async throws {
        let cache = Acts.cache()
        let (cached, plain) = (try World(cache: cache), try World())
        let before = await plain.run(Acts.tree()).text

        let slow = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { other in
            _ = try await other.execute(script: "BEGIN; LOCK TABLE menu_items IN ACCESS EXCLUSIVE MODE")
            // It has its snapshot by now, and waits at the level of the items.
            async let slow = cached.run(Acts.tree()).text
            while try await World.texts("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty {
                try await Task.sleep(for: .milliseconds(5))
            }
            _ = try await other.execute(script: "UPDATE menu_items SET price_minor = 1; COMMIT")
            cache.forgetAll()
            return await slow
        }

        #expect(slow == before)
        let after = await plain.run(Acts.tree()).text
        #expect(after != before)
        for _ in 1...2 { #expect(await cached.run(Acts.tree()).text == after) }
    }

    @Test
    func `what an event tells is never older than the event`() async throws {
        let other = try World()
        try await LiveWorld.serving(listens: false, cache: Acts.cache()) { live in
            let heard = try await live.subscribe(
                """
                subscription { menuAvailabilityChanged(branchId: "\(World.id(.branch, 11))") {
                  item { isAvailable } } }
                """)
            for change in [2, 3, 2, 3] {
                _ = await Acts.change(Acts.changes[change], by: other)
                let isAvailable = Acts.changes[change].input.hasSuffix("true")
                // Trusted for an hour from now on, unless it looks.
                #expect(await heard.text()?.contains(#""isAvailable":\#(isAvailable)"#) == true)
                _ = await live.world.run(Acts.tree())
            }
        }
    }

    @Test
    func `who is shown less is shown less from memory as well`() async throws {
        let cache = Acts.cache()
        let (cached, plain) = (try World(cache: cache), try World())
        let foreign = """
            { menu(id: "\(World.id(.menu, 200))") { name categories { name items { name } } } }
            """
        let documents = [
            Acts.tree(), Acts.tree(Acts.moment, branch: 12), Acts.tree(Acts.moment, branch: 21), foreign,
            #"{ publicMenu(branchCode: "dosa-indiranagar") { menus { name categories { name } } } }"#,
            #"{ publicMenu(branchCode: "nowhere") { menus { name } } }"#,
            #"""
            { a: publicMenu(branchCode: "mar-miraflores") { menus { name } }
              b: publicMenu(branchCode: "dosa-indiranagar") { menus { name } } }
            """#,
            "{ taxClasses { id name code } }",
        ]
        let callers: [(role: String, organization: Int, branches: [Int]?)] = [
            ("ORG_ADMIN", 1, nil), ("ORG_ADMIN", 2, nil), ("WAITER", 1, [11]), ("WAITER", 1, [12]),
            ("WAITER", 1, []), ("WAITER", 2, [21]), ("KITCHEN", 1, [11]), ("CASHIER", 1, [11, 12]),
            ("menu:read", 1, nil), ("menu:read", 2, nil), ("PUBLIC", 1, nil),
        ]
        var asked = callers.flatMap { caller in documents.map { (caller, $0) } }
        var random = SeededGenerator(seed: 4)

        for _ in 1...2 {
            asked.shuffle(using: &random)
            for (caller, document) in asked {
                let answer = await cached.run(
                    document, role: caller.role, organization: caller.organization,
                    branches: caller.branches
                ).text
                let expected = await plain.run(
                    document, role: caller.role, organization: caller.organization,
                    branches: caller.branches
                ).text
                #expect(answer == expected, "\(caller): \(document)")
            }
        }
        #expect(cache.counters.wholeAnswers > 0)
    }

    @Test
    func `what ends by the clock ends in memory`() async throws {
        let (cached, plain) = (try World(cache: Acts.cache()), try World())
        let isBlocked = #""isAvailable":false,"price":{"amountMinor":4200"#
        try await World.asSuperuser(
            """
            INSERT INTO availability_blocks (id, organization_id, branch_id, item_id, until)
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(120))',
              now() + interval '1 s')
            """)

        let blocked = await cached.run(Acts.tree("")).text
        try await Task.sleep(for: .milliseconds(1_100))
        let open = await cached.run(Acts.tree("")).text

        #expect(blocked.contains(isBlocked), "\(blocked)")
        #expect(!open.contains(isBlocked), "\(open)")
        #expect(open == (await plain.run(Acts.tree("")).text))
    }

    @Test
    func `memory is bounded`() async throws {
        let byteCountMax = 256 << 10
        let cache = Acts.cache(byteCountMax: byteCountMax)
        let (cached, plain) = (try World(cache: cache), try World())

        for hour in 0..<20 {
            let document = Acts.tree(#"at: "2026-03-01T\#(hour < 10 ? "0" : "")\#(hour):00:00Z""#)
            let answer = await cached.run(document).text
            #expect(answer == (await plain.run(document).text))
            #expect(cache.counters.byteCount <= byteCountMax)
        }
        #expect(cache.counters.byteCount > 0)
    }

    @Test
    func `every table that is kept tells of each of its changes`() async throws {
        let followed = try await World.texts(
            """
            SELECT tgrelid::regclass::text FROM pg_trigger
            WHERE tgfoid = 'note_menu_change'::regproc AND tgenabled = 'O'
            GROUP BY 1 HAVING count(*) = 3 AND bit_or(tgtype) & 28 = 28 ORDER BY 1
            """)

        #expect(followed == MenuCache.names.sorted())
    }

    @Test
    func `changes that meet are both noted`() async throws {
        let edition = "SELECT string_agg(id::text, ',' ORDER BY id) FROM menu_changes"
        let before = try await World.texts(edition)
        let during = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { other in
            _ = try await other.execute(
                script: "BEGIN; UPDATE menus SET position = 5 WHERE id = '\(World.uuid(100))'")
            try await World.asSuperuser("UPDATE menus SET position = 5 WHERE id = '\(World.uuid(101))'")
            let during = try await World.texts(edition)
            _ = try await other.execute(script: "COMMIT")
            return during
        }
        let after = try await World.texts(edition)

        #expect(during != before)
        #expect(after != during)
        #expect(after != before)
    }
}

/// Is heard once.
private struct OnePoke: EventPokes {
    func say() async {}
    func listen(_ hear: @escaping @Sendable () -> Void) async { hear() }
}
