import Domain
import Postgres

/// Where the identifiers of new rows come from.
public struct ImportIdentifiers: Sendable {
    private let namespace: String?
    private let unixMilliseconds: UInt64

    /// Identifiers of version 7 of the given moment: for data that is real.
    public static func random(unixMilliseconds: UInt64) -> ImportIdentifiers {
        ImportIdentifiers(namespace: nil, unixMilliseconds: unixMilliseconds)
    }

    /// Identifiers that follow from where a row stands in its file: for demonstration data, whose identifiers
    /// may stand in documents and tests.
    public static func named(_ namespace: String) -> ImportIdentifiers {
        ImportIdentifiers(namespace: namespace, unixMilliseconds: 0)
    }

    /// The identifier of a new row.
    ///
    /// - Parameter path: what tells the row from all others of the file, such as `items/CEV-01`.
    func make(_ path: String) -> UUIDBytes {
        if let namespace {
            let (high, low) = NamedUUID.make("\(namespace)/\(path)")
            return UUIDBytes(high: high, low: low)
        }
        var generator = SystemRandomNumberGenerator()
        let (high, low) = UUIDVersion7.make(unixMilliseconds: unixMilliseconds, using: &generator)
        return UUIDBytes(high: high, low: low)
    }
}
