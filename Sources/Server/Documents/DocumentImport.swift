import Domain
import Foundation
import Postgres
import Restaurant

/// Stores the documents of a manifest for an organization: all of them, or none.
struct DocumentImport: Sendable {
    let organization: UUIDBytes

    private static let insert = Statement(
        "PersistedDocument.insert",
        """
        INSERT INTO persisted_documents (id, organization_id, hash, name, document)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (organization_id, hash) DO NOTHING RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .text])

    /// The organization of a public id.
    static func organization(_ text: String) throws -> UUIDBytes {
        guard let id = TypeID(text), id.prefix == "org" else {
            throw StartFailure("'\(text)' is no organization")
        }
        return UUIDBytes(high: id.high, low: id.low)
    }

    /// Runs the import on a connection of the application's role; returns how many documents are new.
    func run(_ manifest: DocumentManifest, on connection: PostgresConnection) async throws(PostgresError)
        -> Int
    {
        try await TenantTransaction(connection: connection).run(of: organization) {
            () async throws(PostgresError) -> Int in
            var generator = SystemRandomNumberGenerator()
            let moment = UInt64(Date().timeIntervalSince1970 * 1000)
            var count = 0
            for entry in manifest.entries {
                let (high, low) = UUIDVersion7.make(unixMilliseconds: moment, using: &generator)
                let rows = try await connection.run(
                    Self.insert.bind(
                        .uuid(UUIDBytes(high: high, low: low)), .uuid(organization), .text(entry.hash),
                        entry.name.map { .text($0) } ?? .null,
                        .text(String(decoding: entry.document, as: UTF8.self))))
                count += rows.rowCount
            }
            return count
        }
    }
}
