import Accounts
import Foundation
import Postgres
import Restaurant
import Testing

@testable import Server

/// What an operator reads of a server.
@Suite(.serialized, .tags(.slow)) struct MetricsTests: ServingSuite {
    private static let token = String(repeating: "m", count: 32)
    private static let settings = ["METRICS_TOKEN": token]

    /// An organization with a table.
    private struct House: Sendable {
        let organization: UUIDBytes
        let branch: UUIDBytes
        let table: UUIDBytes
        let slug: String

        var label: String { TenantLabels().label(of: organization) }

        var following: String {
            let branch = EntityKind.branch.id(branch)
            return "subscription { tableChanged(branchId: \"\(branch)\") { cursor table { status } } }"
        }
    }

    private func houses(_ world: ServedWorld) async throws -> [House] {
        let rows = try await world.sql(
            """
            SELECT DISTINCT ON (o.slug) o.id || ',' || t.branch_id || ',' || t.id || ',' || o.slug
            FROM organizations AS o JOIN tables AS t ON t.organization_id = o.id
            WHERE t.status = 'AVAILABLE' ORDER BY o.slug, t.id
            """)
        return try rows.split(separator: " ").map { row in
            let parts = row.split(separator: ",")
            let ids = parts.prefix(3).compactMap { UUIDBytes(text: $0) }
            try #require(ids.count == 3 && parts.count == 4)
            return House(organization: ids[0], branch: ids[1], table: ids[2], slug: String(parts[3]))
        }
    }

    private func bearer(_ house: House, _ world: ServedWorld) async throws -> String {
        try await world.tokens.mint(
            subject: "test", organization: EntityKind.organization.id(house.organization), role: "WAITER",
            branches: nil, id: "1")
    }

    private func read(_ world: ServedWorld) async throws -> Metrics {
        let stream = try EventStreamClient(
            port: world.port,
            head: [
                "GET /metrics HTTP/1.1", "Authorization: Bearer \(Self.token)", "Connection: close",
            ])
        #expect(try await stream.ends())
        return Metrics(text: stream.text)
    }

    /// What alarms look at.
    private static func alarming() throws -> Set<String> {
        let rules = try String(contentsOfFile: SettingsTests.root + "/Config/alerts.yaml", encoding: .utf8)
        let names = rules.matches(of: /\b(?:comanda|process)_[a-z_]+/).map { rule in
            rule.output.hasSuffix("_bucket") ? String(rule.output.dropLast(7)) : String(rule.output)
        }
        // Told from the first look at a log on.
        let exceptional: Set = ["comanda_log_silence_seconds"]
        try #require(names.count > 5 && exceptional.isSubset(of: names))
        return Set(names).subtracting(exceptional)
    }

    /// The metrics once they have come to something.
    private func metrics(_ world: ServedWorld, when fits: (Metrics) -> Bool) async throws -> Metrics {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            let metrics = try await read(world)
            if fits(metrics) { return metrics }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await read(world)
    }

    @Test func `live connections count for their tenants, and are gone when they are`() async throws {
        try await serving(settings: Self.settings) { world in
            let houses = try await houses(world)
            try #require(houses.count == 2)
            let (first, second) = (houses[0], houses[1])
            let streams = try await [first, first, second].asyncMap { house in
                try EventStreamClient(
                    port: world.port, bearer: try await bearer(house, world), query: house.following)
            }
            let socket = try await SocketClient.open(
                port: world.port, bearer: try await bearer(second, world))
            try socket.subscribe("1", second.following)

            let open = try await metrics(world) { metrics in
                metrics.subscriptions(first.label) == 2 && metrics.subscriptions(second.label) == 2
            }
            #expect(open.text.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
            #expect(open["comanda_live_connections", "tenant", first.label, "way", "events"] == 2)
            #expect(open["comanda_live_connections", "tenant", second.label, "way", "events"] == 1)
            #expect(open["comanda_live_connections", "tenant", second.label, "way", "websocket"] == 1)
            #expect(open["comanda_live_places"] == 4)
            // Equal subscriptions share a group, however they came.
            #expect(open["comanda_live_groups", "tenant", first.label] == 1)
            #expect(open["comanda_live_groups", "tenant", second.label] == 1)
            #expect(open["comanda_live_events_behind", "tenant", first.label] == 0)
            #expect(open["comanda_live_resumed_total", "tenant", first.label] == 0)
            #expect((open["comanda_log_silence_seconds"] ?? 0) < 10)
            for name in try Self.alarming() { #expect(open.text.contains("# TYPE \(name) "), "\(name)") }

            for stream in streams { stream.close() }
            socket.close()
            let over = try await metrics(world) { metrics in
                metrics["comanda_live_places"] == 0 && metrics.subscriptions(second.label) == 0
                    && metrics["comanda_live_ended_total", "tenant", second.label, "reason", "left"] == 2
            }
            for house in houses {
                #expect(over["comanda_live_connections", "tenant", house.label, "way", "events"] == 0)
                #expect(over["comanda_live_groups", "tenant", house.label] == 0)
                #expect(over["comanda_live_ended_total", "tenant", house.label, "reason", "left"] == 2)
                for secret in [
                    house.organization.description, EntityKind.organization.id(house.organization),
                    house.slug, house.branch.description, EntityKind.branch.id(house.branch),
                ] { #expect(!over.text.contains(secret), "\(secret)") }
            }
            #expect(over["comanda_live_places"] == 0)
        }
    }

    @Test func `what is delivered, and who goes on behind a cursor, is counted`() async throws {
        try await serving(settings: Self.settings) { world in
            let house = try #require(try await houses(world).first)
            let bearer = try await bearer(house, world)
            let stream = try EventStreamClient(port: world.port, bearer: bearer, query: house.following)
            _ = try await metrics(world) { $0.subscriptions(house.label) == 1 }
            try await set(house, "MAINTENANCE", world)
            #expect(try await stream.hears("MAINTENANCE"), "\(stream.text)")
            let cursor = try #require(stream.text.firstMatch(of: /id: ([0-9]+)\n/)?.1)
            stream.close()
            _ = try await metrics(world) { $0.subscriptions(house.label) == 0 }
            try await set(house, "AVAILABLE", world)
            let again = try EventStreamClient(
                port: world.port, bearer: bearer, query: house.following, lastEventID: String(cursor))
            #expect(try await again.hears(#""status":"AVAILABLE""#), "\(again.text)")
            again.close()

            let metrics = try await metrics(world) {
                $0["comanda_live_deliveries_total", "tenant", house.label] == 2
            }
            #expect(metrics["comanda_live_deliveries_total", "tenant", house.label] == 2)
            #expect(metrics["comanda_live_executions_total", "tenant", house.label] == 2)
            #expect(metrics["comanda_live_resumed_total", "tenant", house.label] == 1)
            #expect(metrics["comanda_live_dropped_total", "tenant", house.label] == 0)
            let lag = metrics["comanda_live_lag_seconds", "tenant", house.label]
            #expect(lag.map { $0 > 0 && $0 < 20 } == true, "\(lag ?? -1)")
            #expect(metrics["comanda_requests_total", "way", "events", "outcome", "data"] == 2)
            let answers = metrics["comanda_requests_total", "way", "http", "outcome", "data"]
            #expect(answers.map { $0 >= 2 } == true)
            #expect(metrics["comanda_request_seconds_count"].map { $0 >= 2 } == true)
            #expect(metrics["comanda_plan_cache_total", "result", "miss"].map { $0 > 0 } == true)
            #expect(metrics["comanda_pool_waiting", "pool", "read"] == 0)
            #expect(metrics["comanda_ready"] == 1)
            #expect(metrics["comanda_instances"] == 1)
            #expect(metrics["comanda_notification_queue_ratio"].map { $0 < 0.1 } == true)
            #expect(metrics["comanda_pokes_total"].map { $0 > 0 } == true)
            #expect(metrics["process_resident_memory_bytes"].map { $0 > 1_000_000 } == true)
            #expect(metrics["process_open_fds"].map { $0 > 3 } == true)
        }
    }

    private func set(_ house: House, _ status: String, _ world: ServedWorld) async throws {
        let table = EntityKind.table.id(house.table)
        let answer = try await world.query(
            """
            mutation { tableStatusSet(input: { tableId: "\(table)", status: \(status) }) {
              userErrors { message } } }
            """, role: "BRANCH_MANAGER")
        #expect(answer.body.contains(#""userErrors":[]"#), "\(answer)")
    }

    @Test func `organizations beyond the limit are counted together`() async throws {
        let settings = Self.settings.merging(["COMANDA_METRICS_MAX_TENANTS": "1"]) { $1 }
        try await serving(settings: settings) { world in
            let houses = try await houses(world)
            var sockets: [SocketClient] = []
            for house in houses {
                let socket = try await SocketClient.open(
                    port: world.port, bearer: try await bearer(house, world))
                sockets.append(socket)
                try socket.subscribe("1", house.following)
                _ = try await metrics(world) { metrics in
                    metrics.subscriptions(house.label) == 1 || metrics.subscriptions("other") == 1
                }
            }
            let metrics = try await read(world)
            #expect(metrics.subscriptions(try #require(houses.first).label) == 1)
            #expect(metrics.subscriptions(try #require(houses.last).label) == nil)
            #expect(metrics["comanda_live_connections", "tenant", "other", "way", "websocket"] == 1)
            for socket in sockets { socket.close() }
        }
    }

    @Test func `without a token there is nothing to read, and a short one ends the start`() async throws {
        try await serving { (world) async throws in
            #expect(try await world.get("/metrics").status == 404)
        }
        #expect(throws: StartFailure.self) { try MetricsToken(["METRICS_TOKEN": "short"]) }
        #expect(try MetricsToken([:]) == nil)
        let token = try #require(try MetricsToken(Self.settings))
        #expect(token.admits(Self.token))
        #expect(!token.admits(Self.token + "m"))
        #expect(!token.admits(""))
    }
}

/// What a server tells.
private struct Metrics {
    let text: String

    /// The value of a sample with these labels, names and values by turns; nil where there is none.
    subscript(name: String, labels: String...) -> Double? {
        let pairs = stride(from: 0, to: labels.count, by: 2).map { "\(labels[$0])=\"\(labels[$0 + 1])\"" }
        let start = name + (pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}") + " "
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(start) }
        return line.flatMap { Double($0.dropFirst(start.count)) }
    }

    func subscriptions(_ label: String) -> Double? { self["comanda_live_subscriptions", "tenant", label] }
}

extension Array {
    fileprivate func asyncMap<Result>(
        _ transform: (Element) async throws -> Result
    ) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
