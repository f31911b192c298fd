import Postgres
import Restaurant
import TestSupport
import Testing

/// Invitations through the API.
extension World {
    static let password = "an old elm beside the gate"
    static let joined = #"{"data":{"it":{"organization":{"name":"Mar y Ají"},"userErrors":[]}}}"#
    static let over = #"{"field":["input","token"],"code":"INVITATION_OVER"}"#

    /// Invites an address into the first organization.
    func invite(
        _ email: String, _ role: String = "WAITER", to branches: [Int] = [11],
        as caller: String = "ORG_ADMIN", member: Int = 402, reach: [Int]? = nil, organization: Int = 1
    ) async -> String {
        let ids = branches.map { "\"\(Self.id(.branch, $0))\"" }.joined(separator: ", ")
        return await run(
            """
            mutation { it: memberInvite(input: { email: "\(email)", role: \(role), branchIds: [\(ids)] }) {
              invitation { email role branches { name } }
              userErrors { field ... on TenancyUserError { code } } } }
            """, role: caller, organization: organization, branches: reach, member: member
        ).text
    }

    /// Accepts an invitation.
    ///
    /// - Parameter user: the login whose token comes along.
    func accept(
        _ token: String, _ more: String = ", displayName: \"Nora\", password: \"\(password)\"",
        user: Int? = nil
    ) async -> String {
        await run(
            """
            mutation { it: memberInviteAccept(input: { token: "\(token)"\(more) }) {
              organization { name } userErrors { field ... on TenancyUserError { code } } } }
            """, role: "PUBLIC", user: user
        ).text
    }

    /// Runs requests at once, none of which commits before each has gone as far as it can.
    static func together(_ requests: [@Sendable () async -> String]) async throws -> [String] {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { gate in
            // Whoever writes comes by here last.
            _ = try await gate.execute(script: "BEGIN; SELECT id FROM event_counters FOR UPDATE")
            return try await withThrowingTaskGroup(of: String.self) { tasks in
                for request in requests { tasks.addTask { await request() } }
                for _ in 0..<100 {
                    if try await waiting() == requests.count { break }
                    try await Task.sleep(for: .milliseconds(10))
                }
                _ = try await gate.execute(script: "COMMIT")
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
        }
    }

    private static func waiting() async throws -> Int {
        try await texts(
            """
            SELECT pid::text FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        ).count
    }
}
