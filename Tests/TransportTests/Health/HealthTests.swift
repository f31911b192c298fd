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

    @Test func `a flood of questions is one probe`() async {
        let probes = Mutex(0)
        let readiness = Readiness(validity: .seconds(60)) {
            probes.withLock { $0 += 1 }
            return .ready
        }
        for _ in 0..<100 { #expect(await readiness.state() == .ready) }
        #expect(probes.withLock { $0 } == 1)
    }

    @Test func `draining answers at once`() async {
        let readiness = Readiness { .ready }
        #expect(await readiness.state() == .ready)
        readiness.drain()
        #expect(await readiness.state() == .draining)
    }
}
