/// Values of several owners within one budget that none of them can use up.
///
/// Each owner has at most a quarter, and drops its own least recently used first; where the owners together
/// have too much, the one that holds most gives an eighth of it.
struct SharedStore<Owner: Hashable & Sendable, Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private typealias Store = BoundedStore<Key, Value>

    /// The part of the budget that one owner may have.
    private static var shareDivisor: Int { 4 }

    private let byteCountMax: Int
    private let countMax: Int
    private var stores: [Owner: Store] = [:]
    /// Bytes held now, of all owners.
    private(set) var byteCount = 0
    /// Entries held now, of all owners.
    private(set) var count = 0

    init(byteCountMax: Int, countMax: Int) {
        self.byteCountMax = byteCountMax
        self.countMax = countMax
    }

    /// The owner's value under a key, which counts as a use.
    mutating func value(for key: Key, of owner: Owner) -> Value? {
        guard let index = stores.index(forKey: owner) else { return nil }
        return stores.values[index].value(for: key)
    }

    /// Keeps a value; one that is larger than an owner's share is not kept. O(1), O(owners) where the whole
    /// budget is used up.
    mutating func keep(_ value: Value, under key: Key, of owner: Owner, byteCount: Int) {
        let share = Store(
            byteCountMax: byteCountMax / Self.shareDivisor, countMax: countMax / Self.shareDivisor)
        change(owner, otherwise: share) { $0.keep(value, under: key, byteCount: byteCount) }
        while self.byteCount > byteCountMax || count > countMax {
            let isLarger: (Store, Store) -> Bool =
                self.byteCount > byteCountMax
                ? { $0.byteCount < $1.byteCount } : { $0.count < $1.count }
            guard let largest = stores.max(by: { isLarger($0.value, $1.value) }) else { return }
            change(largest.key, otherwise: share) { store in
                store.shrink(
                    toBytes: store.byteCount - (store.byteCount + 7) / 8,
                    count: store.count - (store.count + 7) / 8)
            }
        }
    }

    private mutating func change(_ owner: Owner, otherwise empty: Store, _ body: (inout Store) -> Void) {
        var store = stores.removeValue(forKey: owner) ?? empty
        byteCount -= store.byteCount
        count -= store.count
        body(&store)
        byteCount += store.byteCount
        count += store.count
        // An owner without entries is none: tenants come and go.
        if store.count > 0 { stores[owner] = store }
    }
}
