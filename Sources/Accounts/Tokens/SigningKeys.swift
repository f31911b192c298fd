public import Crypto
internal import Foundation
internal import JWTKit

/// Why signing keys can't be used: one line for the operator.
public struct SigningKeyError: Error, Equatable {
    /// What to change, without the secret.
    public let line: String
}

/// The Ed25519 keys of access tokens: the two newest PEM files of a private folder, by name.
///
/// The newest signs; the other one verifies what it signed before, until those tokens have expired.
///
/// A key's id is derived from its public half, so a token can only name a key, never point to one.
public struct SigningKeys: Sendable {
    /// How many keys are live at once.
    static let countMax = 2

    /// One key and its id.
    struct Key: Sendable {
        let id: String
        let secret: Curve25519.Signing.PrivateKey
    }

    /// All keys; the first signs.
    let keys: [Key]

    /// Reads the keys of a folder; an empty or absent one gets a first key.
    ///
    /// - Throws: `SigningKeyError` for a folder that can't be used, a file that is no key, and a key that
    ///   others may read.
    public init(folder: String) throws(SigningKeyError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw SigningKeyError(line: "auth.keyFolder: cannot make the folder \(folder)")
        }
        var files = try Self.files(in: folder)
        if files.isEmpty {
            try Self.makeKey(in: folder)
            files = try Self.files(in: folder)
        }
        var keys: [Key] = []
        for path in files.prefix(Self.countMax) { keys.append(try Self.key(path: path)) }
        self.keys = keys
    }

    /// Keys made elsewhere, the first signs.
    public init(secrets: [Curve25519.Signing.PrivateKey]) {
        keys = secrets.map { Key(id: Self.id(of: $0), secret: $0) }
    }

    /// One file of the folder, for the operator.
    public struct Listed: Sendable, Equatable {
        /// What a key is for now.
        public enum Use: String, Sendable {
            /// The newest: signs and verifies.
            case signs
            /// The one before it.
            case verifies
            /// Older ones: of no use any more.
            case retired
        }

        /// The file.
        public let path: String
        /// The key's id, as tokens name it.
        public let id: String
        /// What it is for.
        public let use: Use
        /// Seconds since 1970, as the file's name tells; nil for a name of another kind.
        public let madeAt: Int?
    }

    /// The files of a folder, the newest first.
    ///
    /// - Throws: `SigningKeyError` for a folder that can't be read, a file that is no key, and a key that
    ///   others may read.
    public static func list(folder: String) throws(SigningKeyError) -> [Listed] {
        var listed: [Listed] = []
        for (number, path) in try files(in: folder).enumerated() {
            let words = path.split(separator: "/").last?.split(separator: "-") ?? []
            listed.append(
                Listed(
                    path: path, id: try key(path: path).id,
                    use: number == 0 ? .signs : number < countMax ? .verifies : .retired,
                    madeAt: words.count == 3 ? Int(words[1]) : nil))
        }
        return listed
    }

    private static func files(in folder: String) throws(SigningKeyError) -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            return names.filter { $0.hasSuffix(".pem") }.sorted(by: >).map { folder + "/" + $0 }
        } catch {
            throw SigningKeyError(line: "auth.keyFolder: cannot list \(folder)")
        }
    }

    /// Adds a key to the folder, which signs as soon as the folder is read again.
    ///
    /// - Returns: the new file.
    @discardableResult
    public static func makeKey(in folder: String) throws(SigningKeyError) -> String {
        let secret = Curve25519.Signing.PrivateKey()
        let stamp = Int(Date().timeIntervalSince1970)
        // Two processes may start at once, and neither may read half a file of the other.
        let path = "\(folder)/access-\(stamp)-\(id(of: secret).prefix(8)).pem"
        let options: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let text = Data(EdDSA.PrivateKey(backing: secret).pemRepresentation.utf8)
        let draft = path + ".draft"
        guard FileManager.default.createFile(atPath: draft, contents: text, attributes: options),
            (try? FileManager.default.moveItem(atPath: draft, toPath: path)) != nil
        else { throw SigningKeyError(line: "auth.keyFolder: cannot write \(path)") }
        return path
    }

    private static func key(path: String) throws(SigningKeyError) -> Key {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? NSNumber, mode.intValue & 0o077 == 0 else {
            throw SigningKeyError(
                line: "auth.keyFolder: \(path) must be readable by its owner alone (chmod 600)")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let key = try? EdDSA.PrivateKey(pem: String(decoding: data, as: UTF8.self)),
            let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: key.rawRepresentation)
        else { throw SigningKeyError(line: "auth.keyFolder: \(path) is no Ed25519 key in PEM form") }
        return Key(id: id(of: secret), secret: secret)
    }

    private static func id(of secret: Curve25519.Signing.PrivateKey) -> String {
        let digest = SHA256.hash(data: secret.publicKey.rawRepresentation)
        return digest.prefix(8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
