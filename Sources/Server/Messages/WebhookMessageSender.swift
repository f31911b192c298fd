import Accounts
import Crypto
import Foundation
import FoundationNetworking
import Synchronization

/// Hands messages to a mailer of the operator's: a POST of JSON with the message's ID, kind, recipient,
/// language, token and end. Any answer of 2xx means that the mailer has it; a message whose answer was lost
/// comes again with the same `Idempotency-Key`.
///
/// `Comanda-Signature: t=<seconds>,v1=<hex>` proves the sender: HMAC-SHA256 with the file's secret over the
/// seconds, a full stop and the body.
struct WebhookMessageSender: MessageSender, CustomStringConvertible, CustomReflectable {
    private let address: URL
    private let secret: SymmetricKey
    private let client: URLSession
    private let exchange = WebhookExchange()

    /// - Parameter address: https, or http to this machine, since messages hold tokens.
    /// - Throws: `StartFailure` for another address.
    init(address: String, timeout: Duration, secret: Data) throws {
        let url = URL(string: address)
        let isLocal = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url?.host ?? "")
        guard let url, url.host?.isEmpty == false, url.scheme == "https" || url.scheme == "http" && isLocal
        else { throw StartFailure("auth.messageWebhook: needs an https address") }
        self.address = url
        self.secret = SymmetricKey(data: secret)
        let configuration = URLSessionConfiguration.ephemeral
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) / 1e18
        configuration.timeoutIntervalForRequest = seconds
        configuration.timeoutIntervalForResource = seconds
        configuration.httpShouldSetCookies = false
        client = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    }

    func send(_ message: AccountMessage) async throws(MessageFailure) {
        let body = message.json
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("\(message.id)", forHTTPHeaderField: "Idempotency-Key")
        request.setValue(signature(of: body), forHTTPHeaderField: "Comanda-Signature")
        request.httpBody = Data(body)
        let status: Int
        do {
            status = try await exchange.status(of: client.dataTask(with: request))
        } catch {
            // The library's own words hold the address, which may hold a secret.
            throw MessageFailure(reason: "no answer from the address of auth.messageWebhook")
        }
        guard (200..<300).contains(status) else {
            throw MessageFailure(reason: "the address of auth.messageWebhook answers \(status)")
        }
    }

    /// Neither address nor secret.
    var description: String { "(webhook)" }
    /// Neither address nor secret.
    var customMirror: Mirror { Mirror(self, children: []) }

    func close() async {
        client.finishTasksAndInvalidate()
    }

    private func signature(of body: [UInt8]) -> String {
        let seconds = Int(Date().timeIntervalSince1970)
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(seconds).".utf8) + body, using: secret)
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "t=\(seconds),v1=\(digits)"
    }
}

/// Waits for the status of each request, and follows no redirect: a token goes where the operator said and
/// nowhere else.
private final class WebhookExchange: NSObject, URLSessionTaskDelegate, Sendable {
    private let waiting = Mutex<[Int: CheckedContinuation<Int, any Error>]>([:])

    /// The status that a task's answer has.
    func status(of task: URLSessionTask) async throws -> Int {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting.withLock { $0[task.taskIdentifier] = continuation }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let continuation = waiting.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        if let response = task.response as? HTTPURLResponse {
            continuation?.resume(returning: response.statusCode)
        } else {
            continuation?.resume(throwing: error ?? URLError(.badServerResponse))
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
