internal import Accounts
internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// The tokens of who has signed in: columns of a payload's row.
///
/// Nothing here is loaded: whoever asks was admitted with the rights of another moment, perhaps in another
/// organization, and those must decide nothing about the one that is signed into.
///
/// - SeeAlso: `schema.graphql`, type `AuthSession`; `Config/permissions.yaml`, key `AuthSession`.
enum AuthSession: ObjectType {
    enum Columns {
        static let accessToken = Column<String>("access_token", at: 0)
        static let expiresIn = Column<Int32>("expires_in", at: 1)
        static let refreshToken = Column<String?>("refresh_token", at: 2)
        static let refreshExpiresIn = Column<Int32?>("refresh_expires_in", at: 3)
        static let role = Column<String>("role", at: 4)
        static let organizationID = Column<UUIDBytes?>("organization_id", at: 5)
        static let organizationName = Column<String?>("organization_name", at: 6)
        /// How many there are.
        static let count = 7
    }

    static let fields: [Field] = [
        .column("accessToken", Columns.accessToken),
        .column("expiresIn", Columns.expiresIn),
        .column("refreshToken", Columns.refreshToken),
        .column("refreshExpiresIn", Columns.refreshExpiresIn),
        .column("role", Columns.role, as: .plainText),
        .embedded("organization", Columns.organizationID, Columns.organizationName, Columns.role),
    ]

    /// The field `session` of a payload whose row has these columns, and its refusals.
    static let payload: [Field] = [
        .embedded(
            "session", Columns.accessToken, Columns.expiresIn, Columns.refreshToken,
            Columns.refreshExpiresIn, Columns.role, Columns.organizationID, Columns.organizationName),
        Field("userErrors", .outcomeList(0)),
    ]

    /// A payload's row.
    static func row(_ session: SignedIn) -> [[UInt8]?] {
        [
            Array(session.accessToken.utf8), Int32(clamping: session.expiresIn).wireBytes,
            session.refresh.map { Array($0.token.text.utf8) },
            session.refresh.map { Int32(clamping: $0.expiresIn).wireBytes }, Array(session.role.utf8),
            session.membership?.organization.bytes,
            (session.membership?.organizationName).map { Array($0.utf8) },
        ]
    }

    /// The answer of a mutation that signs in.
    static func answer(_ session: SignedIn) -> AccountAnswer { AccountAnswer(row: row(session)) }
}
