internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// The doors to reading.
///
/// - SeeAlso: `schema.graphql`, type `Query`; `Config/permissions.yaml`, key `Query`.
enum Query: ObjectType {
    static let fields: [Field] = [
        .one("viewer", Viewer.current),
        .one("permissions", CallerPermissions.ofCaller),
        .one("organization", Organization.current),
        .one("branch", Branch.byID, key: .id("id", .branch), absence: .notFound),
        .page("organizations", OrganizationSummary.ofLogin, order: OrganizationSummary.order),
        .page("branches", Branch.all, order: Branch.order),
        .page(
            "members", Member.list, order: Member.order, key: .id("branchId", .branch),
            .flag("includeInactive")),
        .page(
            "tillPeople", TillPerson.byBranch, order: TillPerson.order, key: .id("branchId", .branch),
            requires: branch),
        .page("invitations", Invitation.open, order: Invitation.order),
        .page("apiKeys", APIKey.all, order: APIKey.order),
        .page(
            "shifts", Shift.byBranch, order: Shift.order, key: .id("memberId", .member),
            .id("branchId", .branch), requires: branch),
        .many(
            "menus", Menu.byBranch, key: .id("branchId", .branch), binds: ["locale", "at"], requires: branch),
        .one(
            "menu", Menu.inBranch, key: .id("branchId", .branch), .id("id", .menu), absence: .notFound,
            binds: ["locale", "at"]),
        .one(
            "publicMenu", PublicMenu.byCode, key: .publicCode("branchCode"), absence: .notFound,
            binds: ["locale", "at"]),
        .one(
            "menuItem", MenuItem.inBranch, key: .id("branchId", .branch), .id("id", .item),
            absence: .notFound,
            binds: ["locale", "at"]),
        .page("modifierGroups", ModifierGroup.all, order: ModifierGroup.order, binds: ["locale"]),
        .many("spaces", Space.byBranch, key: .id("branchId", .branch), requires: branch),
        .page(
            "tables", DiningTable.byBranchAndSpace, order: DiningTable.order, key: .id("spaceId", .space),
            .id("branchId", .branch), requires: branch),
        .one("table", DiningTable.byID, key: .id("id", .table), absence: .notFound),
        .many("taxClasses", TaxClass.all),
        AuditLogEntry.door,
        Field("node", .node(argument: "id", decode: nodeReference, loaders: nodeLoaders)),
    ]

    /// The branch of a list must be within reach, or the list is NOT_FOUND.
    private static let branch = Field.Requirement(Branch.byID, key: [.id("branchId", .branch)])

    /// Which loader finds the objects of a type by ID: the same that its look-up uses, so that no fence is
    /// missing.
    private static let nodeLoaders: [String: Loader] = [
        Organization.typeName: Organization.byID,
        Branch.typeName: Branch.byID,
        Member.typeName: Member.byID,
        Invitation.typeName: Invitation.byID,
        APIKey.typeName: APIKey.byID,
        Shift.typeName: Shift.byID,
        Space.typeName: Space.byID,
        DiningTable.typeName: DiningTable.byID,
        Menu.typeName: Menu.inBranch,
        MenuCategory.typeName: MenuCategory.byID,
        MenuItem.typeName: MenuItem.inBranch,
        ModifierGroup.typeName: ModifierGroup.byID,
        Modifier.typeName: Modifier.byID,
        TaxClass.typeName: TaxClass.byID,
        AuditLogEntry.typeName: AuditLogEntry.byID,
    ]

    /// Reads an ID of any kind. Objects of a menu are keyed by (branch, id); an ID alone means no branch.
    @Sendable
    private static func nodeReference(_ id: String) -> NodeReference? {
        guard let parsed = Domain.TypeID(id), let kind = EntityKind(rawValue: parsed.prefix) else {
            return nil
        }
        let key = parsed.uuidBytes
        return switch kind {
        // A login has no tenant: nobody reads one by its ID.
        case .user: nil
        case .organization: NodeReference(typeName: Organization.typeName, key: [key])
        case .branch: NodeReference(typeName: Branch.typeName, key: [key])
        case .member: NodeReference(typeName: Member.typeName, key: [key])
        case .invitation: NodeReference(typeName: Invitation.typeName, key: [key])
        case .apiKey: NodeReference(typeName: APIKey.typeName, key: [key])
        case .shift: NodeReference(typeName: Shift.typeName, key: [key])
        case .space: NodeReference(typeName: Space.typeName, key: [key])
        case .table: NodeReference(typeName: DiningTable.typeName, key: [key])
        case .menu: NodeReference(typeName: Menu.typeName, key: [nil, key])
        case .category: NodeReference(typeName: MenuCategory.typeName, key: [nil, key])
        case .item: NodeReference(typeName: MenuItem.typeName, key: [nil, key])
        case .group: NodeReference(typeName: ModifierGroup.typeName, key: [nil, key])
        case .modifier: NodeReference(typeName: Modifier.typeName, key: [nil, key])
        case .taxClass: NodeReference(typeName: TaxClass.typeName, key: [key])
        case .auditEntry: NodeReference(typeName: AuditLogEntry.typeName, key: [key])
        }
    }
}

extension KeyPart {
    /// A boolean as a key.
    fileprivate static func flag(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .boolean(let flag) = value else { return nil }
            return [flag ? 1 : 0]
        }
    }

    /// A public code as a key; codes are stored in lower case.
    fileprivate static func publicCode(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let code) = value, code.utf8.count <= 63, !code.utf8.contains(0)
            else { return nil }
            return Array(code.lowercased().utf8)
        }
    }
}
