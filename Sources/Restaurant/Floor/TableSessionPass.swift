internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// What a guest holds: a token that is good as long as the session at the table goes on.
///
/// Nothing here is loaded, since whoever asks for one has no place yet.
///
/// - SeeAlso: `schema.graphql`, type `TableSessionPass`; `Config/permissions.yaml`, key `TableSessionPass`.
enum TableSessionPass: ObjectType {
    enum Columns {
        static let accessToken = Column<String>("access_token", at: 0)
        static let expiresIn = Column<Int32>("expires_in", at: 1)
        static let sessionID = Column<UUIDBytes>("session_id", at: 2)
        static let guestID = Column<UUIDBytes>("guest_id", at: 3)
        static let status = Column<String>("status", at: 4)
    }

    static let fields: [Field] = [
        .column("accessToken", Columns.accessToken, as: .plainText),
        .column("expiresIn", Columns.expiresIn),
        .id("sessionId", Columns.sessionID, .tableSession),
        .id("guestId", Columns.guestID, .sessionGuest),
        .column("status", Columns.status, as: .plainText),
    ]

    /// The columns of a payload from the second on, behind the session's ID.
    enum PayloadColumns {
        static let sessionID = Column<UUIDBytes?>("session_id", at: 0)
        static let accessToken = Column<String?>("access_token", at: 1)
        static let expiresIn = Column<Int32?>("expires_in", at: 2)
        static let passSessionID = Column<UUIDBytes?>("pass_session_id", at: 3)
        static let guestID = Column<UUIDBytes?>("guest_id", at: 4)
        static let status = Column<String?>("status", at: 5)
        /// How many there are.
        static let count = 6
    }

    /// The fields of a payload with a session and a pass.
    static let payloadFields: [Field] = [
        .one("session", TableSession.byID, key: .column(PayloadColumns.sessionID)),
        .embedded(
            "pass", PayloadColumns.accessToken, PayloadColumns.expiresIn, PayloadColumns.passSessionID,
            PayloadColumns.guestID, PayloadColumns.status),
        Field("userErrors", .outcomeList(0)),
    ]

    /// A payload without a pass: staff needs none.
    static func none(_ session: UUIDBytes) -> [[UInt8]?] { [session.bytes, nil, nil, nil, nil, nil] }

    /// A payload with a new token for a guest.
    static func make(
        for guest: UUIDBytes, in tableSession: UUIDBytes, _ status: TableSessionLifecycle.State,
        branch: UUIDBytes, _ session: FloorSession
    ) async throws(FloorFailure) -> [[UInt8]?] {
        guard let organization = session.caller.organization else { throw .notFound("qrToken") }
        let seat = GuestSeat(
            organization: organization, branch: branch, session: tableSession, guest: guest)
        guard let token = await session.services.guestTokens(seat) else {
            throw .failed(PostgresError(.overloaded))
        }
        let seconds = Int32(clamping: GuestSeat.lifetime.components.seconds)
        return [
            tableSession.bytes, Array(token.utf8), withUnsafeBytes(of: seconds.bigEndian, Array.init),
            tableSession.bytes, guest.bytes, Array(status.rawValue.utf8),
        ]
    }
}
