internal import Crypto
internal import DataLoader
internal import Domain
internal import Postgres

/// Which table an input names: by its ID, by the secret in its QR code, or by the branch's code with the
/// table's short code.
struct TableCode: Sendable {
    let table: UUIDBytes
    /// Whether the caller holds the code that hangs at the table: a short code can be guessed.
    let isScanned: Bool
    /// The input field that refusals name.
    let field: String

    /// Reads the input, and goes on in the table's tenant where the caller has none.
    ///
    /// - Throws: INVALID unless exactly one way is taken, NOT_FOUND for what names no table.
    static func read(_ input: FloorInput, in session: FloorSession) async throws(FloorFailure) -> TableCode {
        let ways = ["tableId", "qrToken", "branchCode"].filter { input.string($0) != nil }
        guard ways.count == 1, let way = ways.first else {
            throw input.refusal(
                .invalid, "tableId", "Give one of `tableId`, `qrToken`, or `branchCode` and `shortCode`.")
        }
        switch way {
        case "tableId":
            // Whoever has no tenant finds nothing by an ID.
            return TableCode(
                table: try input.requiredUUID("tableId", .table), isScanned: false, field: "tableId")
        case "qrToken":
            let hash = digest(input.string("qrToken") ?? "")
            let found = try await session.run(byToken.bind(.bytes(hash)))
            let table = try await enter(found, at: "qrToken", session)
            return TableCode(table: table, isScanned: true, field: "qrToken")
        default:
            let hash = digest((input.string("branchCode") ?? "").lowercased())
            let found = try await session.run(byBranch.bind(.bytes(hash)))
            let branch = try await enter(found, at: "branchCode", session)
            let code = (input.string("shortCode") ?? "").uppercased()
            let table = try await session.run(
                byShortCode.bind(session.tenant, .uuid(branch), .text(code)))
            guard table.rowCount == 1, let id = table.uuid(0, 0) else { throw .notFound("shortCode") }
            return TableCode(table: id, isScanned: false, field: "shortCode")
        }
    }

    /// Goes on in the tenant that a code leads to. Who has another tenant finds nothing there.
    private static func enter(
        _ found: PostgresResult, at field: String, _ session: FloorSession
    ) async throws(FloorFailure) -> UUIDBytes {
        guard found.rowCount == 1, let organization = found.uuid(0, 0), let entity = found.uuid(0, 1) else {
            throw .notFound(field)
        }
        guard let own = session.caller.organization else {
            try await session.enter(organization)
            return entity
        }
        guard own == organization else { throw .notFound(field) }
        return entity
    }

    private static func digest(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// `lookup_keys_pkey` serves both.
    private static let byToken = Statement(
        "TableCode.byToken",
        "SELECT organization_id, entity_id FROM lookup_key('TABLE_QR_TOKEN', $1)", parameters: [.bytea])

    private static let byBranch = Statement(
        "TableCode.byBranch",
        "SELECT organization_id, entity_id FROM lookup_key('BRANCH_PUBLIC_CODE', $1)", parameters: [.bytea])

    /// The unique key of `tables` serves it.
    private static let byShortCode = Statement(
        "TableCode.byShortCode",
        "SELECT id FROM tables WHERE organization_id = $1 AND branch_id = $2 AND short_code = $3",
        parameters: [.uuid, .uuid, .text])
}
