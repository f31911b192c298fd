import NIOCore
import Testing

@testable import Transport

/// Raw bytes against a listening server. Deadlines are shortened to tens of milliseconds where a test waits
/// for one; every wait has seconds of margin.
@Suite struct HostileConnectionTests {
    @Test(arguments: [
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        "POST /graphql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        "GET /live HTTP/1.1\r\nHost: a\r\nX-A: b\r\n folded\r\n\r\n",
        "GET /live HTTP/1.1\nHost: a\n\n",
        "GET /live HTTP/9.9\r\nHost: a\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{0}\u{5}hello\r\n\r\n",
        "GET /live\u{0} HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `bytes that are no HTTP are answered 400 once and the connection ends`(bytes: String) async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(port: port, [.send(bytes), .readToEnd])

            #expect(result.statuses == [400])
            #expect(result.header("Connection") == "close")
            #expect(result.body.contains(#""code":"BAD_REQUEST""#))
            #expect(result.isClosed)
        }
    }

    @Test(arguments: [
        "GET /live HTTP/1.1\r\n\r\n", "GET /live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET /live HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
    ])
    func `a request that does not name one host is answered 400`(bytes: String) async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(port: port, [.send(bytes), .read(answers: 1)])
            #expect(result.statuses == [400])
        }
    }

    @Test(arguments: [
        "GET /live HTTP/1.0\r\n\r\n", "GET /live HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "GET http://other.example:1/live HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET HTTPS://other.example/live?x HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `a target may bring its host along, and HTTP 1.0 needs none`(bytes: String) async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(port: port, [.send(bytes), .read(answers: 1)])
            #expect(result.statuses == [200])
        }
    }

    @Test func `a transfer coding that we can't read is answered 415`() async throws {
        try await withServer { port in
            let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            let text = head + "Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
            let result = await RawHTTP.talk(port: port, [.send(text), .read(answers: 1)])
            #expect(result.statuses == [415])
        }
    }

    @Test func `a method that nobody knows is answered 405, and told which are`() async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(port: port, [.send(request("FOO", "/graphql")), .readToEnd])
            #expect(result.statuses == [405])
            #expect(result.header("Allow") == "GET, HEAD, POST, QUERY, OPTIONS")
            #expect(result.header("Connection") == "close")
        }
    }

    @Test func `HTTP 1.0 is not invited to send a body`() async throws {
        try await withServer { port in
            let head = "POST /graphql HTTP/1.0\r\nContent-Type: application/json\r\n"
            let text = head + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n"
            let result = await RawHTTP.talk(
                port: port, [.send(text), .pause(milliseconds: 50), .send("x"), .readToEnd])
            #expect(result.statuses == [200])
        }
    }

    @Test(arguments: [
        post("x") + "GET /live HT", request("GET", "/live") + "GET /live HTTP/1.1\r\nHost: a\r\n",
    ])
    func `a head that began behind a request does not last longer than another`(bytes: String) async throws {
        let change = { (settings: inout HTTPService<ScriptedResponder>.Settings) in
            settings.limits.headerDeadline = .milliseconds(200)
        }
        try await withServer(change: change) { port in
            let result = await RawHTTP.talk(port: port, [.send(bytes), .readToEnd])
            #expect(result.statuses.first == 200)
            #expect([[], [408]].contains(result.statuses.dropFirst()))
            #expect(result.isClosed)
        }
    }

    @Test func `whole requests leave a connection its time to rest`() async throws {
        let change = { (settings: inout HTTPService<ScriptedResponder>.Settings) in
            settings.limits.headerDeadline = .milliseconds(200)
        }
        try await withServer(change: change) { port in
            let steps: [RawHTTP.Step] = [
                .send(post("x")), .read(answers: 1), .pause(milliseconds: 500), .send(post("x")),
                .read(answers: 2),
            ]
            #expect(await RawHTTP.talk(port: port, steps).statuses == [200, 200])
        }
    }

    @Test func `three hundred headers are answered 431`() async throws {
        try await withServer { port in
            let headers = (0..<300).map { "X-\($0): 1" }
            let result = await RawHTTP.talk(
                port: port, [.send(request("GET", "/live", headers: headers)), .readToEnd])
            #expect(result.statuses == [431])
            #expect(result.body.contains("HEADERS_TOO_LARGE"))
        }
    }

    @Test func `three megabytes of header are answered 431`() async throws {
        try await withServer { port in
            let header = "X-Big: " + String(repeating: "a", count: 3 << 20)
            let result = await RawHTTP.talk(
                port: port, [.send(request("GET", "/live", headers: [header])), .readToEnd])
            #expect(result.statuses == [431])
        }
    }

    @Test(arguments: [9_000, 200_000]) func `a long target is answered 414`(length: Int) async throws {
        try await withServer { port in
            let target = "/graphql?query=" + String(repeating: "a", count: length)
            let result = await RawHTTP.talk(port: port, [.send(request("GET", target)), .readToEnd])
            #expect(result.statuses == [414])
            #expect(result.isClosed)
        }
    }

    @Test func `a body announced past the limit is answered 413 before it is sent`() async throws {
        try await withServer { port in
            let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            let announced = head + "Content-Length: 1048577\r\n\r\n"
            let result = await RawHTTP.talk(port: port, [.send(announced), .readToEnd])
            #expect(result.statuses == [413])
            #expect(result.header("Connection") == "close")
        }
    }

    @Test func `a chunked body past the limit is answered 413`() async throws {
        try await withServer { port in
            let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            let chunk = "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n"
            let chunks = String(repeating: chunk, count: 20)
            let whole = head + "Transfer-Encoding: chunked\r\n\r\n" + chunks
            let result = await RawHTTP.talk(port: port, [.send(whole), .readToEnd])
            #expect(result.statuses == [413])
            #expect(result.body.contains("PAYLOAD_TOO_LARGE"))
        }
    }

    @Test func `a body of exactly the limit is read`() async throws {
        try await withServer { port in
            let body = String(repeating: " ", count: 1 << 20)
            let result = await RawHTTP.talk(port: port, [.send(post(body)), .read(answers: 1)])
            #expect(result.statuses == [200])
            #expect(!result.isClosed)
        }
    }

    @Test func `headers that trickle are answered 408 at the deadline`() async throws {
        try await withServer(change: { $0.limits.headerDeadline = .milliseconds(200) }) { port in
            let drops: [RawHTTP.Step] = Array("GET /live HTT").flatMap {
                [.send(String($0)), .pause(milliseconds: 40)]
            }
            let result = await RawHTTP.talk(port: port, drops + [.readToEnd])
            #expect(result.statuses == [408])
            #expect(result.isClosed)
        }
    }

    @Test func `a body that trickles is answered 408 at the deadline`() async throws {
        try await withServer(change: { $0.limits.bodyDeadline = .milliseconds(200) }) { port in
            let head =
                "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 99\r\n\r\n"
            let drops: [RawHTTP.Step] = (0..<10).flatMap { _ in [.send(" "), .pause(milliseconds: 40)] }
            let result = await RawHTTP.talk(port: port, [.send(head)] + drops + [.readToEnd])
            #expect(result.statuses == [408])
            #expect(result.body.contains("REQUEST_TIMEOUT"))
            #expect(result.isClosed)
        }
    }

    @Test func `a silent connection is closed without an answer`() async throws {
        try await withServer(change: { $0.limits.idle = .milliseconds(100) }) { port in
            let result = await RawHTTP.talk(port: port, [.readToEnd])
            #expect(result.text.isEmpty)
            #expect(result.isClosed)
        }
    }

    @Test func `a peer that reads nothing is dropped`() async throws {
        _ = ScriptedResponder.huge
        try await withServer(change: { $0.limits.writeStall = .milliseconds(100) }) { port in
            let result = await RawHTTP.talk(
                port: port, [.send(post("huge")), .pause(milliseconds: 5000), .readToEnd])
            let isClosed = result.isClosed
            let isWhole = result.text.utf8.count > 64 << 20
            #expect(isClosed)
            #expect(!isWhole)
        }
    }
}
