import Foundation
import TestSupport
import Testing

@testable import Server

/// The explorer in a browser, as somebody comes to it who has never seen the API.
@Suite(
    .serialized, .tags(.slow),
    .enabled(
        if: Chromium.program != nil && ServedWorld.hasEditor,
        "no Chromium, or no GraphiQL: Scripts/test --full fetches both"))
struct ExplorerPageTests: ServingSuite {
    private static let isReady = "document.body.dataset.state"
    private static let result =
        "document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()"
    private static let summary = "document.getElementById('summary').textContent"
    private static let pane = "document.getElementById('pane').textContent"
    private static let guide = "document.getElementById('guide').textContent"
    private static let document =
        "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.getValue()"
    private static let runs = "document.querySelector('.graphiql-execute-button').click()"

    private func exploring(
        settings: [String: String] = [:],
        _ body: @escaping @Sendable (ServedWorld, Chromium) async throws -> Void
    ) async throws {
        var all = ["COMANDA_EXPLORER_FOLDER": ServedWorld.editorFolder]
        all.merge(settings) { $1 }
        try await serving(settings: all) { world in
            // What a newcomer is shown first.
            var world = world
            world.organization = try #require(world.organizations.first)
            let browser = try await Chromium.start()
            do {
                try await browser.open("http://127.0.0.1:\(world.port)/")
                #expect(try await browser.shows(Self.isReady, "ready"))
                try await body(world, browser)
            } catch {
                Issue.record(error)
            }
            await browser.end()
        }
    }

    private func tab(_ browser: Chromium, _ name: String) async throws {
        _ = try await browser.value(
            "[...document.querySelectorAll('.graphiql-tab-button')]"
                + ".find((tab) => tab.textContent.trim() === '\(name)').click()")
        #expect(try await browser.shows("(\(Self.document)).includes('\(name)')", "true"))
    }

    private func choose(_ browser: Chromium, _ id: String, _ value: String) async throws {
        _ = try await browser.value(
            "(() => { const select = document.getElementById('\(id)'); select.value = '\(value)';"
                + " select.dispatchEvent(new Event('change')); })()")
    }

    private func search(_ browser: Chromium, _ text: String) async throws {
        _ = try await browser.value(
            "(() => { const search = document.getElementById('search'); search.focus();"
                + " search.value = '\(text)'; search.dispatchEvent(new Event('input')); })()")
    }

    private func open(_ browser: Chromium, pane: String) async throws {
        _ = try await browser.value("document.getElementById('tab-\(pane)').click()")
    }

    @Test func `a newcomer runs a query, follows a subscription, makes an order and sees what it took`()
        async throws
    {
        try await exploring { world, browser in
            // Nothing of the page breaks its own policy.
            _ = try await browser.value(
                "(window.broken = [], document.addEventListener('securitypolicyviolation', "
                    + "(event) => window.broken.push(event.violatedDirective)), '')")
            // The first query stands there: one press.
            _ = try await browser.value(Self.runs)
            #expect(try await browser.shows("(\(Self.result)).includes('publicMenu')", "true"))
            #expect(try await browser.shows("(\(Self.summary)).startsWith('200 · cost ')", "true"))

            try await follow(world, browser)
            try await see(browser)
            try await plan(browser, world)
            #expect(try await browser.value("window.broken.join(' ')") == "")
            try await readOn(browser)
        }
    }

    /// A subscription hears what a mutation does, until it is stopped.
    private func follow(_ world: ServedWorld, _ browser: Chromium) async throws {
        let house = try await KitchenHouse(world)
        try await tab(browser, "OrderChanges")
        _ = try await browser.value(Self.runs)
        #expect(try await browser.shows(Self.summary, "Listening: 0 events"))
        try await house.order()
        #expect(try await browser.shows("(\(Self.result)).includes('orderChanged')", "true"))
        _ = try await browser.value(Self.runs)
        #expect(try await browser.shows("(\(Self.summary)).startsWith('Stopped')", "true"))

        try await tab(browser, "NewOrder")
        _ = try await browser.value(Self.runs)
        #expect(try await browser.shows("(\(Self.result)).includes('CONFIRMED')", "true"))
    }

    /// What an answer took, for a developer.
    private func see(_ browser: Chromium) async throws {
        try await tab(browser, "LatestOrders")
        _ = try await browser.value(Self.runs)
        #expect(try await browser.shows("(\(Self.result)).includes('CONFIRMED')", "true"))
        // What is explained stands in the panes and not in the answer.
        #expect(try await browser.value("(\(Self.result)).includes('explain')") == "false")
        try await open(browser, pane: "cost")
        #expect(try await browser.value("(\(Self.pane)).includes('Left to spend')") == "true")
        try await open(browser, pane: "sql")
        #expect(try await browser.value("(\(Self.pane)).includes('FROM orders')") == "true")
        try await open(browser, pane: "decisions")
        #expect(try await browser.value("(\(Self.pane)).includes('Order.total')") == "true")
        try await open(browser, pane: "timing")
        #expect(try await browser.value("(\(Self.pane)).includes('Server-Timing: total')") == "true")
    }

