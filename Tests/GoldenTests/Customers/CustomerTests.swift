import Postgres
import Restaurant
import TestSupport
import Testing

/// Customers: known, found, merged, forgotten.
@Suite(.database(World.template))
struct CustomerTests {
    private static let done = #""userErrors":[]"#

    private func ask(
        _ world: World, _ mutation: String, _ input: String, _ fields: String = "customer { id }",
        as role: String = "ORG_ADMIN"
    ) async -> String {
        await world.run(
            """
            mutation { it: \(mutation)(input: { \(input) }) { \(fields)
              userErrors { field ... on CustomerUserError { code } } } }
            """, role: role, member: 402
        ).text
    }

    private func create(_ world: World, _ input: String) async throws -> String {
        let text = await ask(world, "customerCreate", input)
        return try #require(World.value("id", in: text), "\(text)")
    }

    @Test
    func `telephone and address are unique among the living`() async throws {
        let world = try World()
        let first = try await create(
            world, "name: \"Rosa\", phone: \"+51987654321\", email: \"rosa@example.com\"")

        let phone = await ask(world, "customerCreate", "phone: \"+51987654321\"")
        let email = await ask(world, "customerCreate", "email: \"ROSA@example.com\"")
        let local = await ask(world, "customerCreate", "phone: \"987654321\"")
        let nothing = await ask(world, "customerCreate", "notes: \"x\"")
        // A tag as BCP 47 has it, of a form that is not kept.
        let language = await ask(world, "customerCreate", "name: \"x\", locale: \"xx-yy-zz\"")
        let archived = await ask(
            world, "customerArchive", "customerId: \"\(first)\"", "customer { archivedAt }")
        let again = await ask(world, "customerCreate", "phone: \"+51987654321\"")
        let late = await ask(world, "customerUpdate", "customerId: \"\(first)\", name: \"x\"")

        #expect(phone.contains(#"{"field":["input","phone"],"code":"PHONE_TAKEN"}"#), "\(phone)")
        #expect(email.contains(#"{"field":["input","email"],"code":"EMAIL_TAKEN"}"#), "\(email)")
        #expect(local.contains("INVALID") && nothing.contains("INVALID"), "\(local)")
        #expect(language.contains(#"{"field":["input","locale"],"code":"INVALID"}"#), "\(language)")
        #expect(archived.contains(#""archivedAt":"20"#), "\(archived)")
        #expect(again.contains(Self.done), "\(again)")
        #expect(late.contains("CUSTOMER_GONE"), "\(late)")
    }

    @Test
    func `customers are found by name, number and address, and waiters see names only`() async throws {
        let world = try World()
        _ = try await create(world, "name: \"Rosa Quispe\", phone: \"+51987654321\"")
        _ = try await create(world, "name: \"Luis\", email: \"luis@example.com\"")
        func find(_ text: String, as role: String = "CASHIER") async -> String {
            await world.run(
                "{ customers(search: \"\(text)\") { nodes { name } } }", role: role, member: 402
            ).text
        }
        func read(_ field: String, as role: String) async -> String {
            await world.run("{ customers { nodes { \(field) } } }", role: role, member: 404).text
        }

        let rosa = #""nodes":[{"name":"Rosa Quispe"}]"#
        #expect(await find("quispe").contains(rosa))
        #expect(await find("7654").contains(rosa))
        #expect(await find("Luis@example.com").contains(#""nodes":[{"name":"Luis"}]"#))
        #expect(await find("%").contains(#""nodes":[]"#))
        #expect(await read("name", as: "WAITER").contains("Rosa"))
        #expect(await read("phone", as: "WAITER").contains("Cannot query field"))
        #expect(await find("7654", as: "WAITER").contains("errors"))
        #expect(await read("name", as: "KITCHEN").contains("Cannot query field"))
    }

