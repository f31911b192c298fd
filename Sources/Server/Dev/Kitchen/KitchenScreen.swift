import Transport

/// The kitchen's screen to try the API by: tickets as they come, on a page without a build step, served by
/// `comanda dev` alone.
///
/// The files beside are compiled into the program. They know nothing that a client of anybody else couldn't:
/// they read `kitchenTickets`, then follow `kitchenTicketChanged`.
enum KitchenScreen {
    /// The page and its parts, by their paths.
    static let pages: [String: StaticPage] = [
        "/kitchen": StaticPage(PackageResources.kitchen_html, contentType: "text/html; charset=utf-8"),
        "/kitchen/kitchen.css": StaticPage(
            PackageResources.kitchen_css, contentType: "text/css; charset=utf-8"),
        "/kitchen/kitchen.js": script(PackageResources.kitchen_js),
        "/kitchen/board.js": script(PackageResources.board_js),
        "/kitchen/live.js": script(PackageResources.live_js),
        "/kitchen/requests.js": script(PackageResources.requests_js),
    ]

    private static func script(_ bytes: [UInt8]) -> StaticPage {
        StaticPage(bytes, contentType: "text/javascript; charset=utf-8")
    }

    /// Where the screen of a branch is. The token stands behind `#`, which browsers keep to themselves: it
    /// reaches no log and no other site.
    ///
    /// - Parameter branch: its public id.
    static func address(port: Int, token: String, branch: String) -> String {
        "http://127.0.0.1:\(port)/kitchen#token=\(token)&branch=\(branch)"
    }
}
