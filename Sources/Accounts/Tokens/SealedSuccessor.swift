internal import Crypto
internal import Foundation

/// The successor of a refresh token, for an honest client that asks again within a few seconds; kept until
/// the successor is itself rotated or revoked.
///
/// Sealed with a key that only the rotated token gives: who reads the table learns nothing, who holds the old
/// token without us learns nothing. The rejected ways: a successor derived from the old token by a key of
/// ours, which every instance must share and which can't be changed; a cache in memory, which another
/// instance does not have.
enum SealedSuccessor {
    private static let purpose = Data("comanda refresh successor".utf8)

    /// The bytes to store; nil if nothing can be sealed, which then means that no retry is answered.
    static func seal(_ successor: SecretToken, for rotated: SecretToken) -> [UInt8]? {
        let box = try? ChaChaPoly.seal(Data(successor.text.utf8), using: key(rotated))
        return box.map { Array($0.combined) }
    }

    /// The successor; nil for bytes that another token sealed.
    static func open(_ bytes: [UInt8], with rotated: SecretToken) -> SecretToken? {
        guard let box = try? ChaChaPoly.SealedBox(combined: Data(bytes)),
            let text = try? ChaChaPoly.open(box, using: key(rotated))
        else { return nil }
        return SecretToken(String(decoding: text, as: UTF8.self), .refresh)
    }

    private static func key(_ rotated: SecretToken) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(rotated.text.utf8)), info: purpose, outputByteCount: 32)
    }
}
