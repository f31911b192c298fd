import Synchronization
import Testing

@testable import Transport

/// Who reads metrics, and what is counted.
@Suite struct MetricsPageTests {
    /// Lets nobody in.
    private struct Shut: RequestGate {
        func arrive(from client: ClientAddress?, withCredential: Bool) -> GateVerdict {
            .refused(RateReport(policy: .address, quota: 1, window: 1, remaining: 0, reset: 1), retryAfter: 1)
        }
    }

    private let page = MetricsPage(admits: { $0 == "secret" }) {
        var text = MetricsText()
        text.write(.gauge, "up", "Whether.", 1)
        return text
    }

    private func ask(
        _ token: String?, by method: String = "GET", on page: MetricsPage?, gate: (any RequestGate)? = nil
    ) async throws -> RawHTTP.Result {
        var results: [RawHTTP.Result] = []
        let headers = token.map { ["Authorization: Bearer \($0)"] } ?? []
        try await withServer(change: {
            $0.metrics = page
            $0.gate = gate
        }) { port in
            results.append(
                await RawHTTP.talk(
                    port: port, [.send(request(method, "/metrics", headers: headers)), .read(answers: 1)]))
        }
        return try #require(results.first)
    }

    @Test func `who has the token reads them as Prometheus takes them`() async throws {
        let result = try await ask("secret", on: page)

        #expect(result.statuses == [200])
        #expect(result.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        #expect(result.header("Cache-Control") == "no-store")
        #expect(result.body == "# HELP up Whether.\n# TYPE up gauge\nup 1\n")
        #expect(try await ask("secret", by: "HEAD", on: page).statuses == [200])
        #expect(try await ask("secret", by: "POST", on: page).statuses == [405])
    }

    @Test(arguments: [nil, "", "Secret", "secret2"])
    func `nobody else does`(_ token: String?) async throws {
        let result = try await ask(token, on: page)
        #expect(result.statuses == [401])
        #expect(result.header("WWW-Authenticate") == "Bearer")
        #expect(!result.text.contains("up 1"))
        #expect(try await ask(token, on: nil).statuses == [404])
    }

    @Test func `who has the token pays nothing, and who guesses does`() async throws {
        #expect(try await ask("secret", on: page, gate: Shut()).statuses == [200])
        #expect(try await ask("guess", on: page, gate: Shut()).statuses == [429])
    }

    @Test func `requests count by how they came and ended`() async throws {
        let counters = TransportCounters()
        let entrance = LiveEntrance(ScriptedLive(), counters: counters)
        try await withServer(change: {
            $0.counters = counters
            $0.live = entrance
        }) { port in
            let asked = [post("fine"), post("partial"), post("fine"), request("GET", "/nowhere")]
            let result = await RawHTTP.talk(port: port, [.send(asked.joined()), .read(answers: 4)])
            #expect(result.statuses.count == 4)
            let texts = await RawSocket.talk(port: port) { socket in
                socket.start()
                socket.subscribe("1", "count 1")
                socket.subscribe("2", "invalid")
                return socket.texts(3)
            }
            #expect(texts.count == 3)
        }

        let answers = counters.answers.map { "\($0.way) \($0.outcome) \($0.count)" }
        #expect(
            answers == [
                "http data 2", "http dataWithErrors 1", "http notFound 1", "webSocket data 1",
                "webSocket requestError 1",
            ])
        let times = counters.requestTimes.snapshot
        #expect(times.cumulative.last == 3)
    }

    @Test func `where metrics are told, the loops are asked how late they are`() async throws {
        for page in [page, nil] {
            let counters = TransportCounters()
            try await withServer(change: {
                $0.metrics = page
                $0.counters = counters
            }) { _ in
                for _ in 0..<500 where page != nil && counters.loopLags.snapshot.cumulative.last == 0 {
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            #expect((counters.loopLags.snapshot.cumulative.last != 0) == (page != nil))
        }
    }
}