    @Test
    func `a field that is left out stays, null takes away`() async throws {
        let world = try World()
        let id = try await create(world, "name: \"Rosa\", phone: \"+51987654321\", notes: \"No nuts\"")

        let changed = await ask(
            world, "customerUpdate",
            "customerId: \"\(id)\", notes: null, name: \"Rosa Q\", expectedVersion: 1",
            "customer { name phone notes version }")
        let stale = await ask(
            world, "customerUpdate", "customerId: \"\(id)\", name: \"x\", expectedVersion: 1")
        let nobody = await ask(
            world, "customerUpdate", "customerId: \"\(World.id(.customer, 9999))\", name: \"x\"")

        #expect(
            changed.contains(#"{"name":"Rosa Q","phone":"+51987654321","notes":null,"version":2}"#),
            "\(changed)")
        #expect(stale.contains("CONFLICT"), "\(stale)")
        #expect(nobody.contains(#"{"field":["input","customerId"],"code":"NOT_FOUND"}"#), "\(nobody)")
    }

    @Test
    func `merged customers are one, with the orders of both`() async throws {
        let world = try World()
        let first = try await create(world, "name: \"Rosa\", phone: \"+51987654321\"")
        let second = try await create(world, "email: \"rosa@example.com\"")
        try await World.placeOrder(1, session: nil, table: 1)
        let uuid = EntityKind.customer.uuid(first) ?? World.uuid(0)
        try await World.asSuperuser("UPDATE orders SET customer_id = '\(uuid)'")

        let merged = await ask(
            world, "customersMerge", "customerId: \"\(first)\", intoCustomerId: \"\(second)\"",
            "customer { id name phone email }")
        let again = await ask(
            world, "customersMerge", "customerId: \"\(first)\", intoCustomerId: \"\(second)\"")
        let former = await world.run("{ customer(id: \"\(first)\") { mergedInto { email } } }").text

        #expect(
            merged.contains(
                #""customer":{"id":"\#(second)","name":"Rosa","phone":"+51987654321","#
                    + #""email":"rosa@example.com"}"#
            ), "\(merged)")
        #expect(again.contains("CUSTOMER_GONE"), "\(again)")
        #expect(former.contains(#"{"mergedInto":{"email":"rosa@example.com"}}"#), "\(former)")
        let survivor = EntityKind.customer.uuid(second) ?? World.uuid(0)
        #expect(try await World.texts("SELECT customer_id::text FROM orders") == ["\(survivor)"])
    }

    @Test
    func `case 25: forgetting leaves no trace of the person and a log that verifies`() async throws {
        let world = try World()
        let id = try await create(world, "name: \"Rosa\", phone: \"+51987654321\"")
        let other = try await create(world, "name: \"Rosita\", email: \"r@example.com\"")
        _ = await ask(world, "customersMerge", "customerId: \"\(other)\", intoCustomerId: \"\(id)\"")
        let uuid = EntityKind.customer.uuid(id) ?? World.uuid(0)
        try await World.placeOrder(1, session: nil, table: 1)
        try await World.asSuperuser(
            """
            UPDATE orders SET customer_id = '\(uuid)', guest_name = 'Rosa'
            """)

        let export = await world.run("{ customerDataExport(id: \"\(id)\") { data } }").text
        let anonymized = await ask(
            world, "customerAnonymize", "customerId: \"\(id)\"", "customer { name phone anonymizedAt }")
        let again = await ask(world, "customerAnonymize", "customerId: \"\(id)\"")
        let log = await world.run("{ auditLog { nodes { action before after } } }").text
        let kept = try await World.texts(
            """
            SELECT coalesce(guest_name, '-') || total_minor FROM orders
            """)

        #expect(export.contains("+51987654321") && export.contains(#""totalMinor":"#), "\(export)")
        #expect(anonymized.contains(#""name":null,"phone":null,"anonymizedAt":"20"#), "\(anonymized)")
        #expect(again.contains(Self.done), "\(again)")
        #expect(kept == ["-1000"])
        #expect(!log.contains("Rosa") && !log.contains("Rosita") && !log.contains("+51987"), "\(log)")
        #expect(log.contains("customerAnonymize"))
        #expect(try await Acts.firstBreak() == nil)
    }
}
