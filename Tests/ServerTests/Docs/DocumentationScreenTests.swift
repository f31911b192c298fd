import Foundation
import Testing

@testable import Server

/// The pages of `/docs` in a browser.
@Suite(
    .serialized, .tags(.slow),
    .enabled(if: Chromium.program != nil, "no browser: Scripts/test --full installs one"))
struct DocumentationScreenTests: ServingSuite {
    private func browsing(
        _ body: @escaping @Sendable (Chromium, ServedWorld) async throws -> Void
    ) async throws {
        try await serving { world in
            let browser = try await Chromium.start()
            do {
                try await body(browser, world)
            } catch {
                Issue.record(error)
            }
            await browser.end()
        }
    }

    @Test func `a name is found by keys alone`() async throws {
        try await browsing { browser, world in
            try await browser.open("http://127.0.0.1:\(world.port)/docs")
            #expect(try await browser.shows("document.getElementById('token').hidden", "false"))
            try await browser.press("/")
            #expect(try await browser.shows("document.activeElement.id", "wanted"))
            for letter in "publicmenu" { try await browser.press(String(letter)) }
            #expect(
                try await browser.shows(
                    "document.querySelector('#found li code')?.textContent", "PublicMenu"))
            for key in ["ArrowDown", "ArrowDown"] { try await browser.press(key) }
            #expect(
                try await browser.shows(
                    "document.querySelector('[aria-selected=true] code').textContent", "Query.publicMenu"))
            try await browser.press("Enter")
            #expect(try await browser.shows("location.pathname", "/docs/queries/publicMenu"))
            #expect(
                try await browser.shows("document.querySelector('h1').textContent", "query publicMenu"))
        }
    }

    @Test func `a token shows what its bearer may see, stays out of the address, and is forgotten`()
        async throws
    {
        try await browsing { browser, world in
            let token = try await world.token("ORG_ADMIN")
            let place = "http://127.0.0.1:\(world.port)/docs"
            let audience = "document.getElementById('audience').textContent"
            try await browser.open("\(place)#token=\(token)")
            #expect(try await browser.shows(audience, "ORG_ADMIN"))
            #expect(try await browser.value("location.href") == place)
            _ = try await browser.value("document.querySelector('a[href=\"/docs/types\"]').click()")
            #expect(try await browser.shows("document.querySelector('h1').textContent", "Types"))
            _ = try await browser.value(
                "document.querySelector('a[href=\"/docs/types/Order\"]').click()")
            #expect(try await browser.shows("document.querySelector('h1').textContent", "type Order"))
            #expect(try await browser.value("location.pathname") == "/docs/types/Order")
            _ = try await browser.value("history.back()")
            #expect(try await browser.shows("document.querySelector('h1').textContent", "Types"))
            _ = try await browser.value("document.getElementById('forget').click()")
            #expect(try await browser.shows(audience, "PUBLIC"))
        }
    }

    @Test func `a token that is none is said to be`() async throws {
        try await browsing { browser, world in
            try await browser.open("http://127.0.0.1:\(world.port)/docs#token=x.y.z")
            #expect(
                try await browser.shows(
                    "document.getElementById('trouble').textContent",
                    "The token is not valid, or not any more."))
        }
    }

    @Test func `pages fit narrow and wide screens, by day and by night`() async throws {
        try await browsing { browser, world in
            let token = try await world.token("ORG_ADMIN")
            let place = "http://127.0.0.1:\(world.port)"
            try await browser.open("\(place)/docs#token=\(token)")
            #expect(
                try await browser.shows("document.getElementById('audience').textContent", "ORG_ADMIN"))
            let pages = [
                "docs", "docs/types", "docs/types/Order", "docs/queries/orders", "docs/mutations/orderCreate",
                "docs/errors", "docs/guides/subscriptions", "docs/guides/cost", "docs/changes",
                "docs/search?q=order", "docs/types/OrderCreateInput", "docs/types/OrderErrorCode",
            ]
            for page in pages {
                try await browser.open("\(place)/\(page)")
                #expect(
                    try await browser.shows(
                        "document.getElementById('audience').textContent", "ORG_ADMIN"), "\(page)")
                let name = page.replacing("/", with: "-").replacing("?", with: "-")
                for (width, height) in [(390, 844), (1_280, 900)] {
                    for scheme in ["light", "dark"] {
                        try await browser.look(
                            width: width, height: height, scheme: scheme,
                            keepAs: "\(name)-\(width)-\(scheme)")
                        let overflow = try await browser.value(
                            "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                        #expect(overflow == "0", "\(page) \(width)")
                    }
                }
            }
        }
    }
}
