import Crypto
import DataLoader
import Foundation
import Glibc
import GraphQLExecution
import Logging
import NIOCore
import Postgres
import Restaurant
import Transport

/// Hears the payment provider: `Comanda-Signature: t=<seconds>,v1=<hex>` proves it, HMAC-SHA256 over the
/// seconds, a full stop and the body.
///
/// An event names a payment, and nothing that it says of it is believed: the provider is asked instead. So an
/// event may come twice, late, in any order and before the answer that it is about.
struct ProviderHook: Sendable {
    /// How far the clocks may differ, and how old an event may be.
    private static let windowSeconds: Int64 = 300
    private static let digestByteCount = 32

    private let secret: SymmetricKey
    private let work: ProviderWork
    private let asked: GrownOrganizations
    private let logger: Logger
    private let nowSeconds: @Sendable () -> Int64

    init(
        secret: String, work: ProviderWork, asked: GrownOrganizations, logger: Logger,
        nowSeconds: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
    ) {
        self.secret = SymmetricKey(data: Data(secret.utf8))
        self.work = work
        self.asked = asked
        self.logger = logger
        self.nowSeconds = nowSeconds
    }

    /// What is told: which payment of which organization something happened to.
    private struct Event: Decodable {
        let id: String
        let organization: String
        let payment: String
    }

    /// Hears one event.
    func hear(_ call: HookCall) async -> HookReply {
        let body = Data(call.body.readableBytesView)
        guard isProven(body, by: call.signature ?? "") else { return .unproven }
        guard let event = try? JSONDecoder().decode(Event.self, from: body),
            (1...200).contains(event.id.unicodeScalars.count), !event.id.utf8.contains(0),
            let organization = EntityKind.organization.uuid(event.organization)
        else { return .malformed }
        do throws(LoadError) {
            let isNew = try await work.hear(
                event.id, of: event.payment, in: organization, nowSeconds: nowSeconds())
            if isNew { asked.hear(organization) }
            return .heard
        } catch {
            logger.warning("an event of the payment provider waits", metadata: ["error": "\(error.code)"])
            return .unavailable
        }
    }

    private func isProven(_ body: Data, by signature: String) -> Bool {
        let parts = signature.split(separator: ",", maxSplits: 2)
        guard parts.count == 2, parts[0].hasPrefix("t="), parts[1].hasPrefix("v1="),
            let seconds = Int64(parts[0].dropFirst(2)), let code = Self.bytes(parts[1].dropFirst(3))
        else { return false }
        let (age, overflows) = nowSeconds().subtractingReportingOverflow(seconds)
        guard !overflows, (-Self.windowSeconds...Self.windowSeconds).contains(age) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Data("\(seconds).".utf8) + body, using: secret)
    }

    /// The bytes behind pairs of hexadecimal digits; nil for any other text.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count == 2 * digestByteCount else { return nil }
        let digits = Array(text.utf8).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 2 * digestByteCount else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
