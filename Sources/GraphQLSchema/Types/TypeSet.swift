/// A set of types, one bit a type.
@frozen
public struct TypeSet: Hashable, Sendable {
    @usableFromInline
    internal var words: [UInt64] = []

    /// Makes an empty set.
    public init() {}

    /// Whether a type is in the set.
    @inlinable
    public func contains(_ type: TypeID) -> Bool {
        let word = type.index &>> 6
        return word < words.count && words[word] &>> UInt64(type.index & 63) & 1 != 0
    }

    /// Whether the sets have a type in common.
    ///
    /// - Complexity: O(types / 64).
    @inlinable
    public func intersects(_ other: TypeSet) -> Bool {
        for index in 0..<Swift.min(words.count, other.words.count)
        where words[index] & other.words[index] != 0 {
            return true
        }
        return false
    }

    /// Whether the sets have a type in common that is not in a third one.
    ///
    /// - Complexity: O(types / 64).
    func intersects(_ other: TypeSet, without hidden: TypeSet) -> Bool {
        (0..<Swift.min(words.count, other.words.count)).contains { index in
            let hiddenWord = index < hidden.words.count ? hidden.words[index] : 0
            return words[index] & other.words[index] & ~hiddenWord != 0
        }
    }

    /// Whether no type is in the set.
    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The number of types in the set.
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The types of the set in the order of their numbers.
    public var types: [TypeID] {
        (0..<Int32(truncatingIfNeeded: words.count * 64)).map(TypeID.init(rawValue:)).filter(contains)
    }

    /// Adds a type.
    mutating func insert(_ type: TypeID) {
        let word = type.index >> 6
        while words.count <= word { words.append(0) }
        words[word] |= 1 << UInt64(type.index & 63)
    }
}
