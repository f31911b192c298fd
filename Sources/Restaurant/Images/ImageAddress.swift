internal import Synchronization

/// Where pictures of the store are served: the part of their address in front of the file's name.
///
/// Addresses are not kept with the pictures, so that a store can move.
public enum ImageAddress {
    private static let base = Mutex("/images/")

    /// Pictures are served below this address from now on.
    public static func use(_ base: String) {
        Self.base.withLock { $0 = base }
    }

    /// The address of a file.
    static func of(_ fileName: String) -> String { base.withLock { $0 } + fileName }
}
