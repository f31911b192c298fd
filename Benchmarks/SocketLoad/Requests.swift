/// Sends GraphQL over HTTP, on a few connections; what finds none free waits.
final class Requests {
    /// Takes the body of an answer.
    typealias Answer = (UnsafeRawBufferPointer) -> Void

    private let loop: Loop
    private let port: Int
    private var waiting: [(bytes: [UInt8], answer: Answer)] = []
    private var first = 0
    private var resting: [Channel] = []
    private var channels: [Channel] = []
    private let channelsMax: Int
    /// How many were sent that are not answered.
    private(set) var open = 0

    init(_ loop: Loop, port: Int, channels: Int) {
        self.loop = loop
        self.port = port
        channelsMax = channels
    }

    /// Sends one as soon as a connection is free.
    func post(_ query: String, token: String, answer: @escaping Answer = { _ in }) {
        let body = "{\"query\":\(Text.quoted(query))}"
        let head = """
            POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\
            Content-Type: application/json\r\nIdempotency-Key: \(Self.key())\r\n\
            Content-Length: \(body.utf8.count)\r\n\r\n
            """
        send(head + body, answer)
    }

    /// A key that no other request has.
    private static func key() -> String {
        "load-" + String(UInt64.random(in: .min ... .max), radix: 16)
            + String(UInt64.random(in: .min ... .max), radix: 16)
    }

    /// Asks for a path, and waits for the answer.
    func get(_ path: String, token: String) -> String {
        var found = ""
        send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\r\n") {
            found = String(decoding: $0, as: UTF8.self)
        }
        finish()
        return found
    }

    private func send(_ request: String, _ answer: @escaping Answer) {
        waiting.append((Array(request.utf8), answer))
        open += 1
        goOn()
    }

    /// Waits until all are answered.
    func finish() { loop.run(seconds: 60) { open == 0 } }

    private func goOn() {
        while first < waiting.count, let channel = freeChannel() {
            let next = waiting[first]
            first += 1
            channel.send(next.bytes, next.answer)
        }
        if first == waiting.count {
            waiting = []
            first = 0
        }
    }

    private func freeChannel() -> Channel? {
        if let channel = resting.popLast() { return channel }
        guard channels.count < channelsMax else { return nil }
        let channel = Channel(loop, port: port, requests: self)
        channels.append(channel)
        return channel
    }

    private func answered(_ channel: Channel) {
        open -= 1
        resting.append(channel)
        goOn()
    }

    private func ended(_ channel: Channel, isWaiting: Bool) {
        if isWaiting { open -= 1 }
        resting.removeAll { $0 === channel }
        channels.removeAll { $0 === channel }
    }

    /// One connection, one request at a time.
    private final class Channel: WireUser {
        private let wire: Wire
        private unowned let requests: Requests
        private var answer: Answer?

        init(_ loop: Loop, port: Int, requests: Requests) {
            self.requests = requests
            wire = Wire(loop, port: port, source: 0)
            wire.user = self
        }

        func send(_ bytes: [UInt8], _ answer: @escaping Answer) {
            self.answer = answer
            wire.send(bytes)
        }

        func take(_ bytes: UnsafeRawBufferPointer) -> Int {
            guard let end = Text.find("\r\n\r\n", in: bytes),
                let length = Text.number(after: "\r\nContent-Length: ", in: bytes)
            else { return 0 }
            let count = end + 4 + length
            guard bytes.count >= count, let answer else { return 0 }
            self.answer = nil
            answer(UnsafeRawBufferPointer(rebasing: bytes[(end + 4)..<count]))
            requests.answered(self)
            return count
        }

        func ended() { requests.ended(self, isWaiting: answer != nil) }
    }
}
