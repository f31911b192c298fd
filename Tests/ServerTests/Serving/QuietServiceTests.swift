import Accounts
import Foundation
import Postgres
import ServiceLifecycle
import Testing

@testable import Server

/// At the level `debug` the group of services logs each service as a whole.
@Suite struct QuietServiceTests {
    /// Everything by which a value is ever printed.
    private func prints(_ value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value)\n" + String(reflecting: value) + "\n" + dumped
    }

    @Test func `no service of the process prints a secret`() async throws {
        let scratch = NSTemporaryDirectory() + "quiet-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let password = "canary-password-7c1f"
        let launch = try await Launch.prepared(environment: [
            "COMANDA_HOME": SettingsTests.root, "COMANDA_AUTH_KEY_FOLDER": scratch,
            "COMANDA_AUTH_MESSAGES": "webhook",
            "COMANDA_AUTH_MESSAGE_WEBHOOK": "https://mailer.example/canary-path-91aa",
            "DATABASE_URL": "postgresql://comanda_app:\(password)@127.0.0.1:1/comanda",
        ])
        let tokens = try await launch.accessTokens()
        let product = try Product.read()
        let serving = Serving(
            launch: launch, product: product, tokens: tokens,
            address: try DatabaseAddress.required(launch))
        let pools = serving.pools
        let services = try serving.services(pools, try serving.readiness(pools)) { _ in }
        let dev = DevService(launch: launch, product: product, tokens: tokens, checkout: scratch) { _, _, _ in
        }

        var secrets = [password, "canary-path-91aa"]
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch) {
            let secret = try #require(FileManager.default.contents(atPath: scratch + "/" + name))
            secrets += [secret.base64EncodedString(), "\([UInt8](secret).prefix(8))".filter { $0 != "]" }]
        }
        #expect(secrets.count >= 2 + 2 * 4, "signing key, cursors, master key, webhook")
        let printed = services.map { prints($0.service) } + [prints(dev), prints(launch), prints(serving)]
        #expect(services.count >= 5)
        for text in printed {
            #expect(text.utf8.count < 10_000, "\(text.prefix(200))")
            for secret in secrets { #expect(!text.contains(secret), "\(text.prefix(200))") }
        }
        for service in services { await (service.service as? MessageService)?.close() }
    }

    @Test func `what holds an address prints none of it`() {
        let configuration = PostgresConfiguration("postgresql://a:canary@b/c")
        #expect(!prints(configuration).contains("canary"))
    }
}
