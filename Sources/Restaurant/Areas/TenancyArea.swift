internal import DataLoader
internal import GraphQLExecution

/// What the API says of organizations, branches, those who work there, their keys and what was done.
enum TenancyArea: Area {
    static let types: [any ObjectType.Type] = [
        Organization.self, Branch.self, ShownPolicies.self, Address.self, OrganizationSummary.self,
        Member.self,
        TillPerson.self, Invitation.self, APIKey.self, Shift.self, PublicMenu.self, AuditLogEntry.self,
        OrganizationUpdate.self, OrganizationPlanChange.self, OrganizationCreate.self, BranchCreate.self,
        BranchUpdate.self,
        BranchArchive.self, MemberInvite.self, MemberInviteAccept.self, PinSet.self,
        MemberUpdate.self, MemberDeactivate.self, MemberBranchesSet.self,
        ShiftClockIn.self, ShiftClockOut.self, APIKeyCreate.self, APIKeyRevoke.self, TenancyUserError.self,
    ]

    static let paged: [String] = [
        OrganizationSummary.typeName, Branch.typeName, Member.typeName, TillPerson.typeName,
        Invitation.typeName, APIKey.typeName, Shift.typeName, AuditLogEntry.typeName,
    ]

    static let queries: [Field] = [
        .one("organization", Organization.current),
        .one("branch", Branch.byID, key: .id("id", .branch), absence: .notFound),
        .page("organizations", OrganizationSummary.ofLogin, order: OrganizationSummary.order),
        .page("branches", Branch.all, order: Branch.order),
        .page(
            "members", Member.list, order: Member.order, key: .id("branchId", .branch),
            .flag("includeInactive")),
        .page(
            "tillPeople", TillPerson.byBranch, order: TillPerson.order, key: .id("branchId", .branch),
            requires: Branch.ofList),
        .page("invitations", Invitation.open, order: Invitation.order),
        .page("apiKeys", APIKey.all, order: APIKey.order),
        .page(
            "shifts", Shift.byBranch, order: Shift.order, key: .id("memberId", .member),
            .id("branchId", .branch), requires: Branch.ofList),
        .one(
            "publicMenu", PublicMenu.byCode, key: .publicCode("branchCode"), absence: .notFound,
            binds: ["locale", "at"]),
        AuditLogEntry.door,
    ]

    static let mutations: [String: MutationMaker] = [
        "organizationUpdate": OrganizationUpdate.mutation,
        "organizationPlanChange": OrganizationPlanChange.mutation,
        "organizationCreate": OrganizationCreate.mutation,
        "branchCreate": BranchCreate.mutation,
        "branchUpdate": BranchUpdate.mutation,
        "branchArchive": BranchArchive.mutation,
        "memberInvite": MemberInvite.mutation,
        "memberUpdate": MemberUpdate.mutation,
        "memberDeactivate": MemberDeactivate.mutation,
        "memberBranchesSet": MemberBranchesSet.mutation,
        "shiftClockIn": ShiftClockIn.mutation,
        "shiftClockOut": ShiftClockOut.mutation,
        "apiKeyCreate": APIKeyCreate.mutation,
        "apiKeyRevoke": APIKeyRevoke.mutation,
    ]

    static let nodes: [EntityKind: NodeSource] = [
        .organization: NodeSource(Organization.self, Organization.byID),
        .branch: NodeSource(Branch.self, Branch.byID),
        .member: NodeSource(Member.self, Member.byID),
        .invitation: NodeSource(Invitation.self, Invitation.byID),
        .apiKey: NodeSource(APIKey.self, APIKey.byID),
        .shift: NodeSource(Shift.self, Shift.byID),
        .auditEntry: NodeSource(AuditLogEntry.self, AuditLogEntry.byID),
    ]
}
