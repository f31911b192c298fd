import DataLoader
import GraphQLExecution
import Postgres
import Synchronization

/// Finds imported documents: those of a file that is everybody's, and those of the caller's organization.
///
/// What an organization has imported is remembered for a while, so that a request by id costs no statement of
/// its own. A hash names the same bytes for ever; only that a row is gone shows late.
final class TrustedDocuments: Sendable {
    private struct Key: Hashable {
        let organization: UUIDBytes
        let hash: String
    }

    private struct Known {
        var documents: [Key: (document: [UInt8], until: ContinuousClock.Instant)] = [:]
        var byteCount = 0
    }

    private static let byHash = Statement(
        "PersistedDocument.byHash",
        // Served by the unique index on (organization_id, hash).
        "SELECT document FROM persisted_documents WHERE organization_id = $1 AND hash = $2",
        parameters: [.uuid, .text])
    /// Bytes that remembered documents may take; beyond, all are forgotten.
    private static let byteCountMax = 8 << 20

    private let shared: [String: [UInt8]]
    private let pool: PostgresPool
    private let validity: Duration
    private let known = Mutex(Known())

    /// - Parameters:
    ///   - shared: documents that every caller may name, the public too.
    ///   - pool: where organizations' documents are read.
    init(shared: DocumentManifest?, pool: PostgresPool, validity: Duration = .seconds(10)) {
        let entries = shared?.entries ?? []
        self.shared = Dictionary(entries.map { ($0.hash, $0.document) }) { first, _ in first }
        self.pool = pool
        self.validity = validity
    }

    /// The document with a hash that the caller may run.
    func document(_ hash: String, for caller: TenantCaller) async throws(LoadError) -> [UInt8]? {
        if let document = shared[hash] { return document }
        guard let organization = caller.organization else { return nil }
        let key = Key(organization: organization, hash: hash)
        let now = ContinuousClock.now
        if let entry = known.withLock({ $0.documents[key] }), now < entry.until { return entry.document }
        let document = try await pool.withSession(
            tenant: organization, deadline: caller.deadline, observer: caller.observer
        ) { (session: PostgresSession) async throws(LoadError) -> [UInt8]? in
            do throws(PostgresError) {
                let rows = try await session.run(
                    Self.byHash.bind(.uuid(organization), .text(hash)), end: .sync)
                return rows.rowCount == 1 ? rows.bytes(0, 0) : nil
            } catch {
                throw LoadError(error)
            }
        }
        if let document { remember(document, under: key, until: now + validity) }
        return document
    }

    private func remember(_ document: [UInt8], under key: Key, until: ContinuousClock.Instant) {
        known.withLock { known in
            let cost = document.count + 256
            if known.byteCount + cost > Self.byteCountMax { known = Known() }
            if known.documents.updateValue((document, until), forKey: key) == nil { known.byteCount += cost }
        }
    }
}

extension PersistedDocuments<TenantCaller> {
    /// What the engine needs of them.
    ///
    /// - Parameter trustedOnly: whether nobody may send documents; else those may not whose key says so.
    init(_ trusted: TrustedDocuments, trustedOnly: Bool) {
        self.init(
            trustedOnly: { trustedOnly || $0.trustedDocumentsOnly }, sha256: DocumentHash.of,
            namespace: { $0.organization?.description ?? "" },
            trusted: { (hash, caller) async throws(LoadError) in
                try await trusted.document(hash, for: caller)
            })
    }
}
