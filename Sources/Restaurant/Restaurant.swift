public import Accounts
public import DataLoader
public import GraphQLExecution
public import GraphQLSchema
public import Postgres

/// The restaurant's API: every type of `schema.graphql` with its sources, every mutation with its function.
public enum Restaurant {
    /// The sources of all types, for the engine.
    public static let resolvers: [ObjectResolver] =
        types.map { $0.resolver } + [Connection.pageInfo, UserError.interface]
        + areas.flatMap { $0.paged }.flatMap(Connection.resolvers)

    /// The parts of the business.
    static let areas: [any Area.Type] = [
        TenancyArea.self, FloorArea.self, MenuArea.self, CartArea.self, OrderArea.self, KitchenArea.self,
        PaymentArea.self, CouponArea.self, LoyaltyArea.self, CustomerArea.self, ImageArea.self,
    ]

    /// Where the events of the fields of `Subscription` come from, by field.
    static let liveSources: [String: LiveSource] = Dictionary(
        areas.flatMap { $0.subscriptions }.map { ($0.name, $0) }
    ) { first, _ in first }

    /// The functions behind the fields of `Mutation`, with what the server lends them.
    public static func mutations(_ services: MutationServices) -> [String: Mutation<TenantSession>] {
        Dictionary(
            mutationMakers.map {
                ($0.key, AuditedMutation.make($0.key, services, $0.value($0.key, services)))
            }
        ) { first, _ in first }
    }

    /// What makes each of these functions.
    static let mutationMakers: [String: MutationMaker] =
        areas.reduce(into: [:]) { $0.merge($1.mutations) { first, _ in first } }

    /// The functions behind the fields of `Mutation` that open transactions of their own.
    ///
    /// - Parameters:
    ///   - accounts: who signs people in; without it nobody can be reached.
    ///   - services: what the server lends to the others.
    ///   - sessions: where the others open their transactions.
    public static func detachedMutations(
        _ accounts: AccountService?, _ services: MutationServices, _ sessions: TenantSessions
    ) -> [String: DetachedMutation<TenantCaller>] {
        let prepared = preparedMutationMakers.map { ($0.key, $0.value($0.key, services, sessions)) }
        return accountMutationMakers.mapValues { $0(accounts) }
            .merging(prepared) { first, _ in first }
    }

    /// Their names.
    public static let detachedMutationNames: Set<String> =
        Set(accountMutationMakers.keys).union(preparedMutationMakers.keys)

    /// What makes those of them that hash, or ask the store of pictures, before their transaction.
    static let preparedMutationMakers: [String: PreparedMutationMaker] = [
        "memberInviteAccept": MemberInviteAccept.mutation,
        "pinSet": PinSet.mutation,
        "uploadComplete": UploadComplete.mutation,
    ]

    /// What makes each of these functions.
    static let accountMutationMakers: [String: AccountMutationMaker] = [
        "ownerRegister": OwnerRegister.mutation,
        "login": Login.mutation,
        "pinLogin": PinLogin.mutation,
        "tokenRefresh": TokenRefresh.mutation,
        "logout": Logout.mutation,
        "passwordChange": PasswordChange.mutation,
        "passwordResetRequest": PasswordResetRequest.mutation,
        "passwordReset": PasswordReset.mutation,
        "organizationSelect": OrganizationSelect.mutation,
    ]

    /// The check of all custom scalars' input, for the engine: what fits no scalar is refused with its place
    /// before anything is read.
    public static let scalars = ScalarCheck { scalar, value in Scalars.checks[scalar.name]?(value) }

    /// Every gap between schema, resolvers, permissions and the database's columns, one line each; empty when
    /// all agree. The server calls it at each start, after the migrations, and refuses to start with a gap.
    ///
    /// - Parameters:
    ///   - schema: the schema that `sdl` became.
    ///   - sdl: the text of `schema.graphql`, for line numbers.
    ///   - permissions: the text of `Config/permissions.yaml`.
    ///   - connection: of any role; nil leaves the columns out, for `comanda check` without a database.
    /// - Throws: what the database reports; one statement is run.
    public static func gaps(
        schema: Schema, sdl: String, permissions: String, on connection: PostgresConnection?
    ) async throws(PostgresError) -> [String] {
        var catalog: Catalog?
        if let connection { catalog = try await Catalog.read(connection) }
        return SchemaCheck(schema: schema, sdl: sdl).gaps(permissions: permissions, catalog: catalog)
    }

    /// All object types.
    static let types: [any ObjectType.Type] =
        [
            Query.self, MutationRoot.self, SubscriptionRoot.self, Viewer.self, CallerPermissions.self,
            FieldPermission.self,
            AuthSession.self, OrganizationChoice.self, OwnerRegister.self, Login.self, PinLogin.self,
            TokenRefresh.self, Logout.self, PasswordChange.self, PasswordResetRequest.self,
            PasswordReset.self,
            OrganizationSelect.self, AccountUserError.self,
        ] + areas.flatMap { $0.types }

    /// Resolvers with the tables that they read, for ``SchemaCheck``.
    static var sources: [SchemaCheck.TypeSource] {
        var sources: [SchemaCheck.TypeSource] = []
        for type in types { sources.append(SchemaCheck.TypeSource(type.resolver, table: type.table)) }
        let names = Set(sources.map(\.resolver.typeName))
        return sources + resolvers.filter { !names.contains($0.typeName) }.map { SchemaCheck.TypeSource($0) }
    }
}
