import DataLoader
import Foundation
import Postgres
import Restaurant
import TestSupport

/// Asking about the floor of the first organization's first branch.
extension World {
    /// Runs one mutation of the floor as a member of the first branch.
    ///
    /// - Parameter fields: what of the payload is asked for besides the refusals.
    func floor(
        _ mutation: String, _ input: String, _ fields: String = "", as role: String = "WAITER",
        member: Int? = 404, branches: [Int]? = [11], organization: Int = 1,
        claims: [String: ClaimValue] = [:]
    ) async -> String {
        await run(
            """
            mutation { it: \(mutation)(input: { \(input) }) { \(fields)
              userErrors { field ... on FloorUserError { code } } } }
            """, role: role, organization: organization, branches: branches,
            member: role == "PUBLIC" || role == "CUSTOMER" ? nil : member, claims: claims
        ).text
    }

    /// What a guest holds after sitting down, as later requests bring it along.
    struct Guest: Sendable {
        let session: String
        let claims: [String: ClaimValue]
    }

    /// Scans the code of one of the first branch's tables.
    func scan(_ table: Int, by mutation: String = "tableSessionStart") async throws -> (Guest?, String) {
        let text = await floor(
            mutation, "qrToken: \"qr-token-of-table-\(table)\", guestName: \"Luz\"",
            "pass { accessToken sessionId guestId status }", as: "PUBLIC")
        guard let session = Self.value("sessionId", in: text), let guest = Self.value("guestId", in: text),
            let sessionID = EntityKind.tableSession.uuid(session),
            let guestID = EntityKind.sessionGuest.uuid(guest)
        else { return (nil, text) }
        return (Guest(session: session, claims: ["session": .id(sessionID), "guest": .id(guestID)]), text)
    }

    /// Opens a session at one of the first branch's tables as a waiter does.
    func seat(_ table: Int) async -> String {
        let text = await floor(
            "tableSessionStart", "tableId: \"\(Self.id(.table, 1000 + table))\"", "session { id }")
        return Self.value("id", in: text) ?? text
    }

    /// The text of a JSON field that occurs once.
    static func value(_ name: String, in text: String) -> String? {
        let parts = text.components(separatedBy: "\"\(name)\":\"")
        guard parts.count > 1 else { return nil }
        return parts[1].split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false).first
            .map(String.init)
    }

    /// An order of a session at one of the first branch's tables, as a superuser puts it there.
    ///
    /// - Parameter paid: of its 1000 minor units.
    static func placeOrder(
        _ number: Int, session: String?, table: Int, status: String = "SERVED", paid: Int = 0
    ) async throws {
        let session = session.flatMap { EntityKind.tableSession.uuid($0) }.map { "'\($0)'" } ?? "NULL"
        try await asSuperuser(
            """
            INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, status,
              session_id, table_id, currency, prices_include_tax, net_minor, total_minor, paid_minor,
              completed_at, canceled_at)
            VALUES ('\(uuid(8000 + number))', '\(uuid(1))', '\(uuid(11))', '2026-03-01', \(number), 'DINE_IN',
              'WAITER_APP', '\(status)', \(session), '\(uuid(1000 + table))', 'PEN', true, 1000, 1000,
              \(paid),
              CASE '\(status)' WHEN 'COMPLETED' THEN now() END,
              CASE '\(status)' WHEN 'CANCELED' THEN now() END)
            """)
    }

    /// The status of one of the first branch's tables.
    static func tableStatus(_ table: Int) async throws -> String {
        try await texts("SELECT status FROM tables WHERE id = '\(uuid(1000 + table))'").first ?? ""
    }

    /// The status of a session.
    static func sessionStatus(_ session: String) async throws -> String {
        let id = EntityKind.tableSession.uuid(session) ?? uuid(0)
        return try await texts("SELECT status FROM table_sessions WHERE id = '\(id)'").first ?? ""
    }

    /// What screens were told, in order: type and status.
    static func told() async throws -> [String] {
        try await texts(
            "SELECT type || ' ' || (payload ->> 'status') FROM events ORDER BY branch_id, sequence")
    }
}
