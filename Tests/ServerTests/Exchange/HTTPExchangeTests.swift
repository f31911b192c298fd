import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Server

/// Requests to other houses, whatever becomes of the connections.
@Suite struct HTTPExchangeTests {
    /// Keeps connections, and breaks each under its second request. It says how many bytes of a body came.
    private final class House: Sendable {
        private let listener: LocalListener
        private let requests = Mutex<[String]>([])

        init() throws {
            listener = try LocalListener()
            DispatchQueue.global().async { self.serve() }
        }

        /// What has come over each connection, in the order in which they were opened.
        var all: [String] { requests.withLock { $0 } }

        var port: Int { listener.port }

        func close() { listener.close() }

        private func serve() {
            while true {
                let connection = accept(listener.descriptor, nil, nil)
                guard connection >= 0 else { return }
                let number = requests.withLock { requests in
                    requests.append("")
                    return requests.count - 1
                }
                DispatchQueue.global().async { self.serve(connection, number) }
            }
        }

        private func serve(_ connection: Int32, _ number: Int) {
            defer { Glibc.close(connection) }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = read(connection, &buffer, buffer.count)
                guard count > 0 else { return }
                let text = requests.withLock { requests in
                    requests[number] += String(decoding: buffer.prefix(count), as: UTF8.self)
                    return requests[number]
                }
                guard text.split(separator: "POST ").count == 1 else { return reset(connection) }
                guard text.hasSuffix("}") else { continue }
                let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                _ = Array(answer.utf8).withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            }
        }

        /// Lets the connection die as that of a killed server does.
        private func reset(_ connection: Int32) {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
    }

    @Test func `a request whose connection dies has no answer, and spoils no other one`() async throws {
        let house = try House()
        defer { house.close() }
        let exchange = HTTPExchange(timeout: .seconds(20), bodyByteCountMax: 1_024)
        func post(_ number: Int) async throws -> Int {
            try await exchange.answer(
                to: .init(
                    method: .post, url: "http://127.0.0.1:\(house.port)/",
                    headers: [("X-Number", "\(number)")], body: Data(#"{"number":\#(number)}"#.utf8))
            ).status
        }

        #expect(try await post(1) == 200)
        await #expect(throws: (any Error).self) { try await post(2) }
        #expect(try await post(3) == 200)
        try await exchange.close()

        // The second one went out once, over the connection that died; what else came is whole.
        let seen = house.all
        #expect(seen.count == 2, "\(seen)")
        #expect(seen.last?.hasSuffix(#"{"number":3}"#) == true, "\(seen)")
        #expect(!seen.dropFirst().contains { $0.contains("X-Number: 2") }, "\(seen)")
    }

    @Test func `an answer that is too large is none`() async throws {
        let house = try House()
        defer { house.close() }
        let exchange = HTTPExchange(timeout: .seconds(20), bodyByteCountMax: 1)

        await #expect(throws: (any Error).self) {
            try await exchange.answer(
                to: .init(method: .post, url: "http://127.0.0.1:\(house.port)/", body: Data("{}".utf8)))
        }
        try await exchange.close()
    }
}
