import NIOCore
import Synchronization
import Testing

@testable import Transport

/// Pages of the server's own, and who may connect from them.
@Suite struct PageTests {
    private let page = StaticPage(Array("<p>tickets</p>".utf8), contentType: "text/html; charset=utf-8")

    private func served(_ body: (Int) async throws -> Void) async throws {
        try await withServer(
            change: { settings in
                settings.pages = ["/kitchen": page]
                settings.live = LiveEntrance(ScriptedLive())
            }, body: body)
    }

    @Test func `a page is sent whole, runs nothing of others, and is kept by nobody`() async throws {
        try await served { port in
            let result = await RawHTTP.talk(
                port: port, [.send(request("GET", "/kitchen?from=link")), .read(answers: 1)])

            #expect(result.statuses == [200])
            #expect(result.body == "<p>tickets</p>")
            #expect(result.header("Content-Type") == "text/html; charset=utf-8")
            #expect(result.header("Cache-Control") == "no-store")
            #expect(result.header("X-Content-Type-Options") == "nosniff")
            #expect(result.header("Referrer-Policy") == "no-referrer")
            let policy = try #require(result.header("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
            #expect(policy.hasSuffix("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
        }
    }

    @Test func `a page is only read, and nothing lies beside it`() async throws {
        try await served { port in
            let asked = [
                request("HEAD", "/kitchen"), request("POST", "/kitchen", headers: ["Content-Length: 0"]),
                request("GET", "/kitchen/"), request("GET", "/kitchen/../kitchen"),
            ]
            let result = await RawHTTP.talk(port: port, [.send(asked.joined()), .read(answers: 4)])
            #expect(result.statuses == [200, 405, 404, 404])
            #expect(!result.text.contains("tickets"))
        }
    }

    /// The status of an opening with these headers.
    private func status(_ port: Int, host: String, origin: String) async -> String {
        let rest = RawSocket.handshake.dropFirst()
        return await RawSocket.talk(port: port) { socket in
            String(socket.open(["Host: \(host)", "Origin: \(origin)"] + rest).dropFirst(9).prefix(3))
        }
    }

    @Test func `a page may connect to its own server from this machine, and no other page may`() async throws
    {
        try await served { port in
            for name in ["127.0.0.1", "localhost", "[::1]"] {
                let host = "\(name):\(port)"
                #expect(await status(port, host: host, origin: "http://\(host)") == "101", "\(host)")
            }
            for (host, origin) in [
                ("127.0.0.1:\(port)", "http://localhost:\(port)"),
                ("127.0.0.1:\(port)", "http://127.0.0.1:1"), ("127.0.0.1:\(port)", "null"),
                ("127.0.0.1:\(port)", "https://127.0.0.1:\(port)"),
                // A name of somebody's own that leads to this machine.
                ("evil.example:\(port)", "http://evil.example:\(port)"),
                ("localhost.evil.example", "http://localhost.evil.example"),
            ] {
                #expect(await status(port, host: host, origin: origin) == "403", "\(host) \(origin)")
            }
        }
    }

    @Test func `where no pages are served, no page may connect`() async throws {
        try await withServer(change: { $0.live = LiveEntrance(ScriptedLive()) }) { port in
            let host = "127.0.0.1:\(port)"
            #expect(await status(port, host: host, origin: "http://\(host)") == "403")
        }
    }

    @Test func `where pages may not connect, they are served all the same`() async throws {
        try await withServer(
            change: { settings in
                settings.pages = ["/kitchen": page]
                settings.pagesConnect = false
                settings.live = LiveEntrance(ScriptedLive())
            },
            body: { port in
                let host = "127.0.0.1:\(port)"
                #expect(await status(port, host: host, origin: "http://\(host)") == "403")
                let result = await RawHTTP.talk(
                    port: port, [.send(request("GET", "/kitchen")), .read(answers: 1)])
                #expect(result.statuses == [200])
            })
    }

    @Test func `a page for this machine is made anew, and is none for who asks on behalf of others`()
        async throws
    {
        let count = Mutex(0)
        let local = LocalPage(contentType: "application/json; charset=utf-8") {
            Array("secret \(count.withLock { $0 += 1; return $0 })".utf8)
        }
        try await withServer(
            change: { $0.localPages = ["/desk.json": local] },
            body: { port in
                for number in 1...2 {
                    let asked = "GET /desk.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    let result = await RawHTTP.talk(port: port, [.send(asked), .read(answers: 1)])
                    #expect(result.statuses == [200] && result.body == "secret \(number)")
                    #expect(result.header("Cache-Control") == "no-store")
                }
                for fields in [
                    "Host: evil.example", "Host: localhost.evil.example:\(port)", "Host: 192.0.2.1",
                    "Host: localhost\r\nX-Forwarded-For: 192.0.2.1",
                    "Host: localhost\r\nForwarded: for=192.0.2.1", "Host: localhost\r\nVia: 1.1 proxy",
                    "Host: localhost\r\nX-Forwarded-Host: evil.example",
                ] {
                    let result = await RawHTTP.talk(
                        port: port,
                        [.send("GET /desk.json HTTP/1.1\r\n\(fields)\r\n\r\n"), .read(answers: 1)])
                    #expect(result.statuses == [404], "\(fields)")
                    #expect(!result.text.contains("secret"))
                }
            })
        #expect(count.withLock { $0 } == 2)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.0.1", true), ("::1", true), ("::ffff:127.0.0.1", true),
        ("128.0.0.1", false), ("192.0.2.1", false), ("::2", false), ("2001:db8::1", false),
    ])
    func `this machine's own addresses are told from others`(_ text: String, _ isLoopback: Bool) throws {
        #expect(try #require(ClientAddress(text)).isLoopback == isLoopback)
    }
}
