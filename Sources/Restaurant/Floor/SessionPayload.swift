internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// The fields of a payload that holds one session.
enum SessionPayload {
    static let sessionID = Column<UUIDBytes?>("session_id", at: 0)

    static let fields: [Field] = [
        .one("session", TableSession.byID, key: .column(sessionID)),
        Field("userErrors", .outcomeList(0)),
    ]
}
