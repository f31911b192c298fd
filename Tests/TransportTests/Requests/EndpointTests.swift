import Testing

@testable import Transport

@Suite struct EndpointTests {
    func answer(_ text: String, responder: ScriptedResponder = ScriptedResponder()) async throws
        -> RawHTTP.Result
    {
        var result = RawHTTP.Result()
        try await withServer(responder) { port in
            result = await RawHTTP.talk(port: port, [.send(text), .read(answers: 1)])
        }
        return result
    }

    @Test func `an answer names its type, its length and its request, and no server`() async throws {
        let result = try await answer(post("x", headers: ["X-Request-ID: abc-1"]))

        #expect(result.statuses == [200])
        #expect(result.header("Content-Type") == "application/graphql-response+json; charset=utf-8")
        #expect(result.header("Content-Length") == "\(result.body.utf8.count)")
        #expect(result.header("X-Request-ID") == "abc-1")
        #expect(result.header("Server") == nil)
        #expect(result.header("Date")?.hasSuffix("GMT") == true)
        #expect(result.body == #"{"data":{"__typename":"Query"}}"#)
    }

    @Test func `an unknown path is 404 in JSON`() async throws {
        let result = try await answer(request("GET", "/admin.php"))
        #expect(result.statuses == [404])
        #expect(result.body.hasPrefix(#"{"errors":[{"message":"#))
        #expect(result.body.contains(#""code":"NOT_FOUND","requestId":""#))
    }

    @Test(arguments: ["PUT", "DELETE", "PATCH", "TRACE"])
    func `another method is 405 and told what is allowed`(method: String) async throws {
        let result = try await answer(request(method, "/graphql"))
        #expect(result.statuses == [405])
        #expect(result.header("Allow") == "GET, POST, QUERY, OPTIONS")
    }

    @Test(arguments: [("/graphql", 405), ("/nothing", 404), ("/live", 200)])
    func `HEAD is answered without a body`(path: String, status: Int) async throws {
        let result = try await answer(request("HEAD", path) + request("GET", "/live"))
        #expect(result.statuses == [status, 200])
        #expect(result.text.hasSuffix(#"{"status":"live"}"#))
        #expect(!result.text.contains("errors"))
    }

    @Test(arguments: [
        ("/graphql", "GET, POST, QUERY, OPTIONS"), ("/live", "GET, HEAD, OPTIONS"),
        ("/ready", "GET, HEAD, OPTIONS"),
    ])
    func `OPTIONS tells the methods and nothing else`(path: String, allowed: String) async throws {
        let result = try await answer(request("OPTIONS", path))
        #expect(result.statuses == [204])
        #expect(result.header("Allow") == allowed)
        #expect(result.header("Content-Length") == nil)
        #expect(result.text.hasSuffix("\r\n\r\n"))
    }

    @Test func `QUERY is read as POST is and runs queries only`() async throws {
        let responder = ScriptedResponder()
        let text = post("x").replacing("POST /graphql", with: "QUERY /graphql")
        let result = try await answer(text, responder: responder)

        #expect(result.statuses == [200])
        let call = try #require(responder.calls.first)
        #expect(call.queriesOnly)
        #expect(call.text == "x")
        let form = text.replacing("application/json", with: "text/plain")
        #expect(try await answer(form).statuses == [415])
    }

    @Test(arguments: [
        ["Content-Type: text/plain"], ["Content-Type: application/x-www-form-urlencoded"],
        ["Content-Type: multipart/form-data; boundary=x"], ["Content-Type: application/json; charset=utf-16"],
        [],
        ["Content-Type: application/json", "Content-Encoding: gzip"],
    ])
    func `a body of another type or encoding is 415`(headers: [String]) async throws {
        let lines = ["POST /graphql HTTP/1.1", "Host: a", "Content-Length: 1"] + headers
        let result = try await answer(lines.joined(separator: "\r\n") + "\r\n\r\nx")
        #expect(result.statuses == [415])
    }

    @Test func `an Accept that we can't serve is 406`() async throws {
        let result = try await answer(post("x", headers: ["Accept: text/html"]))
        #expect(result.statuses == [406])
        #expect(result.body.contains("NOT_ACCEPTABLE"))
    }

