public import Postgres

/// Something that a signed-in person does and that is a burden to others when done without end: mails to a
/// stranger, organizations that nobody needs.
///
/// Counted for all instances together, within the transaction that does it, so that what is rolled back
/// counts nothing; or before it, where the work itself is the burden.
public struct CountedAct: Sendable {
    private let subject: GuessSubject

    /// Founds an organization.
    public static func founding(by user: UUIDBytes) -> CountedAct {
        CountedAct(subject: GuessSubject(kind: .token, text: "founding:\(user)", rule: .founding))
    }

    /// Invites an address into an organization. Each organization counts for itself, so that nobody else's
    /// invitations are held up.
    public static func inviting(_ email: EmailAddress, to organization: UUIDBytes) -> CountedAct {
        CountedAct(
            subject: GuessSubject(
                kind: .token, text: "invite:\(organization):\(email.text)", rule: .message))
    }

    /// Sets a PIN, which is hashed where all sign-ins are.
    public static func settingPIN(by user: UUIDBytes) -> CountedAct {
        CountedAct(subject: GuessSubject(kind: .pin, text: "setting:\(user)", rule: .settingPINs))
    }

    /// Comes with a token that opens nothing; nil for an address that is not known.
    public static func guessingToken(from address: String?) -> CountedAct? {
        GuessSubject.address(address, .address, kind: .token).map(CountedAct.init)
    }

    /// Counts it; the result is for ``wait(in:)``. The counter stays locked until the transaction's end.
    public var counting: BoundStatement { GuessThrottle.counting(subject) }

    /// How many seconds to wait before it may be done again; nil to go on.
    public static func wait(in result: PostgresResult) -> Int? { GuessThrottle.wait(in: [result]) }
}
