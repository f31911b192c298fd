import Domain
import Foundation
import FoundationNetworking
import Restaurant

/// A payment provider behind HTTP: `POST <address>/requests` asks for an act, `GET <address>/requests/<key>`
/// what became of one.
///
/// Certain is what an answer of 200 or 201 says, in JSON with the key that was asked for, `DONE` or
/// `REFUSED`; that a look finds nothing (404); and that a request was refused as such (400, 402, 403, 404,
/// 422). Whatever else comes, or does not come, tells nothing: 409 may mean that the same request is under
/// way.
struct HTTPPaymentProvider: PaymentProvider, CustomStringConvertible, CustomReflectable {
    /// The largest answer that is read.
    private static let answerByteCountMax = 64 << 10
    private static let refusals: Set<Int> = [400, 402, 403, 404, 422]

    private let address: URL
    private let secret: String
    private let client: URLSession
    private let exchange = DirectExchange(bodyByteCountMax: Self.answerByteCountMax)

    /// - Parameters:
    ///   - address: https, or http to this machine.
    ///   - timeout: after which nobody waits for an answer.
    ///   - secret: the bearer token that the provider knows the house by.
    /// - Throws: `StartFailure` for another address.
    init(address: String, timeout: Duration, secret: String) throws {
        let url = URL(string: address)
        let isLocal = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url?.host ?? "")
        guard let url, url.host?.isEmpty == false, url.user == nil, url.query == nil,
            url.scheme == "https" || url.scheme == "http" && isLocal
        else { throw StartFailure("payments.provider: needs an https address") }
        self.address = url
        self.secret = secret
        let configuration = URLSessionConfiguration.ephemeral
        let parts = timeout.components
        configuration.timeoutIntervalForRequest = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        configuration.timeoutIntervalForResource = configuration.timeoutIntervalForRequest
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        client = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    }

    /// Neither address nor secret.
    var description: String { "(payment provider)" }
    /// Neither address nor secret.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// An act as it is asked for.
    private struct Act: Encodable {
        let key: String
        let act: String
        let organization: String
        let payment: String
        let method: String
        let amountMinor: Int64
        let currency: String
    }

    /// What the provider says of one.
    private struct Said: Decodable {
        let key: String
        let status: String
        let reference: String?
    }

    func perform(_ call: ProviderCall) async -> ProviderAnswer {
        let act = Act(
            key: call.key, act: call.act.rawValue, organization: call.organization, payment: call.payment,
            method: call.method, amountMinor: call.amountMinor, currency: call.currency)
        guard let body = try? JSONEncoder().encode(act) else { return .unknown }
        var request = URLRequest(url: address.appendingPathComponent("requests"))
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(call.key, forHTTPHeaderField: "Idempotency-Key")
        guard let (status, answer) = await ask(request) else { return .unknown }
        return Self.refusals.contains(status) ? .refused : said(answer, status, of: call)
    }

    func look(_ call: ProviderCall) async -> ProviderAnswer {
        let path = address.appendingPathComponent("requests").appendingPathComponent(call.key)
        guard let (status, answer) = await ask(URLRequest(url: path)) else { return .unknown }
        return status == 404 ? .absent : said(answer, status, of: call)
    }

    func close() async {
        client.finishTasksAndInvalidate()
    }

    /// The status and body of an answer; nil for none.
    private func ask(_ request: URLRequest) async -> (status: Int, body: Data)? {
        var request = request
        request.setValue("Bearer \(secret)", forHTTPHeaderField: "Authorization")
        return await exchange.answer(to: client.dataTask(with: request))
    }

    private func said(_ body: Data, _ status: Int, of call: ProviderCall) -> ProviderAnswer {
        guard [200, 201].contains(status), let said = try? JSONDecoder().decode(Said.self, from: body),
            said.key == call.key
        else { return .unknown }
        switch said.status {
        case "DONE": return .done(reference: said.reference)
        case "REFUSED": return .refused
        default: return .unknown
        }
    }
}
