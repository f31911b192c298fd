import Crypto
import Foundation
import JWTKit

/// The Ed25519 keys of access tokens: every PEM file of a private folder, the newest signs.
///
/// A key's id is derived from its public half, so a token can only name a key, never point to one.
struct SigningKeys: Sendable {
    /// One key and its id.
    struct Key: Sendable {
        let id: String
        let secret: Curve25519.Signing.PrivateKey
    }

    /// All keys; the first signs.
    let keys: [Key]

    /// Reads the keys of a folder; an empty or absent one gets a first key.
    ///
    /// - Throws: `StartFailure` for a folder that can't be used, a file that is no key, and a key that others
    ///   may read.
    init(folder: String) throws {
        try FileManager.default.createPrivateFolder(folder)
        var files = try Self.files(in: folder)
        if files.isEmpty {
            try Self.makeKey(in: folder)
            files = try Self.files(in: folder)
        }
        keys = try files.map(Self.key(path:))
    }

    /// Keys made elsewhere, the first signs.
    init(secrets: [Curve25519.Signing.PrivateKey]) {
        keys = secrets.map { Key(id: Self.id(of: $0), secret: $0) }
    }

    private static func files(in folder: String) throws -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            return names.filter { $0.hasSuffix(".pem") }.sorted(by: >).map { folder + "/" + $0 }
        } catch {
            throw StartFailure("auth.keyFolder: cannot list \(folder)")
        }
    }

    private static func makeKey(in folder: String) throws {
        let secret = Curve25519.Signing.PrivateKey()
        let stamp = Int(Date().timeIntervalSince1970)
        let path = "\(folder)/access-\(stamp).pem"
        let options: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let text = Data(EdDSA.PrivateKey(backing: secret).pemRepresentation.utf8)
        guard FileManager.default.createFile(atPath: path, contents: text, attributes: options) else {
            throw StartFailure("auth.keyFolder: cannot write \(path)")
        }
    }

    private static func key(path: String) throws -> Key {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? NSNumber, mode.intValue & 0o077 == 0 else {
            throw StartFailure("auth.keyFolder: \(path) must be readable by its owner alone (chmod 600)")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let key = try? EdDSA.PrivateKey(pem: String(decoding: data, as: UTF8.self)),
            let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: key.rawRepresentation)
        else { throw StartFailure("auth.keyFolder: \(path) is no Ed25519 key in PEM form") }
        return Key(id: id(of: secret), secret: secret)
    }

    private static func id(of secret: Curve25519.Signing.PrivateKey) -> String {
        let digest = SHA256.hash(data: secret.publicKey.rawRepresentation)
        return digest.prefix(8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}

extension FileManager {
    /// Makes a folder that its owner alone can enter; an existing one keeps its mode.
    func createPrivateFolder(_ path: String) throws {
        do {
            try createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartFailure("cannot make the folder \(path)")
        }
    }
}
