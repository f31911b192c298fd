public import Postgres

/// Reads the chains of a database and follows each to its end.
///
/// Each organization is read in one transaction, so that its heads and its entries are of one moment while
/// others write.
public struct AuditVerification {
    /// Entries read at once; with their snapshots they stay small beside a process.
    private static let pageSize: Int64 = 200

    /// What was found whole.
    public struct Report: Sendable, Equatable {
        /// Where each chain ends.
        public internal(set) var heads = SavedHeads()
        /// Organizations, the platform included.
        public internal(set) var organizationCount = 0
        /// Chains of branches and organizations.
        public internal(set) var chainCount = 0
        /// Entries in all of them.
        public internal(set) var entryCount: Int64 = 0
    }

    /// Why a verification ended early.
    public enum Failure: PostgresFailure {
        /// A chain is broken: the first break in the order of organizations, chains and places.
        case broken(BrokenLink)
        /// The database failed.
        case failed(PostgresError)

        /// The database's failure.
        public init(_ error: PostgresError) {
            self = .failed(error)
        }
    }

    private let connection: PostgresConnection
    private let saved: SavedHeads

    /// A verification on a connection that nobody else uses meanwhile.
    ///
    /// - Parameter saved: heads of an earlier day to hold against the chains.
    public init(_ connection: PostgresConnection, against saved: SavedHeads = SavedHeads()) {
        self.connection = connection
        self.saved = saved
    }

    /// Verifies the chains of organizations.
    ///
    /// - Parameter organizations: all that the connection's role can find, if nil: the owner's finds them by
    ///   their slugs, a superuser's also those whose slugs are gone.
    /// - Complexity: reads every entry once.
    public func run(of organizations: [UUIDBytes]? = nil) async throws(Failure) -> Report {
        var report = Report()
        let broken: BrokenLink?
        do throws(PostgresError) {
            let all: [UUIDBytes]
            if let organizations { all = organizations } else { all = try await known() }
            broken = try await firstBreak(in: all, &report)
        } catch {
            throw .failed(error)
        }
        if let broken { throw .broken(broken) }
        return report
    }

    private func firstBreak(
        in organizations: [UUIDBytes], _ report: inout Report
    ) async throws(PostgresError) -> BrokenLink? {
        for organization in organizations {
            try await connection.execute(script: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try await connection.run(AuditRow.enter.bind(.text(organization.description)))
            let broken = try await verify(organization, &report)
            try await connection.execute(script: "COMMIT")
            if let broken { return broken }
            report.organizationCount += 1
        }
        return nil
    }

    private func verify(
        _ organization: UUIDBytes, _ report: inout Report
    ) async throws(PostgresError) -> BrokenLink? {
        let chains = try await chains(of: organization)
        let all = ParameterValue.uuids(chains.map(\.id))
        let heads = AuditRow.heads(try await connection.run(Self.heads.bind(.uuid(organization), all)))
        for chain in chains {
            var verifier = ChainVerifier(chain, saved: saved.heads[chain] ?? [])
            if let broken = try await follow(chain, &verifier) { return broken }
            do throws(BrokenLink) {
                try verifier.end(at: heads[chain.branch])
            } catch {
                return error
            }
            report.heads.add(verifier.reached, of: chain)
            report.chainCount += 1
            report.entryCount += verifier.reached.sequence
        }
        return nil
    }

    /// Takes all entries of a chain, page by page.
    private func follow(
        _ chain: AuditChain, _ verifier: inout ChainVerifier
    ) async throws(PostgresError) -> BrokenLink? {
        while true {
            let page = try await connection.run(
                StoredEntry.page.bind(
                    .uuid(chain.organization), .uuid(chain.id), .int64(verifier.reached.sequence),
                    .int64(Self.pageSize)))
            for row in 0..<page.rowCount {
                do throws(BrokenLink) {
                    try Self.take(page, row, chain, &verifier)
                } catch {
                    return error
                }
            }
            guard page.rowCount == Int(Self.pageSize) else { return nil }
        }
    }

    private static func take(
        _ page: PostgresResult, _ row: Int, _ chain: AuditChain, _ verifier: inout ChainVerifier
    ) throws(BrokenLink) {
        guard let stored = StoredEntry(page, row, organization: chain.organization) else {
            let sequence = StoredEntry.sequence(page, row) ?? verifier.reached.sequence + 1
            throw BrokenLink(chain: chain, sequence: sequence, fault: .changed)
        }
        try verifier.take(stored.entry, previous: stored.previous, hash: stored.hash)
    }

    // MARK: What there is to verify

    /// The owner reads codes of all tenants; who bypasses row level security sees all counters, too.
    private static let organizations = Statement(
        "AuditVerification.organizations",
        """
        SELECT organization_id FROM lookup_keys WHERE kind = 'ORGANIZATION_SLUG'
        UNION SELECT organization_id FROM event_counters
        """)

    /// All organizations that a connection's role can find.
    static func organizations(
        on connection: PostgresConnection
    ) async throws(PostgresError) -> [UUIDBytes] {
        let result = try await connection.run(organizations.bind())
        return (0..<result.rowCount).compactMap { result.uuid($0, 0) }
    }

    private func known() async throws(PostgresError) -> [UUIDBytes] {
        let all = Set(
            try await Self.organizations(on: connection) + saved.heads.keys.map(\.organization) + [
                AuditChain.none
            ])
        return all.sorted { $0.description < $1.description }
    }

    /// Chains with a head, with entries, or with neither where a branch should have them.
    private static let chains = Statement(
        "AuditVerification.chains",
        """
        SELECT id FROM event_counters WHERE organization_id = $1
        UNION SELECT chain_id FROM audit_log WHERE organization_id = $1
        UNION SELECT id FROM branches WHERE organization_id = $1
        """, parameters: [.uuid])

    private static let heads = Statement(
        "AuditVerification.heads",
        """
        SELECT id, audit_sequence, audit_hash FROM event_counters
        WHERE organization_id = $1 AND id = ANY($2)
        """, parameters: [.uuid, .uuidArray])

    private func chains(of organization: UUIDBytes) async throws(PostgresError) -> [AuditChain] {
        let result = try await connection.run(Self.chains.bind(.uuid(organization)))
        let found = (0..<result.rowCount).compactMap { result.uuid($0, 0) }
        let known = saved.heads.keys.filter { $0.organization == organization }.map(\.id)
        return Set(found + known + [AuditChain.none]).sorted { $0.description < $1.description }.map {
            AuditChain(organization: organization, branch: $0 == AuditChain.none ? nil : $0)
        }
    }
}
