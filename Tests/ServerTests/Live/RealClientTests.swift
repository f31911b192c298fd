import Accounts
import Foundation
import Postgres
import Restaurant
import Synchronization
import Testing

@testable import Server

/// A client library that others have written follows a branch, loses its network, and misses nothing.
@Suite(
    .serialized, .tags(.slow),
    .enabled(if: FollowingClient.python != nil, "no Python with gql: Scripts/test --full installs one"))
struct RealClientTests: ServingSuite {
    @Test func `a client that loses its network twice has every event once and in order`() async throws {
        try await serving { world in
            let branch = try #require(world.organization.branches.first?.id)
            let branchID = try #require(EntityKind.branch.uuid(branch))
            let row = try await world.sql(
                "SELECT id FROM tables WHERE branch_id = '\(branchID)' AND status = 'AVAILABLE' LIMIT 1")
            let table = EntityKind.table.id(try #require(UUIDBytes(text: row)))
            let change = { (status: String) in
                let answer = try await world.query(
                    """
                    mutation { tableStatusSet(input: { tableId: "\(table)", status: \(status) }) {
                      userErrors { message } } }
                    """, role: "BRANCH_MANAGER")
                #expect(answer.body.contains(#""userErrors":[]"#), "\(answer.body)")
            }
            let wire = CuttableWire(to: world.port)
            defer { wire.close() }
            let token = try await world.tokens.mint(
                subject: "screen", organization: world.organization.id, role: "WAITER", branches: nil,
                id: "1")
            let client = try FollowingClient(port: wire.port, token: token, branch: branch)
            defer { client.end() }
            #expect(try await client.tells { $0.contains { $0.hasPrefix(#"{"connected""#) } })

            try await change("MAINTENANCE")
            #expect(try await client.tells { $0.cursors.count == 1 })
            for round in 1...2 {
                wire.cut()
                #expect(try await client.tells { $0.count { $0.hasPrefix(#"{"lost""#) } >= round })
                for status in ["AVAILABLE", "MAINTENANCE"] { try await change(status) }
                #expect(client.lines.cursors.count == 1 + 2 * (round - 1))
                wire.mend()
                #expect(try await client.tells { $0.cursors.count == 1 + 2 * round })
            }
            try await change("AVAILABLE")
            #expect(try await client.tells { $0.cursors.count == 6 }, "\(client.lines)")

            let log = try await world.sql(
                """
                SELECT string_agg(sequence::text, ' ' ORDER BY sequence) FROM events
                WHERE type = 'table.changed' AND branch_id = '\(branchID)'
                """)
            #expect(client.lines.cursors.joined(separator: " ") == log)
        }
    }
}

extension [String] {
    /// The cursors of the events among lines.
    fileprivate var cursors: [String] {
        compactMap { $0.firstMatch(of: /"cursor": "([0-9]+)"/).map { String($0.1) } }
    }
}

/// A process of `Live/Client/follow.py`.
private final class FollowingClient: Sendable {
    /// The interpreter that has what the script needs.
    static let python = ProcessInfo.processInfo.environment["COMANDA_TEST_GQL_PYTHON"]

    private let child: ChildProcess
    private let folder: String

    init(port: Int, token: String, branch: String) throws {
        folder = NSTemporaryDirectory() + "follow-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createPrivateFolder(folder)
        // An input that stays open as long as the process is wanted.
        child = try ChildProcess.start(
            [
                "/bin/sh", "-c", #"tail -f /dev/null | exec "$@""#, "sh", try #require(Self.python),
                SettingsTests.root + "/Tests/ServerTests/Live/Client/follow.py",
                "ws://127.0.0.1:\(port)/graphql", token, branch,
            ], output: folder + "/lines")
    }

    /// What it has told so far.
    var lines: [String] {
        let text = FileManager.default.contents(atPath: folder + "/lines") ?? Data()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Whether it tells what is expected, sooner or later.
    func tells(_ fits: ([String]) -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if fits(lines) { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    func end() {
        kill(-child.id, SIGKILL)
        while child.statusIfEnded() == nil { usleep(10_000) }
        try? FileManager.default.removeItem(atPath: folder)
    }
}
