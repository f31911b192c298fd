internal import DataLoader
internal import GraphQLExecution

/// What the caller may see and do: the policy that the request is held to, told to whom it is about.
///
/// - SeeAlso: `schema.graphql`, type `Permissions`; `Config/permissions.yaml`, key `Permissions`.
enum CallerPermissions: ObjectType {
    static let typeName = "Permissions"

    enum Columns {
        static let version = Column<String>("version", at: 0)
        /// One a line.
        static let roles = Column<String>("roles", at: 1)
        static let maxDepth = Column<Int32?>("max_depth", at: 2)
        static let maxCost = Column<Int32?>("max_cost", at: 3)
        static let trustedDocumentsOnly = Column<Bool>("trusted_documents_only", at: 4)
    }

    static let fields: [Field] = [
        .column("version", Columns.version),
        .value("roles", Columns.roles) { names in
            .list(names.split(separator: "\n").map { .string(String($0)) })
        },
        .column("maxDepth", Columns.maxDepth),
        .column("maxCost", Columns.maxCost),
        .column("trustedDocumentsOnly", Columns.trustedDocumentsOnly),
        .many("fields", FieldPermission.ofCaller),
    ]

    static let ofCaller = CallerLoader.one("Permissions.ofCaller") { caller in
        let access = caller.access
        return [
            Array(access.version.utf8), Array(access.roles.joined(separator: "\n").utf8),
            access.depthMax.flatMap(bytes),
            access.costMax.flatMap(bytes),
            [access.trustedDocumentsOnly || caller.trustedDocumentsOnly ? 1 : 0],
        ]
    }

    private static func bytes(_ number: Int) -> [UInt8]? {
        Int32(exactly: number).map { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } }
    }
}
