extension Document {
    /// The bytes of one name in the source.
    @frozen
    public struct NameSlice: Hashable, Sendable {
        /// Where the name first stands in the source.
        public let offset: Int32
        /// The number of bytes; names are ASCII.
        public let length: Int32

        @inlinable
        init(offset: Int32, length: Int32) {
            self.offset = offset
            self.length = length
        }
    }

    /// The text of a name.
    public func name(_ id: NameID) -> String {
        String(decoding: nameBytes(id), as: UTF8.self)
    }

    /// The bytes of a name, without copying.
    @inlinable
    public func nameBytes(_ id: NameID) -> ArraySlice<UInt8> {
        let slice = names[id.index]
        return source[Int(slice.offset)..<Int(slice.offset) + Int(slice.length)]
    }

    /// Finds the number of a name given as text, such as a requested operation's.
    ///
    /// - Complexity: O(number of distinct names).
    public func nameID(of text: String) -> NameID? {
        for index in names.indices {
            let id = NameID(rawValue: Int32(truncatingIfNeeded: index))
            if nameBytes(id).elementsEqual(text.utf8) { return id }
        }
        return nil
    }
}
