import Glibc
import NIOCore
import Synchronization
import Testing

@testable import Transport

/// The WebSocket over real connections.
@Suite struct SocketTests {
    /// Runs a server with live connections for a conversation.
    private func talk<Result: Sendable>(
        _ live: ScriptedLive = ScriptedLive(), receiveBytes: Int? = nil, unsentBytesMax: Int = 256 << 20,
        change: (inout LiveLimits) -> Void = { _ in },
        _ body: @escaping @Sendable (RawSocket) -> Result
    ) async throws -> Result {
        var limits = LiveLimits()
        change(&limits)
        let entrance = LiveEntrance(live, limits: limits)
        var results: [Result] = []
        try await withServer(change: {
            $0.live = entrance
            $0.unsentBytesMax = unsentBytesMax
        }) { port in
            results.append(await RawSocket.talk(port: port, receiveBytes: receiveBytes, body))
            // Whatever the conversation was, nothing of it stays.
            try await expectSoon { entrance.connectionCount == 0 }
        }
        return try #require(results.first)
    }

    private func expectSoon(_ condition: () -> Bool) async throws {
        for _ in 0..<500 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(condition())
    }

    @Test func `a query over a socket is answered and completed`() async throws {
        let live = ScriptedLive()
        let texts = try await talk(live) { socket in
            socket.start()
            socket.subscribe("1", "{ __typename }")
            return socket.texts(2)
        }

        #expect(
            texts == [
                #"{"id":"1","type":"next","payload":{"data":{"__typename":"Query"}}}"#,
                #"{"id":"1","type":"complete"}"#,
            ])
        let hellos = live.events.withLock { $0.hellos }
        #expect(hellos.map(\.bearerToken) == ["anna"])
        #expect(hellos.map(\.client?.text) == ["127.0.0.1"])
        try await expectSoon { live.events.withLock { $0.disconnected } == 1 }
    }

    @Test func `the answer to the handshake names the protocol and no extension`() async throws {
        let head = try await talk { socket in
            socket.open(RawSocket.handshake + ["Sec-WebSocket-Extensions: permessage-deflate"])
        }

        #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
        #expect(head.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
        #expect(head.contains("\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n"))
        #expect(!head.lowercased().contains("extensions"))
    }

    @Test(arguments: [
        ("Sec-WebSocket-Protocol: graphql-ws", 400), ("Sec-WebSocket-Protocol: x", 400),
        ("Sec-WebSocket-Version: 8", 426), ("Sec-WebSocket-Key: short", 400),
        ("Connection: close", 400), ("Origin: https://evil.example", 403), ("Origin: null", 403),
    ])
    func `a handshake that is not good is refused`(_ line: String, _ status: Int) async throws {
        let name = line.prefix { $0 != ":" }
        let head = try await talk(change: { $0.origins = ["https://kitchen.example"] }) { socket in
            socket.open(RawSocket.handshake.filter { !$0.hasPrefix(name) } + [line])
        }

        #expect(head.hasPrefix("HTTP/1.1 \(status) "))
        #expect(head.contains("Connection: close"))
    }

    @Test func `a page that is listed may connect`() async throws {
        let head = try await talk(change: { $0.origins = ["https://kitchen.example"] }) { socket in
            socket.open(RawSocket.handshake + ["Origin: https://Kitchen.example"])
        }

        #expect(head.hasPrefix("HTTP/1.1 101 "))
    }

    @Test func `more sockets than an address may have are refused`() async throws {
        let heads = try await talk(change: { $0.connectionsPerAddress = 1 }) { socket in
            socket.open()
        }
        let entrance = LiveEntrance(ScriptedLive(), limits: LiveLimits())
        var limits = LiveLimits()
        limits.connectionsPerAddress = 1
        let client = ClientAddress("192.0.2.1")
        let narrow = LiveEntrance(ScriptedLive(), limits: limits)

        #expect(heads.hasPrefix("HTTP/1.1 101 "))
        #expect(entrance.enter(client) == nil)
        #expect(narrow.enter(client) == nil)
        #expect(narrow.enter(client) == .tooManyRequests)
        #expect(narrow.enter(ClientAddress("192.0.2.2")) == nil)
        narrow.leave(client)
        #expect(narrow.enter(client) == nil)
    }

    @Test func `frames that come with the handshake are not lost`() async throws {
        let first = try await talk { socket in
            socket.open(behind: RawSocket.frame(0x81, Array(#"{"type":"connection_init"}"#.utf8)))
            return socket.next()?.text
        }

        #expect(first == #"{"type":"connection_ack"}"#)
    }

    @Test(
        arguments: [
            ([0x81, 0xFF] + [0, 0, 1, 0, 0, 0, 0, 0] + [1, 2, 3, 4], "1009 message too large"),
            ([0x81, 0x02, 0x7B, 0x7D], "1002 unmasked frame"),
            (RawSocket.frame(0xC1, Array("{}".utf8)), "1002 reserved bit"),
            (RawSocket.frame(0x83, []), "1002 reserved opcode"),
            (RawSocket.frame(0x80, []), "1002 nothing to continue"),
            (RawSocket.frame(0x09, []), "1002 control frame in pieces or too long"),
            (RawSocket.frame(0x81, [0xC3, 0x28]), "1007 invalid UTF-8"),
            (RawSocket.frame(0x82, [1]), "1003 text messages only"),
            (RawSocket.frame(0x88, [0x03, 0xED]), "1002 bad close code"),
            (RawSocket.frame(0x88, [0x03]), "1002 bad close code"),
            (RawSocket.frame(0x88, [0x03, 0xE8, 0xFF]), "1007 invalid UTF-8"),
            (RawSocket.frame(0x88, [0x0F, 0xA0]), "4000 "),
            (RawSocket.frame(0x88, []), "1000 "),
            (RawSocket.frame(0x81, Array("no".utf8)), "4400 Message is not valid JSON"),
            (RawSocket.frame(0x01, [0x7B]) + RawSocket.frame(0x81, [0x7D]), "1002 message within a message"),
            (
                (0..<40).flatMap { RawSocket.frame($0 == 0 ? 0x01 : 0x00, [0x20]) }, "1009 message too large"
            ),
        ] as [([UInt8], String)])
    func `bytes that break the rules end the socket`(_ bytes: [UInt8], _ close: String) async throws {
        let answer = try await talk { socket in
            socket.open()
            socket.write(bytes)
            return socket.closing()
        }

        #expect(answer == close)
    }

    @Test func `a message in pieces, with a ping between them, is one message`() async throws {
        let texts = try await talk { socket in
            socket.open()
            let text = Array(#"{"type":"connection_init"}"#.utf8)
            socket.send(0x01, Array(text[..<9]))
            socket.send(0x89, Array("hi".utf8))
            socket.send(0x00, Array(text[9..<20]))
            socket.send(0x80, Array(text[20...]))
            return socket.texts(2)
        }

        #expect(texts.sorted() == ["hi", #"{"type":"connection_ack"}"#])
    }

    @Test func `a socket without an init is closed`() async throws {
        let close = try await talk(change: { $0.initWait = .milliseconds(50) }) { socket in
            socket.open()
            return socket.closing()
        }

        #expect(close == "4408 Connection initialisation timeout")
    }

    @Test(arguments: [("wrong", "4403 Forbidden"), ("busy", "1013 try again later")])
    func `a credential that is not good ends the socket`(_ token: String, _ close: String) async throws {
        let live = ScriptedLive()
        let answer = try await talk(live) { socket in
            socket.open()
            socket.send(#"{"type":"connection_init","payload":{"authorization":"bearer \#(token)"}}"#)
            return socket.closing()
        }

        #expect(answer == close)
        #expect(live.events.withLock { $0.disconnected } == 0)
    }

    @Test func `case 18: a token that expires ends the socket and its subscriptions`() async throws {
        let live = ScriptedLive()
        let close = try await talk(live) { socket in
            socket.start("short")
            socket.subscribe("1", "events 1")
            return socket.closing()
        }

        #expect(close == "4403 Forbidden")
        try await expectSoon { live.events.withLock { $0.cancelledStreams } == 1 }
        try await expectSoon { live.events.withLock { $0.endings } == [.forbidden] }
    }

    @Test func `a right that is taken away ends the socket`() async throws {
        let live = ScriptedLive()
        let close = try await talk(live) { socket in
            socket.start()
            socket.subscribe("1", "events 1")
            _ = socket.next()
            for end in live.events.withLock({ $0.ends }) { end(.forbidden) }
            return socket.closing()
        }

        #expect(close == "4403 Forbidden")
        try await expectSoon { live.events.withLock { $0.cancelledStreams } == 1 }
    }

    @Test func `a subscription brings its events in order and ends as the server says`() async throws {
        let texts = try await talk { socket in
            socket.start()
            socket.subscribe("a\\\"b", "count 3")
            return socket.texts(4)
        }

        #expect(texts.count == 4)
        for (index, text) in texts.prefix(3).enumerated() {
            #expect(text.hasPrefix(#"{"id":"a\"b","type":"next","payload":{"data":{"n":\#(index + 1),"#))
        }
        #expect(texts.last == #"{"id":"a\"b","type":"complete"}"#)
    }

    @Test func `parts come one after the other`() async throws {
        let texts = try await talk { socket in
            socket.start()
            socket.subscribe("1", "parts")
            return socket.texts(4)
        }

        #expect(
            texts == [
                #"{"id":"1","type":"next","payload":{"part":1}}"#,
                #"{"id":"1","type":"next","payload":{"part":2}}"#,
                #"{"id":"1","type":"next","payload":{"part":3}}"#, #"{"id":"1","type":"complete"}"#,
            ])
    }

    @Test func `a request that is refused is an error, and its id is free again`() async throws {
        let texts = try await talk { socket in
            socket.start()
            socket.subscribe("1", "invalid")
            let first = socket.texts(1)
            socket.subscribe("1", "resync")
            return first + socket.texts(2)
        }

        #expect(texts.first == #"{"id":"1","type":"error","payload":[{"message":"no ]\" field"}]}"#)
        #expect(texts.last?.contains(#""type":"error","payload":[{"message":"gone""#) == true)
    }

    @Test func `a failure of the transport's own is an error with its code`() async throws {
        let texts = try await talk { socket in
            socket.start()
            socket.subscribe("1", "down")
            return socket.texts(1)
        }

        #expect(texts.first?.contains(#""type":"error","payload":[{"message":"#) == true)
        #expect(texts.first?.contains(#""code":"UNAVAILABLE""#) == true)
    }

    @Test func `nothing comes for a subscription that its client completed`() async throws {
        let live = ScriptedLive()
        let texts = try await talk(live) { socket in
            socket.start()
            socket.subscribe("1", "events 1")
            let first = socket.texts(1)
            socket.send(#"{"id":"1","type":"complete"}"#)
            socket.subscribe("1", "count 0")
            return first + socket.texts(1)
        }

        #expect(texts.count == 2)
        #expect(texts.last == #"{"id":"1","type":"complete"}"#)
        try await expectSoon { live.events.withLock { $0.cancelledStreams } == 2 }
    }

    @Test func `a flood of messages ends the socket`() async throws {
        let close = try await talk { socket in
            socket.start()
            for _ in 0..<70 { socket.send(#"{"type":"ping"}"#) }
            return socket.closing()
        }

        #expect(close == "1008 rate")
    }

    @Test func `a peer that is silent is asked, and then let go`() async throws {
        let live = ScriptedLive()
        let frames = try await talk(
            live,
            change: {
                $0.ping = .milliseconds(50)
                $0.deadAfter = .milliseconds(180)
            }
        ) { socket in
            socket.start()
            var opcodes: [UInt8] = []
            while let frame = socket.next() { opcodes.append(frame.opcode) }
            return opcodes
        }

        #expect(frames.first == 9)
        #expect(Set(frames) == [9])
        #expect(live.events.withLock { $0.endings } == [.silent])
    }

    @Test func `a reader that takes nothing is closed, and others are not held up`() async throws {
        let live = ScriptedLive()
        let isOpen = try await talk(
            live, receiveBytes: 4_096,
            change: {
                $0.stall = .milliseconds(200)
                $0.closeWait = .milliseconds(100)
            }
        ) { socket in
            socket.start()
            socket.subscribe("1", "large 1000000")
            usleep(700_000)
            return !socket.isClosed
        }

        #expect(isOpen)
        try await expectSoon { live.events.withLock { $0.cancelledStreams } == 1 }
        #expect(live.events.withLock { $0.endings } == [.slow])
    }

    @Test func `small payloads that nobody takes count like large ones`() async throws {
        let live = ScriptedLive()
        try await talk(live, receiveBytes: 4_096, unsentBytesMax: 1 << 20, change: { $0.stall = .hours(1) }) {
            socket in
            socket.start()
            socket.subscribe("1", "parts 200000")
            for _ in 0..<1_000 where live.events.withLock({ $0.endings.isEmpty }) { usleep(10_000) }
        }

        #expect(live.events.withLock { $0.endings } == [.slow])
    }

    @Test func `a reader that asks for more than it takes is closed, and what it takes then says why`()
        async throws
    {
        let live = ScriptedLive()
        let close = try await talk(
            live, receiveBytes: 65_536,
            change: {
                $0.stall = .hours(1)
                $0.closeWait = .hours(1)
                $0.unsentBytes = 1 << 20
            }
        ) { socket in
            socket.start()
            // More by far than two systems keep for each other.
            socket.subscribe("1", "wide 1000")
            for _ in 0..<1_000 where live.events.withLock({ $0.endedParts == 0 }) { usleep(10_000) }
            return socket.closing()
        }

        #expect(close == "1013 slow consumer")
        try await expectSoon { live.events.withLock { $0.endings } == [.slow] }
    }

    @Test func `a subscription that falls behind tells where to go on`() async throws {
        let live = ScriptedLive()
        let close = try await talk(live) { socket in
            socket.start()
            socket.subscribe("1", "slow")
            return socket.closing()
        }

        #expect(close == "1013 slow consumer, resume from 41")
        try await expectSoon { live.events.withLock { $0.endings } == [.slow] }
    }

    @Test func `connections that break off leave nothing behind`() async throws {
        let live = ScriptedLive()
        let entrance = LiveEntrance(live)
        try await withServer(change: { $0.live = entrance }) { port in
            for round in 0..<20 {
                await RawSocket.talk(port: port) { socket in
                    if round.isMultiple(of: 3) { socket.open() } else { socket.start() }
                    socket.subscribe("1", "events 2")
                    if round.isMultiple(of: 2) { _ = socket.next() }
                    socket.reset()
                }
            }
            try await expectSoon { entrance.connectionCount == 0 }
        }
        let events = live.events.withLock { $0 }
        #expect(events.disconnected == events.hellos.count)
        #expect(events.cancelledStreams == events.started.count)
    }
}
