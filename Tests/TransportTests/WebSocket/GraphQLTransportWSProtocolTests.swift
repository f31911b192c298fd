import NIOCore
import Testing

@testable import Transport

/// The rules of `graphql-transport-ws`, one by one.
@Suite struct GraphQLTransportWSProtocolTests {
    private static let gone = LiveOutput.failed(ByteBuffer(string: "[]"))

    // MARK: Opening

    @Test func `an init asks who connects, and who is admitted is told so`() {
        var socket = ProtocolHarness()
        let first = socket.sends(#"{"type":"connection_init","payload":{"Authorization":"Bearer t1"}}"#)

        #expect(first == ["connect t1"])
        #expect(socket.admitted() == ["ack"])
    }

    @Test(arguments: [
        (#"{"type":"connection_init"}"#, "connect -"),
        (#"{"type":"connection_init","payload":null}"#, "connect -"),
        (#"{"type":"connection_init","payload":{"authorization":"bearer t"}}"#, "connect t"),
        (#"{"type":"connection_init","payload":{"Authorization":"Basic t"}}"#, "connect "),
        (#"{"type":"connection_init","payload":{"Authorization":7}}"#, "connect "),
        (#"{"type":"connection_init","payload":[]}"#, "close 4400 Payload must be an object"),
    ])
    func `a credential is a bearer token in the payload`(_ text: String, _ action: String) {
        var socket = ProtocolHarness()

        #expect(socket.sends(text) == [action])
    }

    @Test func `without an init the connection ends after its time`() {
        var socket = ProtocolHarness()

        #expect(socket.waits(2_999) == [])
        #expect(socket.waits(1) == ["close 4408 Connection initialisation timeout"])
    }

    @Test func `a second init ends the connection, before and after the first is answered`() {
        var asking = ProtocolHarness()
        _ = asking.sends(#"{"type":"connection_init"}"#)
        var open = ProtocolHarness.opened()
        let close = ["close 4429 Too many initialisation requests"]

        #expect(asking.sends(#"{"type":"connection_init"}"#) == close)
        #expect(open.sends(#"{"type":"connection_init"}"#) == close)
    }

    @Test func `an operation before the acknowledgement ends the connection`() {
        var waiting = ProtocolHarness()
        var asking = ProtocolHarness()
        _ = asking.sends(#"{"type":"connection_init"}"#)

        #expect(waiting.subscribes("a") == ["close 4401 Unauthorized"])
        #expect(asking.subscribes("a") == ["close 4401 Unauthorized"])
    }

    @Test func `who is refused is closed, and one whom nobody can look up comes again`() {
        var refused = ProtocolHarness()
        _ = refused.sends(#"{"type":"connection_init"}"#)
        var hanging = ProtocolHarness()
        _ = hanging.sends(#"{"type":"connection_init"}"#)

        #expect(refused.ends(.forbidden) == ["close 4403 Forbidden"])
        #expect(refused.admitted() == [])
        #expect(hanging.waits(10_000) == ["close 1013 try again later"])
    }

    @Test(arguments: [
        ("", "Message is not valid JSON"), ("[]", "Message must be an object"),
        ("{}", "Message must have a type"), (#"{"type":1}"#, "Message must have a type"),
        (#"{"type":"start"}"#, "Unknown message type"), (#"{"type":"next"}"#, "Unknown message type"),
        (#"{"type":"connection_ack"}"#, "Unknown message type"),
        (#"{"type":"subscribe"}"#, "Message must have an id of 1 to 256 bytes"),
        (#"{"type":"complete","id":""}"#, "Message must have an id of 1 to 256 bytes"),
        (#"{"type":"complete","id":1}"#, "Message must have an id of 1 to 256 bytes"),
        (#"{"type":"subscribe","id":"a"}"#, "Message must have a payload"),
        (#"{"type":"subscribe","id":"a","payload":[]}"#, "Batched requests are off"),
        (#"{"type":"subscribe","id":"a","payload":{}}"#, "The member \"query\" is missing."),
    ])
    func `a message that is none ends the connection`(_ text: String, _ reason: String) throws {
        var socket = ProtocolHarness.opened()
        let actions = socket.sends(text)

        #expect(actions.count == 1)
        #expect(try #require(actions.first).hasPrefix("close 4400 \(reason)"))
    }

    // MARK: Operations

    @Test func `an operation's messages carry its id until it ends`() {
        var socket = ProtocolHarness.opened()

        #expect(socket.subscribes("a") == ["start 1"])
        #expect(socket.next(1) == ["next a"])
        #expect(socket.produces(.complete, 1) == ["complete a"])
        #expect(socket.next(1) == [])
    }

    @Test func `an error ends its operation, with no completion behind it`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")

        #expect(socket.produces(Self.gone, 1) == ["error a"])
        #expect(socket.produces(.complete, 1) == [])
    }

    @Test func `an id in use ends the connection, one that is free again does not`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        _ = socket.produces(.complete, 1)

        #expect(socket.subscribes("a") == ["start 2"])
        #expect(socket.subscribes("a") == ["close 4409 Subscriber for a already exists"])
    }

    @Test func `a completion by the client cancels, and nothing comes after it`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")

        #expect(socket.completes("a") == ["cancel 1"])
        #expect(socket.next(1) == [])
        #expect(socket.produces(.complete, 1) == [])
    }

    @Test func `a completion of nothing is ignored`() {
        var socket = ProtocolHarness.opened()

        #expect(socket.completes("a") == [])
        #expect(socket.completes("a") == [])
    }

    @Test func `what comes late of an operation does not reach the next one of its id`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        _ = socket.completes("a")
        _ = socket.subscribes("a")

        #expect(socket.next(1) == [])
        #expect(socket.produces(.complete, 1) == [])
        #expect(socket.next(2) == ["next a"])
    }

    @Test func `ids are compared by their bytes`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("\u{E9}")

        #expect(socket.subscribes("e\u{301}") == ["start 2"])
    }

    @Test func `an operation too many is an error, and the others go on`() {
        var socket = ProtocolHarness.opened { $0.operations = 2 }
        _ = socket.subscribes("a")
        _ = socket.subscribes("b")

        #expect(socket.subscribes("c") == ["limit c"])
        #expect(socket.next(1) == ["next a"])
        _ = socket.completes("a")
        #expect(socket.subscribes("c") == ["start 3"])
    }

    @Test func `an operation may end the whole connection`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")

        #expect(
            socket.produces(.close(.slow(cursor: 7)), 1)
                == ["close 1013 slow consumer, resume from 7"])
        #expect(socket.next(1) == [])
    }

    // MARK: Keeping alive

    @Test func `pings are answered once, however many there were`() {
        var socket = ProtocolHarness.opened()
        socket.state.pinged(ByteBuffer(string: "1"))
        socket.state.pinged(ByteBuffer(string: "2"))
        let quiet = socket.sends(#"{"type":"ping"}"#) + socket.sends(#"{"type":"ping","payload":{"a":1}}"#)

        #expect(quiet == [])
        #expect(socket.state.readEnded().map(\.label) == ["pong frame 2", "pong"])
        #expect(socket.state.readEnded().map(\.label) == [])
    }

    @Test func `a client's pong is taken, asked for or not`() {
        var socket = ProtocolHarness()

        #expect(socket.sends(#"{"type":"pong"}"#) == [])
    }

    @Test func `a silent peer is pinged, and let go when it stays silent`() {
        var socket = ProtocolHarness.opened()

        #expect(socket.waits(24_999) == [])
        #expect(socket.waits(1) == ["ping frame"])
        #expect(socket.waits(34_999) == ["ping frame"])
        #expect(socket.waits(1) == ["terminate"])
    }

    @Test func `a peer that is heard stays`() {
        var socket = ProtocolHarness.opened()
        var labels: [String] = []
        for _ in 0..<10 {
            labels += socket.waits(25_000)
            _ = socket.state.heard(at: socket.now)
        }

        #expect(Set(labels) == ["ping frame"])
    }

    @Test func `messages beyond the rate end the connection`() {
        var socket = ProtocolHarness.opened {
            $0.messageBurst = 3
            $0.messagesPerMinute = 60
        }

        #expect(socket.sends(#"{"type":"pong"}"#) == [])
        #expect(socket.sends(#"{"type":"pong"}"#) == [])
        _ = socket.waits(1_000)
        #expect(socket.sends(#"{"type":"pong"}"#) == [])
        #expect(socket.sends(#"{"type":"pong"}"#) == ["close 1008 rate"])
    }

    // MARK: Ending

    @Test func `a credential that expires ends the connection`() {
        var socket = ProtocolHarness()
        _ = socket.sends(#"{"type":"connection_init"}"#)
        _ = socket.admitted(milliseconds: 5_000)

        #expect(socket.waits(4_999) == [])
        #expect(socket.waits(1) == ["close 4403 Forbidden"])
    }

    @Test func `after a close nothing is sent, and a peer that does not answer is cut off`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        _ = socket.ends(.internalError)

        #expect(socket.next(1) == [])
        #expect(socket.subscribes("b") == [])
        #expect(socket.ends(.forbidden) == [])
        #expect(socket.waits(5_000) == ["terminate"])
        #expect(socket.waits(100_000) == [])
    }

    @Test func `the peer's close frame is answered with its own code`() {
        var socket = ProtocolHarness.opened()
        let payload = ByteBuffer(bytes: [0x03, 0xE9])

        #expect(socket.state.closeReceived(payload, at: socket.now).map(\.label) == ["close 1001 ", "shut"])
    }

    @Test func `a server that goes down closes after a while, and serves until then`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        let quiet = socket.state.quiesce(after: .seconds(3), at: socket.now)

        #expect(quiet.map(\.label) == [])
        #expect(socket.next(1) == ["next a"])
        #expect(socket.waits(3_000) == ["close 1001 going away"])
    }

    // MARK: Slow readers

    @Test func `a reader that stands still is closed with the place where it goes on`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        socket.state.written(10, at: socket.now, acknowledged: 0)
        socket.state.taken(10, cursor: 12, of: 1)
        socket.state.written(10, at: socket.now, acknowledged: 100)
        socket.acknowledged = 100

        #expect(socket.waits(14_999) == [])
        #expect(socket.waits(1) == ["close 1013 slow consumer, resume from 12"])
    }

    @Test func `where several operations go on from several places none of them is named`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        _ = socket.subscribes("b")
        socket.state.written(10, at: socket.now, acknowledged: 0)
        socket.state.taken(10, cursor: 12, of: 1)
        socket.state.written(10, at: socket.now, acknowledged: 0)

        #expect(socket.waits(15_000) == ["close 1013 slow consumer"])
    }

    @Test func `a place of an operation that is over is not another one's`() {
        var socket = ProtocolHarness.opened()
        _ = socket.subscribes("a")
        socket.state.written(10, at: socket.now, acknowledged: 0)
        _ = socket.sends(#"{"type":"complete","id":"a"}"#)
        _ = socket.subscribes("b")
        socket.state.taken(10, cursor: 12, of: 1)
        socket.state.written(10, at: socket.now, acknowledged: 0)

        #expect(socket.waits(15_000) == ["close 1013 slow consumer"])
    }

    @Test func `a reader that takes something, however little, goes on`() {
        var socket = ProtocolHarness.opened()
        socket.state.written(10, at: socket.now, acknowledged: 0)
        for round in 1...3 {
            socket.acknowledged = UInt64(round)
            #expect(!socket.waits(15_000).contains { $0.hasPrefix("close") })
        }
    }

    @Test func `what waits for a reader has a bound, and one message may be larger`() {
        var socket = ProtocolHarness.opened { $0.unsentBytes = 100 }
        _ = socket.subscribes("a")
        #expect(socket.state.hasRoom(for: 1_000))
        socket.state.written(60, at: socket.now, acknowledged: 0)
        #expect(socket.state.hasRoom(for: 40) && !socket.state.hasRoom(for: 41))
        socket.state.taken(60, cursor: 12, of: 1)
        socket.state.written(101, at: socket.now, acknowledged: 0)
        #expect(!socket.state.hasRoom(for: 0))

        let actions = socket.state.overflowed(at: socket.now)
        #expect(actions.map(\.label) == ["close 1013 slow consumer, resume from 12"])
        #expect(socket.state.ending == .slow)
        #expect(socket.state.overflowed(at: socket.now).isEmpty)
    }
}
