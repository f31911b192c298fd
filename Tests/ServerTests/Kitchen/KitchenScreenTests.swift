import Accounts
import Foundation
import TestSupport
import Testing

@testable import Server

/// The kitchen's screen in a browser: what comes, what is done, what was missed.
@Suite(
    .serialized, .tags(.slow),
    .enabled(if: Chromium.program != nil, "no Chromium: Scripts/test --full installs one"))
struct KitchenScreenTests: ServingSuite {
    private static let banner = "document.getElementById('banner').textContent"
    private static let mood = "document.getElementById('banner').dataset.mood"
    private static let statuses = """
        [...document.querySelectorAll('article')].map((card) => card.dataset.status).join(' ')
        """
    private static let text = "document.querySelector('main').textContent"
    private static let press = "document.querySelector('article .step').click()"

    @Test
    func `a cook sees what comes and what was missed, takes it on, and nobody stays signed in for ever`()
        async throws
    {
        try await serving { world in
            let house = try await KitchenHouse(world)
            let wire = CuttableWire(to: world.port)
            defer { wire.close() }
            let browser = try await Chromium.start()
            do {
                try await cook(house, wire, browser)
                try await miss(house, wire, browser)
                try await look(house, wire, browser)
                try await leave(house, wire, browser)
            } catch {
                Issue.record(error)
            }
            await browser.end()
        }
    }

    private func open(
        _ browser: Chromium, _ house: KitchenHouse, _ wire: CuttableWire, _ token: String
    ) async throws {
        try await browser.open(KitchenScreen.address(port: wire.port, token: token, branch: house.branch))
    }

    private func token(_ house: KitchenHouse) async throws -> String {
        try await house.world.tokens.mint(
            subject: "cook", organization: house.world.organization.id, role: "KITCHEN", branches: nil,
            id: UUID().uuidString)
    }

    /// By hand and by keyboard.
    private func cook(_ house: KitchenHouse, _ wire: CuttableWire, _ browser: Chromium) async throws {
        try await open(browser, house, wire, try await token(house))
        #expect(try await browser.shows(Self.mood, "calm"))
        // Nobody who looks at the screen, or at its history, reads the token.
        #expect(try await browser.value("location.href") == "http://127.0.0.1:\(wire.port)/kitchen")

        try await house.order("<img src=x onerror=alert(1)>")
        #expect(try await browser.shows(Self.statuses, "NEW"))
        #expect(try await browser.value(Self.text).contains("<img src=x onerror=alert(1)>"))
        #expect(try await browser.value("document.querySelectorAll('main img').length") == "0")
        #expect(try await house.isAcknowledged())

        _ = try await browser.value(Self.press)
        #expect(try await browser.shows(Self.statuses, "IN_PROGRESS"))
        try await browser.press("ArrowRight")
        try await browser.press("Enter")
        #expect(try await browser.shows(Self.statuses, "READY"))
        try await browser.press("Enter")
        #expect(try await browser.shows(Self.statuses, ""))
        #expect(try await house.tickets().isEmpty)

        try await browser.press("r")
        #expect(try await browser.shows(Self.statuses, "READY"))
        #expect(try await house.tickets().map(\.status) == ["READY"])
        try await browser.press("ArrowRight")
        try await browser.press("Enter")
        #expect(try await browser.shows(Self.statuses, ""))
    }

