internal import Crypto
public import Postgres
internal import Synchronization

/// What organizations are called in metrics: by digits of a hash, so that who reads metrics, or what keeps
/// them, learns no ID.
///
/// Who may read the database finds whose digits they are:
/// `WHERE left(encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), 16) = …`.
///
/// Only so many organizations have a name of their own, the first ones that appear: each has some lines in
/// each answer, for as long as the process lives.
public final class TenantLabels: Sendable {
    /// What all those are called that came later.
    public static let other = "other"
    /// What is called so belongs to no organization.
    public static let none = "none"

    private let countMax: Int
    private let known = Mutex<[UUIDBytes: String]>([:])

    /// - Parameter countMax: how many organizations have a name of their own.
    public init(countMax: Int = 50) {
        self.countMax = countMax
    }

    /// What an organization is called, the same in all processes that tell it apart.
    public func label(of organization: UUIDBytes?) -> String {
        guard let organization else { return Self.none }
        return known.withLock { known in
            if let label = known[organization] { return label }
            guard known.count < countMax else { return Self.other }
            let label = Self.digits(organization)
            known[organization] = label
            return label
        }
    }

    private static func digits(_ organization: UUIDBytes) -> String {
        SHA256.hash(data: Array(organization.description.utf8)).prefix(8).map { byte in
            String(UInt16(byte) + 0x100, radix: 16).dropFirst()
        }.joined()
    }
}