    @Test(arguments: [
        ("partial", 294, 200), ("invalid", 422, 200), ("syntax", 400, 200), ("down", 503, 503),
        ("x", 200, 200),
    ])
    func `the status follows the outcome and the media type`(body: String, own: Int, plain: Int) async throws
    {
        #expect(try await answer(post(body)).statuses == [own])
        #expect(try await answer(post(body, headers: ["Accept: application/json"])).statuses == [plain])
    }

    @Test func `GET carries a query, its variables and its operation name`() async throws {
        let responder = ScriptedResponder()
        let target = "/graphql?query=query%20A%7Ba%7D&variables=%7B%22x%22%3A1%7D&operationName=A&other=1"
        let result = try await answer(request("GET", target), responder: responder)

        #expect(result.statuses == [200])
        let call = try #require(responder.calls.first)
        #expect(call.queriesOnly)
        guard case .parameters(let parameters) = call.payload else {
            Issue.record("the payload is a body")
            return
        }
        #expect(parameters.query == "query A{a}")
        #expect(parameters.variables == #"{"x":1}"#)
        #expect(parameters.operationName == "A")
    }

    @Test func `GET may name its document`() async throws {
        let responder = ScriptedResponder()
        let target = "/graphql?documentId=sha256%3Aab&extensions=%7B%7D"
        let result = try await answer(request("GET", target), responder: responder)

        #expect(result.statuses == [200])
        guard case .parameters(let parameters)? = responder.calls.first?.payload else {
            Issue.record("the payload is a body")
            return
        }
        #expect(parameters.query == nil)
        #expect(parameters.documentID == "sha256:ab")
        #expect(parameters.extensions == "{}")
    }

    @Test(arguments: [
        "/graphql", "/graphql?documentId=", "/graphql?quer=x", "/graphql?query=%zz", "/graphql?query=%ff",
        "/graphql?query=a&query=b",
    ])
    func `a GET without one readable query is 400`(target: String) async throws {
        #expect(try await answer(request("GET", target)).statuses == [400])
    }

    @Test(arguments: ["a b", "a\tb", String(repeating: "a", count: 65), "naïve", "x;y"])
    func `an unsafe request id is replaced`(offered: String) async throws {
        let result = try await answer(post("x", headers: ["X-Request-ID: \(offered)"]))
        let used = try #require(result.header("X-Request-ID"))
        #expect(used != offered)
        #expect(used.utf8.count <= 64)
    }

    @Test func `a request without an id is named by its trace`() async throws {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let header = "traceparent: 00-\(trace)-00f067aa0ba902b7-01"
        let named = try await answer(post("x", headers: [header]))
        let own = try await answer(post("x", headers: [header, "X-Request-ID: mine"]))

        #expect(named.header("X-Request-ID") == trace)
        #expect(own.header("X-Request-ID") == "mine")
    }

    @Test(arguments: [
        "", "00-x-y-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    ])
    func `what is no traceparent is ignored`(field: String) {
        #expect(RequestID.traceID(field) == nil)
    }

    @Test func `Server-Timing is told when it is switched on`() async throws {
        var timed = RawHTTP.Result()
        try await withServer(change: { $0.tellsTime = true }) { port in
            timed = await RawHTTP.talk(port: port, [.send(post("x")), .read(answers: 1)])
        }
        #expect(timed.header("Server-Timing")?.hasPrefix("total;dur=") == true)
        #expect(try await answer(post("x")).header("Server-Timing") == nil)
    }

    @Test(arguments: [
        ("Bearer abc", "abc"), ("bearer abc", "abc"), ("Basic abc", ""), ("Bearer", ""),
    ])
    func `the bearer token is handed on`(value: String, token: String) async throws {
        let responder = ScriptedResponder()
        _ = try await answer(post("x", headers: ["Authorization: \(value)"]), responder: responder)
        #expect(responder.calls.first?.bearerToken == token)
    }

    @Test func `no Authorization is no token`() async throws {
        let responder = ScriptedResponder()
        _ = try await answer(post("x"), responder: responder)
        let call = try #require(responder.calls.first)
        #expect(call.bearerToken == nil)
    }
}
