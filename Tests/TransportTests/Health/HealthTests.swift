import Synchronization
import Testing

@testable import Transport

@Suite struct HealthTests {
    @Test func `live answers whatever is missing`() async throws {
        try await withServer(ready: { .waiting("database") }) { port in
            let result = await RawHTTP.talk(port: port, [.send(request("GET", "/live")), .read(answers: 1)])
            #expect(result.statuses == [200])
            #expect(result.body == #"{"status":"live"}"#)
        }
    }

    @Test func `ready tells what it waits for`() async throws {
        try await withServer(ready: { .waiting("database") }) { port in
            let result = await RawHTTP.talk(port: port, [.send(request("GET", "/ready")), .read(answers: 1)])
            #expect(result.statuses == [503])
            #expect(result.body == #"{"status":"waiting","for":"database"}"#)
            #expect(result.header("Retry-After") == "1")
        }
    }

    @Test func `ready answers 200, and HEAD without a body`() async throws {
        try await withServer { port in
            let both = request("HEAD", "/ready") + request("GET", "/ready")
            let result = await RawHTTP.talk(
                port: port, [.send(both), .pause(milliseconds: 300), .read(answers: 1)])
            #expect(result.statuses == [200, 200])
            #expect(result.text.hasSuffix(#"{"status":"ready"}"#))
        }
    }

    @Test func `a flood of questions asks nothing`() async throws {
        let probes = Mutex(0)
        let readiness = Readiness(interval: .seconds(60)) {
            probes.withLock { $0 += 1 }
            return .ready
        }
        try await withServer(readiness: readiness) { port in
            let questions = String(repeating: request("GET", "/ready"), count: 100)
            let result = await RawHTTP.talk(port: port, [.send(questions), .read(answers: 100)])
            #expect(result.statuses == Array(repeating: 200, count: 100))
        }
        #expect(probes.withLock { $0 } == 1)
    }

    @Test func `callers that leave at once spoil nothing for others`() async throws {
        let ready: @Sendable () async -> Readiness.State = {
            do {
                try await Task.sleep(for: .milliseconds(5))
                return .ready
            } catch {
                return .waiting("database")
            }
        }
        try await withServer(ready: ready) { port in
            for _ in 0..<20 {
                _ = await RawHTTP.talk(port: port, [.send(request("GET", "/ready"))])
                let honest = await RawHTTP.talk(
                    port: port, [.send(request("GET", "/ready")), .read(answers: 1)])
                #expect(honest.statuses == [200])
            }
        }
    }

    @Test func `a probe that was cut short tells nothing`() async {
        let probes = Mutex(0)
        let readiness = Readiness(interval: .milliseconds(1)) {
            let isFirst = probes.withLock { count in
                count += 1
                return count == 1
            }
            if isFirst { return .ready }
            try? await Task.sleep(for: .seconds(60))
            return .waiting("database")
        }
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await readiness.watch() }
            while probes.withLock({ $0 }) < 2 { await Task.yield() }
            tasks.cancelAll()
        }
        #expect(readiness.state == .ready)
    }

    @Test func `before the first answer the process is not ready, and draining shows at once`() {
        let readiness = Readiness { .ready }
        #expect(readiness.state == .waiting("start"))
        readiness.drain()
        #expect(readiness.state == .draining)
    }
}