    /// A screen that was cut off says so, comes back, and shows all that it missed.
    private func miss(_ house: KitchenHouse, _ wire: CuttableWire, _ browser: Chromium) async throws {
        try await house.order()
        try await open(browser, house, wire, try await token(house))
        #expect(try await browser.shows(Self.mood, "calm"))
        #expect(try await browser.shows(Self.statuses, "NEW"))
        let seen = try await house.ticketEventCount()

        wire.cut()
        #expect(try await browser.shows(Self.banner, "Reconnecting…"))
        try await house.step("ticketStart", try #require(try await house.tickets().first))
        try await house.order()
        try await house.order()
        let missed = try await house.ticketEventCount() - seen
        #expect(missed >= 3)
        #expect(try await browser.value(Self.statuses) == "NEW")

        wire.mend()
        #expect(try await browser.shows(Self.banner, "Back: \(missed) changes made up for."))
        #expect(try await browser.shows(Self.statuses, "IN_PROGRESS NEW NEW"))
        // What comes now was not missed.
        try await house.order("No onions, please")
        #expect(try await browser.shows(Self.statuses, "IN_PROGRESS NEW NEW NEW"))
        #expect(try await browser.shows(Self.mood, "calm"))

        // Part of what was missed is not there any more: everything is read anew.
        wire.cut()
        let last = try await house.world.sql(
            "SELECT max(sequence) FROM events WHERE branch_id = '\(house.branchID)'")
        try await house.order()
        try await house.world.sql(
            """
            DELETE FROM events WHERE branch_id = '\(house.branchID)' AND sequence = \(last) + 1
            """)
        wire.mend()
        #expect(
            try await browser.shows(Self.banner, "Too much was missed: everything was read anew."))
        #expect(try await browser.shows(Self.statuses, "IN_PROGRESS NEW NEW NEW NEW"))
        try await house.order()
        #expect(try await browser.shows(Self.statuses, "IN_PROGRESS NEW NEW NEW NEW NEW"))
    }

    /// A sign-in that is over ends the screen, on the socket and at its start.
    private func leave(_ house: KitchenHouse, _ wire: CuttableWire, _ browser: Chromium) async throws {
        let key = try await house.key()
        try await open(browser, house, wire, key.secret)
        #expect(try await browser.shows(Self.mood, "calm"))
        _ = try await house.world.query(
            "mutation { apiKeyRevoke(input: { apiKeyId: \"\(key.id)\" }) { userErrors { message } } }",
            role: "ORG_ADMIN")
        #expect(
            try await browser.shows(
                Self.banner, "The sign-in is over: open the link of a new one."))

        try await open(browser, house, wire, "forged")
        #expect(try await browser.shows(Self.banner, "The sign-in is over."))
    }

    /// Legible on a wall and on a telephone, by day and by night.
    private func look(_ house: KitchenHouse, _ wire: CuttableWire, _ browser: Chromium) async throws {
        let tickets = try await house.tickets()
        try await house.step("ticketStart", tickets[2])
        try await house.step("ticketReady", tickets[2])
        // Two are late, two soon.
        try await house.world.sql(
            """
            UPDATE kitchen_tickets SET fired_at = fired_at - late.by, due_at = due_at - late.by
            FROM (SELECT id, CASE WHEN row_number() OVER (ORDER BY fired_at, id) < 3 THEN due_at - fired_at
                + interval '130 s' WHEN row_number() OVER (ORDER BY fired_at, id) < 5
                THEN (due_at - fired_at) * 0.8 ELSE interval '0' END AS by FROM kitchen_tickets
              WHERE status <> 'BUMPED') AS late
            WHERE late.id = kitchen_tickets.id
            """)
        try await open(browser, house, wire, try await token(house))
        #expect(try await browser.shows("document.querySelectorAll('article').length", "6"))
        let urgency = "document.querySelectorAll('article[data-urgency=late]').length"
        #expect(try await browser.shows(urgency, "2"))

        for (name, width, height, scheme) in [
            ("wide-light", 1920, 1080, "light"), ("wide-dark", 1920, 1080, "dark"),
            ("narrow-light", 390, 844, "light"), ("narrow-dark", 390, 844, "dark"),
        ] {
            try await browser.look(width: width, height: height, scheme: scheme, keepAs: name)
            #expect(
                try await browser.value("document.documentElement.scrollWidth <= innerWidth") == "true")
            let small =
                "[...document.querySelectorAll('button')].filter((button) => "
                + "button.offsetParent && button.offsetHeight < 44).length"
            #expect(try await browser.value(small) == "0")
        }
    }
}
