/// A fixed run of numbers with a stable address, so that the writer can follow plain pointers.
final class NumberBuffer: @unchecked Sendable {
    // Sendable: filled by the one owner that makes it, and only read after it is shared.

    let base: UnsafeMutablePointer<Int32>
    let count: Int

    init(repeating value: Int32, count: Int) {
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit { base.deallocate() }

    subscript(index: Int) -> Int32 {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }
}
