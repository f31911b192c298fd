import Accounts
import Crypto
import Foundation

/// Hands messages to a mailer of the operator's: a POST of JSON with the message's ID, kind, recipient,
/// language, token and end. Any answer of 2xx means that the mailer has it; a message whose answer was lost
/// comes again with the same `Idempotency-Key`.
///
/// `Comanda-Signature: t=<seconds>,v1=<hex>` proves the sender: HMAC-SHA256 with the file's secret over the
/// seconds, a full stop and the body.
struct WebhookMessageSender: MessageSender, CustomStringConvertible, CustomReflectable {
    private let address: URL
    private let secret: SymmetricKey
    private let exchange: HTTPExchange
    /// Of the answer only the status counts.
    private static let answerByteCountMax = 1 << 20

    /// - Parameter address: https, or http to this machine, since messages hold tokens.
    /// - Throws: `StartFailure` for another address.
    init(address: String, timeout: Duration, secret: Data) throws {
        let url = URL(string: address)
        let isLocal = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url?.host ?? "")
        guard let url, url.host?.isEmpty == false, url.scheme == "https" || url.scheme == "http" && isLocal
        else { throw StartFailure("auth.messageWebhook: needs an https address") }
        self.address = url
        self.secret = SymmetricKey(data: secret)
        exchange = HTTPExchange(timeout: timeout, bodyByteCountMax: Self.answerByteCountMax)
    }

    func send(_ message: AccountMessage) async throws(MessageFailure) {
        let body = message.json
        var request = HTTPExchange.Request(
            method: .post, url: address.absoluteString,
            headers: [
                ("Content-Type", "application/json"), ("Idempotency-Key", "\(message.id)"),
                ("Comanda-Signature", signature(of: body)),
            ], body: Data(body))
        if let user = address.user(percentEncoded: false) {
            let name = Data("\(user):\(address.password(percentEncoded: false) ?? "")".utf8)
            request.headers.append(("Authorization", "Basic \(name.base64EncodedString())"))
        }
        let status: Int
        do {
            status = try await exchange.answer(to: request).status
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
        // It may be closed already.
        try? await exchange.close()
    }

    private func signature(of body: [UInt8]) -> String {
        let seconds = Int(Date().timeIntervalSince1970)
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(seconds).".utf8) + body, using: secret)
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "t=\(seconds),v1=\(digits)"
    }
}
