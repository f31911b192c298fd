internal import Audit
internal import Logging
internal import Postgres

/// What an operation of accounts is called in the audit log: as the mutation, through whichever door it came.
enum AccountAction: String {
    case login, pinLogin, tokenRefresh, organizationSelect, logout
    case passwordChange, passwordResetRequest, passwordReset
    case ownerRegister
}

/// What is remarkable about one.
enum AccountNote: String {
    /// A rotated refresh token came back: its family is revoked.
    case refreshReuse = "REFRESH_REUSE"
    /// Guesses have reached a limit: further ones wait.
    case guessesLimited = "GUESSES_LIMITED"
    /// The address has a login already: nothing was made.
    case alreadyRegistered = "ALREADY_REGISTERED"
}

/// One operation for the log.
///
/// An act within an organization is an entry of that organization, one at a till of that branch. What happens
/// before there is an organization, and what concerns a login as a whole and no organization of it, goes to
/// the platform's own chain, which no tenant reads. A login's password concerns each organization that it
/// opens, so each has the entry. Secrets never come here: an entry has a name, a note and identifiers.
///
/// Wrong guesses are not entries one by one, or whoever guesses writes the log: a counter that reaches its
/// limit is one, so that a login or an address causes one a span at most.
struct AccountAct: Sendable {
    let action: AccountAction
    var note: AccountNote?
    /// The login that acted; nil where nobody has proved to be one.
    var user: UUIDBytes?
    /// The login's place there.
    var member: UUIDBytes?
    var role = "PUBLIC"
    /// Where; nil outside of all organizations.
    var organization: UUIDBytes?
    /// The branch that it was about.
    var branch: UUIDBytes?
    /// Whom it was about, where the one who acted is somebody else or unknown.
    var about: UUIDBytes?

    init(
        _ action: AccountAction, note: AccountNote? = nil, user: UUIDBytes? = nil,
        organization: UUIDBytes? = nil, branch: UUIDBytes? = nil, about: UUIDBytes? = nil
    ) {
        self.action = action
        self.note = note
        self.user = user
        self.organization = organization
        self.branch = branch
        self.about = about
    }

    /// An act by which somebody is signed in.
    init(_ action: AccountAction, _ opened: OpenedSession) {
        self.init(action, user: opened.user, organization: opened.membership?.organization)
        member = opened.membership?.member
        role = opened.role
    }
}

extension AccountService {
    /// Records an act as the last thing that its transaction does; several in the order of their
    /// organizations.
    ///
    /// - Throws: what keeps the entry from being written; the transaction is then rolled back.
    func record(
        _ act: AccountAct, _ client: AccountClient, _ session: PostgresSession
    ) async throws(AccountFailure) {
        let actor = AuditActor(
            kind: act.user == nil ? .nobody : .user, id: act.user, member: act.member, role: act.role,
            address: client.address.map(Self.short), requestID: client.requestID.flatMap(Self.known))
        let recorded = AuditAct(
            action: act.action.rawValue, note: act.note?.rawValue, actor: actor,
            organization: act.organization, branch: act.branch, entities: act.about.map { [$0] } ?? [])
        do throws(AuditFailure) {
            try await AuditTrail(SessionTransaction(session)).record(recorded)
        } catch {
            switch error {
            case .failed(let error): throw .failed(error)
            case .impossible(let reason):
                logger.critical(
                    "an act cannot be recorded",
                    metadata: ["action": "\(act.action.rawValue)", "reason": "\(reason)"])
                throw .unusable
            }
        }
    }

    /// Records an act in each of a login's organizations, or the platform's chain if there is none.
    func record(
        _ act: AccountAct, inEachOf organizations: [UUIDBytes], _ client: AccountClient,
        _ session: PostgresSession
    ) async throws(AccountFailure) {
        for organization in organizations.isEmpty ? [nil] : organizations.map(Optional.some) {
            var own = act
            own.organization = organization
            // What somebody is elsewhere is nobody's business.
            if organization != act.organization {
                own.role = "PUBLIC"
                own.member = nil
            }
            try await record(own, client, session)
        }
    }

    /// Texts about an actor as long as the log holds them.
    private static func short(_ text: String) -> String { String(text.prefix(100)) }

    private static func known(_ text: String) -> String? { text.isEmpty ? nil : short(text) }
}
