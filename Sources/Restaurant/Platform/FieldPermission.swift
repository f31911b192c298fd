internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema

/// What is shown to the caller of one field.
///
/// - SeeAlso: `schema.graphql`, type `FieldPermission`; `Config/permissions.yaml`, key `FieldPermission`.
enum FieldPermission: ObjectType {
    enum Columns {
        static let coordinate = Column<String>("coordinate", at: 0)
        static let access = Column<String>("access", at: 1)
    }

    static let fields: [Field] = [
        .column("coordinate", Columns.coordinate, as: .plainText),
        .column("access", Columns.access, as: .plainText),
    ]

    static let ofCaller = CallerLoader.many(
        "FieldPermission.ofCaller", arguments: ["coordinates"]
    ) { caller, arguments in
        var coordinates: Set<String>?
        if case .list(let items)? = arguments.first {
            coordinates = Set(items.compactMap { if case .string(let text) = $0 { text } else { nil } })
        }
        return caller.access.told(of: coordinates).map {
            [Array($0.coordinate.utf8), Array($0.access.rawValue.utf8)]
        }
    }
}
