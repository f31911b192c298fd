import Crypto
import Foundation
import FoundationNetworking
import Postgres
import Restaurant
import TestSupport
import Testing

/// A server whose cards go through the fake provider, over the database of the running test.
struct ProviderHouse {
    static let hookSecret = "the secret of what a provider tells"

    let provider: FakeProvider
    let folder: String
    private(set) var server: ServerProcess

    private static func settings(_ provider: FakeProvider) -> [String: String] {
        [
            "COMANDA_PAYMENTS_PROVIDER": "http://127.0.0.1:\(provider.port)/v1",
            "COMANDA_PAYMENTS_PROVIDER_TIMEOUT": "500ms", "COMANDA_PAYMENTS_PROVIDER_PATIENCE": "1s",
            "COMANDA_PAYMENTS_PROVIDER_REST": "1s",
            "PAYMENT_PROVIDER_SECRET": FakeProvider.secret, "PAYMENT_HOOK_SECRET": hookSecret,
            "COMANDA_POSTGRES_SWEEP": "1s",
        ]
    }

    /// Runs `body` in a house.
    static func open(_ body: (inout ProviderHouse) async throws -> Void) async throws {
        let provider = try FakeProvider()
        let folder = NSTemporaryDirectory() + "provider-\(UUID().uuidString.prefix(8))"
        defer {
            provider.close()
            try? FileManager.default.removeItem(atPath: folder)
        }
        let server = try await ServerProcess.start("first", in: folder, settings: settings(provider))
        var house = ProviderHouse(provider: provider, folder: folder, server: server)
        do {
            try await body(&house)
        } catch {
            try? house.server.end()
            throw error
        }
        try house.server.end()
    }

    /// Kills the server as nobody expects it, and starts another one.
    mutating func killAndRestart() async throws {
        try server.end()
        try await restart()
    }

    /// Starts another server in the place of one that was killed.
    mutating func restart() async throws {
        server = try await ServerProcess.start(
            "next-\(UUID().uuidString.prefix(6))", in: folder, settings: Self.settings(provider))
    }

    /// Pays with a card.
    func pay(order: Int = 6001, _ minor: Int = 1000, _ more: String = "") async -> (
        id: String, answer: String
    ) {
        let answer = await money(
            "paymentCreate",
            "orderId: \"\(World.id(.order, order))\", method: CARD, amountMinor: \(minor) \(more)")
        return (World.firstID(.payment, in: answer), answer)
    }

    /// A mutation of money as a manager.
    func money(_ mutation: String, _ input: String) async -> String {
        await server.answer(
            """
            mutation { it: \(mutation)(input: { \(input), \(World.moneyKey()) }) {
              payment { id status } userErrors { field ... on PaymentUserError { code } } } }
            """, as: "BRANCH_MANAGER")
    }

    /// The states in which a payment was seen until it was in one of `ends`.
    func follow(_ payment: String, until ends: Set<String>) async throws -> [String] {
        let id = try #require(EntityKind.payment.uuid(payment))
        var seen: [String] = []
        for _ in 0..<1_500 {
            let status = try await World.texts("SELECT status FROM payments WHERE id = '\(id)'").first ?? ""
            if seen.last != status { seen.append(status) }
            if ends.contains(status) { return seen }
            try await Task.sleep(for: .milliseconds(20))
        }
        let requests = try await World.texts(
            "SELECT concat_ws(' ', act, state, outcome, attempts, due_at - now()) FROM provider_requests")
        Issue.record("\(payment) was seen as \(seen): \(requests), \(provider.counts)")
        return seen
    }

    /// Waits until nothing is asked of the provider.
    func settle() async throws {
        let open = "SELECT id FROM provider_requests WHERE state <> 'CONFIRMED'"
        for _ in 0..<1_500 {
            if try await World.texts(open).isEmpty { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("the provider has not answered")
    }

    /// Payments of which the provider's books say something else than ours.
    func differences() async throws -> [String] {
        let rows = try await World.texts(
            """
            SELECT p.id || ' ' || coalesce((SELECT sum(e.amount_minor) FROM ledger_entries AS e
              WHERE e.payment_id = p.id AND e.account = 'PROVIDER_CLEARING'), 0)
            FROM payments AS p WHERE p.is_provided
            """)
        return rows.filter { row in
            let parts = row.split(separator: " ")
            guard parts.count == 2, let id = UUIDBytes(text: String(parts[0])) else { return true }
            return Int64(parts[1]) != provider.balance(of: EntityKind.payment.id(id))
        }
    }

    /// Tells the server something as the provider does.
    ///
    /// - Returns: the status of its answer.
    func tell(
        _ event: String, of payment: String, age: Int = 0, secret: String = hookSecret, padding: Int = 0
    ) async throws -> Int {
        let body = Data(
            """
            {"id":"\(event)","organization":"\(World.id(.organization, 1))","payment":"\(payment)",
             "status":"REFUNDED"\(String(repeating: " ", count: padding))}
            """.utf8)
        let seconds = Int(Date().timeIntervalSince1970) - age
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(seconds).".utf8) + body, using: SymmetricKey(data: Data(secret.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var request = URLRequest(
            url: server.address.deletingLastPathComponent().appendingPathComponent("hooks/payments"))
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("t=\(seconds),v1=\(digits)", forHTTPHeaderField: "Comanda-Signature")
        // A kept connection that is closed under a request would spoil the next one: see `HTTPExchange`.
        request.setValue("close", forHTTPHeaderField: "Connection")
        let (_, response) = try await URLSession.shared.data(for: request)
        return (response as? HTTPURLResponse)?.statusCode ?? 0
    }
}