    /// The way to a mutation and a subscription, of the page alone; the documentation is the same role's.
    private func readOn(_ browser: Chromium) async throws {
        let first = "document.querySelectorAll('#entry .try')"
        #expect(
            try await browser.value("[...\(first)].map((one) => one.textContent).join(', ')")
                == "Read a guest's menu, Read the latest orders, Follow orders: a subscription, "
                + "Make an order: a mutation")
        _ = try await browser.value("\(first)[2].click()")
        #expect(try await browser.shows("(\(Self.document)).includes('subscription OrderChanges')", "true"))
        _ = try await browser.value("document.getElementById('plan').click()")
        #expect(try await browser.shows("(\(Self.pane)).includes('loaded for one event')", "true"))
        _ = try await browser.value("document.getElementById('docs').click()")
        #expect(try await browser.shows("document.getElementById('audience')?.textContent", "WAITER"))
        #expect(try await browser.value("location.href.includes('token')") == "false")
    }

    /// A plan tells what would happen, and nothing does.
    private func plan(_ browser: Chromium, _ world: ServedWorld) async throws {
        let before = try await world.sql("SELECT count(*) FROM orders")
        try await tab(browser, "NewOrder")
        _ = try await browser.value("document.getElementById('plan').click()")
        #expect(try await browser.shows("(\(Self.summary)).startsWith('Planned, not run')", "true"))
        #expect(try await browser.value("(\(Self.pane)).includes('Level 1')") == "true")
        #expect(try await world.sql("SELECT count(*) FROM orders") == before)
    }

    @Test func `the schema is searched by keyboard, and each entry is told as far as the role goes`()
        async throws
    {
        try await exploring { _, browser in
            try await search(browser, "ordercreate")
            let first = "document.querySelector('#found a')?.firstChild.textContent"
            #expect(try await browser.shows(first, "Mutation.orderCreate"))
            try await browser.press("Enter")
            let title = "document.querySelector('#entry h2')?.textContent"
            #expect(try await browser.shows(title, "Mutation.orderCreate"))
            #expect(try await browser.value("decodeURIComponent(location.hash)") == "#Mutation.orderCreate")
            #expect(try await browser.value("(\(Self.guide)).includes('OrderCreateInput!')") == "true")
            _ = try await browser.value("document.querySelector('#entry .try').click()")
            let begins = "(\(Self.document)).startsWith('mutation OrderCreate($input: ')"
            #expect(try await browser.shows(begins, "true"))

            // By what it is for, and by coordinate.
            try await search(browser, "OrderStatus.CONFIRMED")
            #expect(try await browser.shows(first, "OrderStatus.CONFIRMED"))
            try await search(browser, "Query.orders(first:)")
            #expect(try await browser.shows(first, "Query.orders(first:)"))

            // A role sees its own part, at once and nothing of another's.
            try await search(browser, "auditLog")
            #expect(try await browser.shows(Self.found, "Nothing of that name."))
            try await choose(browser, "role", "ORG_ADMIN")
            #expect(try await browser.shows(first, "Query.auditLog"))
            try await choose(browser, "role", "PUBLIC")
            #expect(try await browser.shows(Self.found, "Nothing of that name."))
            #expect(try await browser.value("document.body.innerHTML.includes('auditLog')") == "false")
            try await search(browser, "Query.publicMenu")
            #expect(try await browser.shows(first, "Query.publicMenu"))
        }
    }

    private static let found = "document.getElementById('found').textContent"

    @Test func `with introspection off it shows what a role's rights name, and a stranger nothing`()
        async throws
    {
        try await exploring(settings: ["COMANDA_GRAPHQL_INTROSPECTION": "false"]) { world, browser in
            let answer = try await world.query(
                "{ permissions { fields { coordinate } } }", role: "WAITER")
            let told = Set(answer.body.matches(of: #/"coordinate":"([^"]*)"/#).map { String($0.1) })
            #expect(told.contains("Query.orders") && !told.contains("Query.auditLog"))
            let rows =
                "[...document.querySelectorAll('#entry .row')].map((row) => row.firstChild.textContent)"
            let shown = try await browser.value("\(rows).join(' ')")
            #expect(Set(shown.split(separator: " ").map(String.init)) == told)
            #expect(try await browser.value("document.body.innerHTML.includes('auditLog')") == "false")
            // What is known runs all the same.
            _ = try await browser.value(Self.runs)
            #expect(try await browser.shows("(\(Self.result)).includes('publicMenu')", "true"))

            try await choose(browser, "role", "PUBLIC")
            #expect(try await browser.shows("(\(Self.guide)).includes('not shown to you')", "true"))
            #expect(try await browser.value("\(rows).length") == "0")
        }
    }

    @Test func `without the editor's files the page says how to get them, and the schema is there`()
        async throws
    {
        try await exploring(settings: ["COMANDA_EXPLORER_FOLDER": "nowhere"]) {
            (_, browser) async throws in
            let lacking = "document.getElementById('lacking')"
            #expect(try await browser.value("\(lacking).hidden") == "false")
            #expect(try await browser.value("\(lacking).textContent.includes('Scripts/graphiql')") == "true")
            #expect(try await browser.value("(\(Self.guide)).includes('orderCreate')") == "true")
        }
    }

    @Test func `it is legible by day and by night, on a desk and on a telephone`() async throws {
        try await exploring { _, browser in
            _ = try await browser.value(Self.runs)
            #expect(try await browser.shows("(\(Self.summary)).startsWith('200 · cost ')", "true"))
            for (size, width, height) in [("wide", 1440, 900), ("narrow", 390, 844)] {
                for scheme in ["light", "dark"] {
                    for view in ["guide", "editor", "details"] where size == "narrow" || view == "editor" {
                        try await browser.look(
                            width: width, height: height, scheme: scheme, keepAs: "explorer-before")
                        _ = try await browser.value(
                            "document.querySelector('#views [data-view=\(view)]').click()")
                        try await browser.look(
                            width: width, height: height, scheme: scheme,
                            keepAs: "explorer-\(size)-\(scheme)-\(view)")
                        #expect(
                            try await browser.value("document.documentElement.scrollWidth <= innerWidth")
                                == "true")
                        let place = "document.getElementById('\(view)').getBoundingClientRect()"
                        let isThere = "\(place).width > 0 && \(place).height > 200"
                        #expect(try await browser.value(isThere) == "true")
                    }
                }
            }
        }
    }
}
