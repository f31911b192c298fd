public import Postgres

/// Wraps all personal keys of a database, those of stored answers too, by the master key that wraps now:
/// after a new master key was added, and before an old one is taken away.
public struct PersonalKeyRewrap {
    /// Rows a transaction holds at once.
    private static let pageSize: Int64 = 500

    /// What was done.
    public struct Report: Sendable, Equatable {
        /// Keys that were wrapped anew.
        public internal(set) var wrapped = 0
        /// Keys that were wrapped by the newest master key before.
        public internal(set) var current = 0
        /// Keys that no master key opens: left as they are.
        public internal(set) var unknown = 0
    }

    private let connection: PostgresConnection
    private let masters: MasterKeys

    /// A run on a connection of the tables' owner, which nobody else uses meanwhile.
    public init(_ connection: PostgresConnection, by masters: MasterKeys) {
        self.connection = connection
        self.masters = masters
    }

    /// Wraps what is not wrapped by the newest key; may be broken off and run again.
    ///
    /// - Complexity: reads every personal key once.
    public func run() async throws(PostgresError) -> Report {
        var report = Report()
        for organization in try await AuditVerification.organizations(on: connection) {
            var last = AuditChain.none
            while let next = try await page(of: organization, after: last, &report) { last = next }
        }
        return report
    }

    /// Wraps the next keys of an organization; nil when there are no more.
    private func page(
        of organization: UUIDBytes, after last: UUIDBytes, _ report: inout Report
    ) async throws(PostgresError) -> UUIDBytes? {
        try await connection.execute(script: "BEGIN")
        try await connection.run(AuditRow.enter.bind(.text(organization.description)))
        let page = try await connection.run(
            Self.page.bind(.uuid(organization), .uuid(last), .int64(Self.pageSize)))
        for row in 0..<page.rowCount {
            guard let person = page.uuid(row, 0), let stored = page.bytes(row, 1) else { continue }
            guard !masters.isCurrent(stored) || stored.count == PersonalKey.byteCount else {
                report.current += 1
                continue
            }
            guard
                let wrapped = PersonalKey(stored: stored, of: person, in: organization, opening: masters)?
                    .wrapped(by: masters)
            else {
                report.unknown += 1
                continue
            }
            try await connection.run(
                Self.replace.bind(.uuid(organization), .uuid(person), .bytes(wrapped), .bytes(stored)))
            report.wrapped += 1
        }
        try await connection.execute(script: "COMMIT")
        guard page.rowCount == Int(Self.pageSize) else { return nil }
        return page.uuid(page.rowCount - 1, 0)
    }

    /// `personal_keys_pkey` serves it; erasure waits.
    private static let page = Statement(
        "PersonalKeyRewrap.page",
        """
        SELECT id, key FROM personal_keys
        WHERE organization_id = $1 AND id > $2 AND key IS NOT NULL ORDER BY id LIMIT $3 FOR UPDATE
        """, parameters: [.uuid, .uuid, .int8])

    /// `personal_keys_pkey` serves it.
    private static let replace = Statement(
        "PersonalKeyRewrap.replace",
        """
        UPDATE personal_keys SET key = $3, updated_at = now()
        WHERE organization_id = $1 AND id = $2 AND key = $4
        """, parameters: [.uuid, .uuid, .bytea, .bytea])
}
