import DataLoader
import Foundation
import Postgres
import Restaurant
import TestSupport

/// Guests at a table of the first branch, and what they put into carts.
extension World {
    /// A session at the first table: it is active.
    static func seatGuests() async throws {
        try await asSuperuser(
            """
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, activated_at,
              expires_at)
            VALUES ('\(uuid(701))', '\(uuid(1))', '\(uuid(11))', '\(uuid(1001))', 'ACTIVE', now(),
              now() + interval '1 day')
            """)
    }

    /// Runs a request as a guest of the session.
    func asGuest(
        _ document: String, session: Int = 701, observer: StatementObserver? = nil
    ) async -> String {
        await run(
            document, role: "CUSTOMER", branches: [11], claims: ["session": .id(Self.uuid(session))],
            observer: observer
        ).text
    }

    /// Begins a cart.
    static let cartCreate = """
        mutation { it: cartCreate(input: { branchId: "\(id(.branch, 11))" }) {
          cart { id } userErrors { field message ... on CartUserError { code } } } }
        """

    /// One platter of ceviche with corn, 42.00 + 25.00 + 3.50.
    static func platter(_ quantity: String = "1", below: String? = nil) -> String {
        let selections = below.map { ", selections: [\($0)]" } ?? ""
        return """
            { itemId: "\(id(.item, 120))", quantity: "\(quantity)", selections: [{
              groupId: "\(id(.group, 130))", modifierId: "\(id(.modifier, 141))", selections: [{
                groupId: "\(id(.group, 131))", modifierId: "\(id(.modifier, 143))"\(selections) }] }] }
            """
    }

    /// Puts lines into a cart.
    static func cartLinesAdd(_ cart: String, _ lines: String) -> String {
        """
        mutation { it: cartLinesAdd(input: { cartId: "\(cart)", lines: [\(lines)] }) {
          cart { version lines { id quantity unitPrice { amountMinor } total { amountMinor } }
            total { amountMinor } }
          userErrors { field message ... on CartUserError { code } } } }
        """
    }

    /// Sends a cart.
    static func cartSubmit(
        _ cart: String, total: Int, accept: Bool = false, key: String = "a"
    ) -> String {
        """
        mutation { it: cartSubmit(input: { cartId: "\(cart)", expectedTotal: \(total),
          acceptChanges: \(accept), idempotencyKey: "the key of a cart: \(key)" }) {
          cart { status } userErrors { field message ... on CartUserError { code } } } }
        """
    }

    /// The first ID of a kind in an answer; empty without one.
    static func firstID(_ kind: EntityKind, in text: String) -> String {
        guard let start = text.range(of: "\"\(kind.rawValue)_") else { return "" }
        return String(text[text.index(after: start.lowerBound)...].prefix { $0 != "\"" })
    }
}
