import Crypto
import Foundation
import Glibc

/// A secret of 32 random bytes in a file that its owner alone can read, made when it is first asked for.
struct SecretFile {
    private static let byteCount = 32

    /// The folder, made if it is not there.
    let folder: String
    let name: String

    /// The secret.
    ///
    /// - Throws: `StartFailure` for a file that can't be made or read, or that others may read.
    func read() throws -> Data {
        let path = folder + "/" + name
        try FileManager.default.createPrivateFolder(folder)
        try makeIfAbsent(path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? NSNumber, mode.intValue & 0o077 == 0 else {
            throw StartFailure("auth.keyFolder: \(path) must be readable by its owner alone (chmod 600)")
        }
        guard let secret = FileManager.default.contents(atPath: path), secret.count == Self.byteCount else {
            throw StartFailure("auth.keyFolder: \(path) is no key of \(Self.byteCount) bytes")
        }
        return secret
    }

    /// Written beside and linked, so that of several processes that start together one wins and none reads
    /// half a file.
    private func makeIfAbsent(_ path: String) throws {
        guard access(path, F_OK) != 0 else { return }
        let draft = path + "." + UUID().uuidString
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        defer { unlink(draft) }
        guard
            FileManager.default.createFile(
                atPath: draft, contents: secret, attributes: [.posixPermissions: 0o600]),
            link(draft, path) == 0 || errno == EEXIST
        else { throw StartFailure("auth.keyFolder: cannot write \(path)") }
    }
}
