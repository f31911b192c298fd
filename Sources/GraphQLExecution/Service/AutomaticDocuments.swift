import Synchronization

/// Documents that requests have sent together with their hash, so that the hash is enough from then on.
///
/// Each namespace (a tenant, or the public) finds only what was sent in it, so that nobody learns what others
/// ask, and has a share of the room, so that nobody pushes out what others have sent.
final class AutomaticDocuments: Sendable {
    private let store: Mutex<SharedStore<String, String, [UInt8]>>

    init(byteCountMax: Int, countMax: Int) {
        store = Mutex(SharedStore(byteCountMax: byteCountMax, countMax: countMax))
    }

    /// The document with a hash.
    func document(_ sha256: String, in namespace: String) -> [UInt8]? {
        store.withLock { $0.value(for: sha256, of: namespace) }
    }

    /// Keeps a document whose hash has been checked.
    func keep(_ document: [UInt8], _ sha256: String, in namespace: String) {
        let byteCount = document.count + namespace.utf8.count + sha256.utf8.count + 128
        store.withLock { $0.keep(document, under: sha256, of: namespace, byteCount: byteCount) }
    }
}
