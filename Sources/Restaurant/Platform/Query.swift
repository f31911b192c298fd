internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// The doors to reading.
///
/// - SeeAlso: `schema.graphql`, type `Query`; `Config/permissions.yaml`, key `Query`.
enum Query: ObjectType {
    static let fields: [Field] =
        [.one("viewer", Viewer.current), .one("permissions", CallerPermissions.ofCaller)]
        + Restaurant.areas.flatMap { $0.queries }
        + [Field("node", .node(argument: "id", decode: nodeReference, loaders: nodeLoaders))]

    /// What IDs of each kind name. A login has no tenant: nobody reads one by its ID.
    private static let nodes: [EntityKind: NodeSource] =
        Restaurant.areas.reduce(into: [:]) { $0.merge($1.nodes) { first, _ in first } }

    /// Which loader finds the objects of a type by ID.
    private static let nodeLoaders: [String: Loader] = Dictionary(
        nodes.values.map { ($0.typeName, $0.loader) }
    ) { first, _ in first }

    /// Reads an ID of any kind.
    @Sendable
    private static func nodeReference(_ id: String) -> NodeReference? {
        guard let parsed = Domain.TypeID(id), let kind = EntityKind(rawValue: parsed.prefix),
            let node = nodes[kind]
        else { return nil }
        let key = parsed.uuidBytes
        return NodeReference(typeName: node.typeName, key: node.isOfBranch ? [nil, key] : [key])
    }
}

extension Branch {
    /// The branch of a list must be within reach, or the list is NOT_FOUND.
    static let ofList = Field.Requirement(Branch.byID, key: [.id("branchId", .branch)])
    /// The branch in whose light something is shown, if one is given.
    static let inScope = Field.Requirement(
        inScope: Branch.byID, key: [.id("branchId", .branch)], ifGiven: "branchId")
}

extension KeyPart {
    /// A boolean as a key.
    static func flag(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .boolean(let flag) = value else { return nil }
            return [flag ? 1 : 0]
        }
    }

    /// A public code as a key; codes are stored in lower case.
    static func publicCode(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let code) = value, code.utf8.count <= 63, !code.utf8.contains(0)
            else { return nil }
            return Array(code.lowercased().utf8)
        }
    }
}
