import Accounts
import Crypto
import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Server

/// Messages to the operator's mailer.
@Suite struct WebhookTests {
    /// Takes requests on a port of this machine and answers each with the next status.
    private final class Sink: Sendable {
        private let listener: LocalListener
        private let requests = Mutex<[String]>([])
        private let statuses: Mutex<[Int]>

        init(_ statuses: [Int]) throws {
            self.statuses = Mutex(statuses)
            listener = try LocalListener()
            DispatchQueue.global().async { self.serve() }
        }

        var all: [String] { requests.withLock { $0 } }

        var port: Int { listener.port }

        func close() { listener.close() }

        private func serve() {
            while true {
                let connection = accept(listener.descriptor, nil, nil)
                guard connection >= 0 else { return }
                requests.withLock { $0.append(Self.request(connection)) }
                let status = statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
                let answer =
                    "HTTP/1.1 \(status) X\r\nLocation: http://127.0.0.1:\(port)/other\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n"
                _ = Array(answer.utf8).withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
                Glibc.close(connection)
            }
        }

        /// Head and body of one request.
        private static func request(_ connection: Int32) -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let text = String(decoding: bytes, as: UTF8.self)
                if let end = text.range(of: "\r\n\r\n") {
                    let head = text[..<end.lowerBound].lowercased()
                    let digits = head.range(of: "content-length: ").map { head[$0.upperBound...] } ?? ""
                    if text[end.upperBound...].utf8.count >= Int(digits.prefix { $0.isNumber }) ?? 0 {
                        return text
                    }
                }
                let count = read(connection, &buffer, buffer.count)
                guard count > 0 else { return text }
                bytes += buffer.prefix(count)
            }
        }
    }

    private let message = AccountMessage(.alreadyRegistered, to: "ana@example.com", locale: "es")
    private let secret = Data(repeating: 9, count: 32)

    private func send(_ statuses: [Int], times: Int = 1) async throws -> (
        failures: [String], requests: [String]
    ) {
        let sink = try Sink(statuses)
        let sender = try WebhookMessageSender(
            address: "http://127.0.0.1:\(sink.port)/mail", timeout: .seconds(20), secret: secret)
        var failures: [String] = []
        for _ in 0..<times {
            do throws(MessageFailure) {
                try await sender.send(message)
            } catch {
                failures.append(error.reason)
            }
        }
        await sender.close()
        sink.close()
        return (failures, sink.all)
    }

    @Test func `a message is a signed POST with its ID as key`() async throws {
        let (failures, requests) = try await send([202])

        let request = try #require(requests.first)
        #expect(failures == [] && requests.count == 1)
        #expect(request.hasPrefix("POST /mail HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("idempotency-key: \(message.id)"))
        let body = try #require(request.range(of: "\r\n\r\n")).upperBound
        #expect(
            request[body...] == #"{"id":"\#(message.id)","kind":"ALREADY_REGISTERED","locale":"es","#
                + #""to":"ana@example.com"}"#)
        let seconds = try #require(request.firstMatch(of: /t=([0-9]+),v1=([0-9a-f]{64})/))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(seconds.1).\(request[body...])".utf8), using: SymmetricKey(data: secret))
        #expect(code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == seconds.2)
    }

    @Test func `an address may hold a name and a password`() async throws {
        let sink = try Sink([200])
        let sender = try WebhookMessageSender(
            address: "http://ana:s%20cret@127.0.0.1:\(sink.port)/mail", timeout: .seconds(20), secret: secret)
        try await sender.send(message)
        await sender.close()
        sink.close()

        #expect(sink.all.first?.contains("\r\nAuthorization: Basic YW5hOnMgY3JldA==\r\n") == true)
    }

    @Test func `any answer but 2xx is a failure, and no redirect is followed`() async throws {
        let (failures, requests) = try await send([500, 307, 404, 200], times: 4)

        #expect(
            failures == [500, 307, 404].map { "the address of auth.messageWebhook answers \($0)" })
        #expect(requests.count == 4 && requests.allSatisfy { $0.hasPrefix("POST /mail ") })
    }

    @Test func `nobody at the address is a failure that names no address`() async throws {
        let sender = try WebhookMessageSender(
            address: "http://127.0.0.1:1/canary", timeout: .seconds(20), secret: secret)
        await #expect(throws: MessageFailure(reason: "no answer from the address of auth.messageWebhook")) {
            try await sender.send(message)
        }
        await sender.close()
    }

    @Test(arguments: ["", "mailer", "http://mailer.example/", "ftp://localhost/", "https://", "file:///etc"])
    func `an address that would show tokens to others is refused`(address: String) {
        #expect(throws: StartFailure.self) {
            try WebhookMessageSender(address: address, timeout: .seconds(1), secret: secret)
        }
    }
}
