import Crypto
import Foundation

/// The secret that who reads metrics must bring; METRICS_TOKEN of the environment.
///
/// Its hash alone is kept, and compared in a time that says nothing of it.
struct MetricsToken: Sendable {
    static let variable = "METRICS_TOKEN"
    /// As for every secret: 256 bits, if it is made at random.
    private static let byteCountMin = 32

    private let digest: SHA256.Digest

    /// The token of the environment; nil where there is none, and nobody reads metrics.
    ///
    /// - Throws: `StartFailure` for one that could be guessed.
    init?(_ environment: [String: String]) throws {
        guard let token = environment[Self.variable], !token.isEmpty else { return nil }
        guard token.utf8.count >= Self.byteCountMin else {
            throw StartFailure(
                "environment: \(Self.variable) is shorter than \(Self.byteCountMin) bytes; "
                    + "make one with 'openssl rand -hex 32'")
        }
        digest = SHA256.hash(data: Data(token.utf8))
    }

    /// Whether somebody has brought it.
    func admits(_ token: String) -> Bool {
        SHA256.hash(data: Data(token.utf8)) == digest
    }
}
