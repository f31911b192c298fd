public import Postgres

/// Something that a signed-in person does and that is a burden to others when done without end: mails to a
/// stranger, organizations that nobody needs.
///
/// Counted for all instances together, within the transaction that does it: what is rolled back counts
/// nothing.
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

    /// Counts it; the result is for ``wait(in:)``. The counter stays locked until the transaction's end.
    public var counting: BoundStatement { GuessThrottle.counting(subject) }

    /// How many seconds to wait before it may be done again; nil to go on.
    public static func wait(in result: PostgresResult) -> Int? { GuessThrottle.wait(in: [result]) }
}
