/// One value of one enum of a schema.
public struct EnumValueID: Hashable, Sendable {
    /// The enum.
    public let type: TypeID
    /// The position in `TypeDefinition.enumValues`.
    public let index: Int

    /// The value of an enum at a position.
    public init(_ type: TypeID, _ index: Int) {
        self.type = type
        self.index = index
    }
}
