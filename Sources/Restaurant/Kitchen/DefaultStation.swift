internal import Postgres

/// The station that takes what no route names.
enum DefaultStation {
    /// What it is called until somebody names it.
    static let name = "Kitchen"

    /// Makes it in a branch that has none; a station of its name becomes it.
    ///
    /// - Parameter now: a moment of the database, in microseconds since 2000.
    static func make<Code>(
        in branch: UUIDBytes, at now: Int64, _ session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> UUIDBytes? {
        let found = try await session.run([
            lock.bind(session.tenant, .uuid(branch)),
            insert.bind(
                .uuid(.version7(moment: now)), session.tenant, .uuid(branch), .text(Self.name)),
            find.bind(session.tenant, .uuid(branch)),
        ])
        return found.last?.rowCount == 1 ? found.last?.uuid(0, 0) : nil
    }

    /// Whoever makes or chooses a branch's default station takes its turn here. `branches_pkey` serves it.
    static let lock = Statement(
        "DefaultStation.lock",
        "SELECT id FROM branches WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE",
        parameters: [.uuid, .uuid])

    /// `stations_one_default_key` and `stations_live_name_key` serve it.
    private static let insert = Statement(
        "DefaultStation.insert",
        """
        INSERT INTO stations AS t (id, organization_id, branch_id, name, is_default)
        SELECT $1, $2, $3, $4, true
        WHERE NOT EXISTS (SELECT FROM stations AS s
          WHERE s.organization_id = $2 AND s.branch_id = $3 AND s.is_default)
        ON CONFLICT (organization_id, branch_id, lower(name)) WHERE archived_at IS NULL
        DO UPDATE SET is_default = true, version = t.version + 1
        """, parameters: [.uuid, .uuid, .uuid, .text])

    /// `stations_one_default_key` serves it.
    private static let find = Statement(
        "DefaultStation.find",
        "SELECT id FROM stations WHERE organization_id = $1 AND branch_id = $2 AND is_default",
        parameters: [.uuid, .uuid])
}
