import Domain
import Foundation
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
    private let exchange: HTTPExchange

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
        exchange = HTTPExchange(timeout: timeout, bodyByteCountMax: Self.answerByteCountMax)
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
        let request = HTTPExchange.Request(
            method: .post, url: requests.absoluteString,
            headers: [("Content-Type", "application/json"), ("Idempotency-Key", call.key)], body: body)
        guard let answer = await ask(request) else { return .unknown }
        return Self.refusals.contains(answer.status) ? .refused : said(answer, of: call)
    }

    func look(_ call: ProviderCall) async -> ProviderAnswer {
        let path = requests.appendingPathComponent(call.key)
        guard let answer = await ask(.init(url: path.absoluteString)) else { return .unknown }
        return answer.status == 404 ? .absent : said(answer, of: call)
    }

    func close() async {
        // It may be closed already.
        try? await exchange.close()
    }

    private var requests: URL { address.appendingPathComponent("requests") }

    /// An answer; nil for none, whyever: what became of the request is then unknown.
    private func ask(_ request: HTTPExchange.Request) async -> HTTPExchange.Answer? {
        var request = request
        request.headers.append(("Authorization", "Bearer \(secret)"))
        return try? await exchange.answer(to: request)
    }

    private func said(_ answer: HTTPExchange.Answer, of call: ProviderCall) -> ProviderAnswer {
        guard [200, 201].contains(answer.status),
            let said = try? JSONDecoder().decode(Said.self, from: answer.body),
            said.key == call.key
        else { return .unknown }
        switch said.status {
        case "DONE": return .done(reference: said.reference)
        case "REFUSED": return .refused
        default: return .unknown
        }
    }
}
