import Foundation

/// The secret behind cursors: a file beside the keys of access tokens, made at the first start. Instances
/// that serve the same clients share the folder's files.
enum CursorSecret {
    /// The secret of a folder.
    ///
    /// - Throws: `StartFailure` for a file that can't be made or read, or that others may read.
    static func read(folder: String) throws -> Data {
        try SecretFile(folder: folder, name: "cursor.key").read()
    }
}
