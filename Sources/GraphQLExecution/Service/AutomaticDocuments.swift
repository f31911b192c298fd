import Synchronization

/// Documents that requests have sent together with their hash, so that the hash is enough from then on.
///
/// Each namespace (a tenant) finds only what was sent in it: nobody learns what others ask.
final class AutomaticDocuments: Sendable {
    private struct Key: Hashable {
        let namespace: String
        let sha256: String
    }

    private let store: Mutex<BoundedStore<Key, [UInt8]>>

    init(byteCountMax: Int, countMax: Int) {
        store = Mutex(BoundedStore(byteCountMax: byteCountMax, countMax: countMax))
    }

    /// The document with a hash.
    func document(_ sha256: String, in namespace: String) -> [UInt8]? {
        store.withLock { $0.value(for: Key(namespace: namespace, sha256: sha256)) }
    }

    /// Keeps a document whose hash has been checked.
    func keep(_ document: [UInt8], _ sha256: String, in namespace: String) {
        let byteCount = document.count + namespace.utf8.count + sha256.utf8.count + 128
        store.withLock {
            $0.keep(document, under: Key(namespace: namespace, sha256: sha256), byteCount: byteCount)
        }
    }
}
