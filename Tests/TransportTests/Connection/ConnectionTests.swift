import NIOCore
import Testing

@testable import Transport

@Suite struct ConnectionTests {
    @Test func `requests on one connection are answered in order`() async throws {
        try await withServer { port in
            let both =
                post("short", headers: ["X-Request-ID: first"]) + post("x", headers: ["X-Request-ID: second"])
            let result = await RawHTTP.talk(port: port, [.send(both), .read(answers: 2)])

            #expect(result.statuses == [200, 200])
            let first = try #require(result.text.range(of: "X-Request-ID: first"))
            let second = try #require(result.text.range(of: "X-Request-ID: second"))
            #expect(first.lowerBound < second.lowerBound)
            #expect(!result.isClosed)
        }
    }

    @Test func `a body in many pieces is put together`() async throws {
        let responder = ScriptedResponder()
        try await withServer(responder) { port in
            let text = post("abcdefgh")
            let steps: [RawHTTP.Step] = [
                .send(String(text.dropLast(6))), .pause(milliseconds: 30), .send("cde"),
                .pause(milliseconds: 30),
                .send("fgh"), .read(answers: 1),
            ]
            let result = await RawHTTP.talk(port: port, steps)
            #expect(result.statuses == [200])
            #expect(responder.calls.map(\.text) == ["abcdefgh"])
        }
    }

    @Test func `a chunked body is put together`() async throws {
        let responder = ScriptedResponder()
        try await withServer(responder) { port in
            let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            let text = head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
            let result = await RawHTTP.talk(port: port, [.send(text), .read(answers: 1)])
            #expect(result.statuses == [200])
            #expect(responder.calls.map(\.text) == ["abcde"])
        }
    }

    @Test func `a caller that expects an invitation is invited`() async throws {
        try await withServer { port in
            let head =
                "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\n"
            let steps: [RawHTTP.Step] = [
                .send(head + "Content-Length: 1\r\n\r\n"), .read(answers: 1), .send("x"), .read(answers: 2),
            ]
            let result = await RawHTTP.talk(port: port, steps)
            #expect(result.statuses == [100, 200])
        }
    }

    @Test func `Connection close is honoured`() async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(
                port: port, [.send(post("x", headers: ["Connection: close"])), .readToEnd])
            #expect(result.statuses == [200])
            #expect(result.header("Connection") == "close")
            #expect(result.isClosed)
        }
    }

    @Test func `an answer that is not the last one says nothing of the connection`() async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(port: port, [.send(post("x")), .read(answers: 1)])
            #expect(result.header("Connection") == nil)
        }
    }

    @Test(arguments: ["x", "parts 2"])
    func `a server that is going down answers, and says that the connection ends`(body: String) async throws {
        let readiness = Readiness { .ready }
        try await withServer(readiness: readiness) { port in
            readiness.drain()
            let headers = ["Accept: multipart/mixed, application/json"]
            let result = await RawHTTP.talk(port: port, [.send(post(body, headers: headers)), .readToEnd])
            #expect(result.statuses == [200])
            #expect(result.header("Connection") == "close")
            #expect(result.isClosed)
        }
    }

    @Test(arguments: [
        request("GET", "/live", headers: ["Connection: Upgrade", "Upgrade: websocket"]),
        post("x", headers: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AA"]),
    ])
    func `another protocol is not spoken: the answer is HTTP and says that the connection ends`(
        text: String
    ) async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(
                port: port, [.send(text + request("GET", "/live")), .readToEnd])
            #expect(result.statuses == [200])
            #expect(result.header("Connection") == "close")
            #expect(result.isClosed)
        }
    }

    @Test func `a caller that half closes still gets its answer`() async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(port: port, [.send(post("x")), .shutOutput, .readToEnd])
            #expect(result.statuses == [200])
        }
    }

    @Test func `work of a caller that is gone is cancelled`() async throws {
        let responder = ScriptedResponder()
        try await withServer(responder, change: { $0.limits.abandonedAfter = .milliseconds(50) }) { port in
            _ = await RawHTTP.talk(port: port, [.send(post("slow")), .pause(milliseconds: 200)])
            for _ in 0..<100 where responder.cancelledCount == 0 {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(responder.cancelledCount == 1)
        }
    }

    @Test func `a large answer arrives whole`() async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(
                port: port, [.send(post("big", headers: ["Connection: close"])), .readToEnd])
            #expect(result.statuses == [200])
            #expect(result.body.utf8.count == 8 << 20)
        }
    }

    @Test func `a reader that is slow but never stands still gets everything`() async throws {
        _ = ScriptedResponder.huge
        try await withServer(change: { $0.limits.writeStall = .milliseconds(500) }) { port in
            let ask = post("huge", headers: ["Connection: close"])
            let result = await RawHTTP.talk(
                port: port, [.send(ask), .readSlowly(byteCount: 2 << 20, milliseconds: 50)])
            let isWhole = result.text.utf8.count > 64 << 20
            #expect(isWhole)
        }
    }

    @Test func `where slow readers hold too much, the one that waits longest goes`() async throws {
        _ = ScriptedResponder.huge
        try await withServer(change: { $0.unsentBytesMax = 100 << 20 }) { port in
            let ask = post("huge", headers: ["Connection: close"])
            async let first = RawHTTP.talk(
                port: port, [.send(ask), .pause(milliseconds: 4_000), .readToEnd])
            try await Task.sleep(for: .milliseconds(1_500))
            async let second = RawHTTP.talk(
                port: port, [.send(ask), .pause(milliseconds: 1_000), .readToEnd])
            let isFirstWhole = await first.text.utf8.count > 64 << 20
            let isSecondWhole = await second.text.utf8.count > 64 << 20
            #expect(!isFirstWhole)
            #expect(isSecondWhole)
        }
    }

    @Test func `at the limit of connections the one that has rested longest makes place`() async throws {
        try await withServer(change: { $0.connectionsMax = 3 }) { port in
            async let longest = RawHTTP.talk(port: port, [.readToEnd])
            try await Task.sleep(for: .milliseconds(300))
            async let second = RawHTTP.talk(port: port, [.pause(milliseconds: 1_500)])
            async let third = RawHTTP.talk(port: port, [.pause(milliseconds: 1_500)])
            try await Task.sleep(for: .milliseconds(300))
            let fresh = await RawHTTP.talk(port: port, [.send(request("GET", "/live")), .read(answers: 1)])
            #expect(fresh.statuses == [200])
            #expect(await longest.isClosed)
            _ = await (second, third)
        }
    }

    @Test func `past the limit of requests in flight the next is refused at once`() async throws {
        let responder = ScriptedResponder()
        try await withServer(responder, change: { $0.inFlightMax = 1 }) { port in
            async let held = RawHTTP.talk(port: port, [.send(post("short")), .read(answers: 1)])
            while responder.calls.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            let refused = await RawHTTP.talk(port: port, [.send(post("x")), .read(answers: 1)])

            #expect(refused.statuses == [503])
            #expect(refused.header("Retry-After") == "1")
            #expect(refused.body.contains("OVERLOADED"))
            #expect(await held.statuses == [200])
            let after = await RawHTTP.talk(port: port, [.send(post("x")), .read(answers: 1)])
            #expect(after.statuses == [200])
        }
    }
}
