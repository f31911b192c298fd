internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Why something is taken back, given away or called off: what the people of the house choose from.
///
/// - SeeAlso: `schema.graphql`, type `VoidReason`; `Config/permissions.yaml`, key `VoidReason`.
enum VoidReason: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "void_reasons", columns: Columns.all, isLive: "t.archived_at IS NULL")
    /// With those that are chosen no more.
    private static let everyRow = DataLoader.Table("void_reasons", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let kind = Column<String>("kind", at: 2)
        static let position = Column<Int32>("position", at: 3)
        static let archivedAt = Column<Instant?>("archived_at", at: 4)
        static let version = Column<Int32>("version", at: 5)
        static let all = columnList(id, name, kind, position, archivedAt, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .voidReason),
        .column("name", Columns.name),
        .column("kind", Columns.kind, as: .plainText),
        .column("position", Columns.position),
        .column("archivedAt", Columns.archivedAt),
        .column("version", Columns.version),
    ]

    /// `void_reasons_pkey` serves it.
    static let everyByID = BatchLoader.one("VoidReason.everyByID", everyRow, .column(Columns.id))
    /// A house has a handful; `void_reasons_pkey` narrows to them.
    static let live = BatchLoader.many(
        "VoidReason.live", rows,
        .keys(
            // A key whose last part is null names nothing; all others may be.
            ["kind": .text, "asked": .boolean], match: "(k.kind IS NULL OR t.kind = k.kind)"),
        orderBy: "t.kind, t.position, t.name, t.id")

    /// `Query.voidReasons`.
    static let door = Field.many("voidReasons", live, key: .kind, .constant([1]))
}

extension KeyPart {
    /// The argument `kind` as a key.
    fileprivate static let kind = KeyPart.argument("kind") { value in
        guard case .enumeration(let word) = value else { return nil }
        return Array(word.utf8)
    }
}
