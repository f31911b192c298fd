import Crypto
import Foundation
import Glibc

/// The secret behind cursors: a file beside the keys of access tokens, made at the first start. Instances
/// that serve the same clients share the folder's files.
enum CursorSecret {
    private static let byteCount = 32

    /// The secret of a folder.
    ///
    /// - Throws: `StartFailure` for a file that can't be made or read, or that others may read.
    static func read(folder: String) throws -> Data {
        let path = folder + "/cursor.key"
        try FileManager.default.createPrivateFolder(folder)
        try makeIfAbsent(path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? NSNumber, mode.intValue & 0o077 == 0 else {
            throw StartFailure("auth.keyFolder: \(path) must be readable by its owner alone (chmod 600)")
        }
        guard let secret = FileManager.default.contents(atPath: path), secret.count == byteCount else {
            throw StartFailure("auth.keyFolder: \(path) is no key of \(byteCount) bytes")
        }
        return secret
    }

    /// Written beside and linked, so that of several processes that start together one wins and none reads
    /// half a file.
    private static func makeIfAbsent(_ path: String) throws {
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
