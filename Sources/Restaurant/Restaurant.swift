public import DataLoader
public import GraphQLExecution
public import GraphQLSchema

/// The restaurant's API: every type of `schema.graphql` with its sources, every mutation with its function.
public enum Restaurant {
    /// The sources of all types, for the engine.
    public static let resolvers: [ObjectResolver] =
        types.map { $0.resolver } + [Connection.pageInfo, MenuUserError.interface]
        + [Branch.typeName, DiningTable.typeName, ModifierGroup.typeName].flatMap(Connection.resolvers)

    /// The functions behind the fields of `Mutation`.
    public static let mutations: [String: Mutation<TenantSession>] = [
        "itemAvailabilitySet": ItemAvailabilitySet.mutation,
        "branchOverrideSet": BranchOverrideSet.mutation,
        "categoryCreate": CategoryCreate.mutation,
    ]

    /// The check of all custom scalars' input, for the engine: what fits no scalar is refused with its place
    /// before anything is read.
    public static let scalars = ScalarCheck { scalar, value in Scalars.checks[scalar.name]?(value) }

    /// All object types, in the order of `schema.graphql`.
    static let types: [any ObjectType.Type] = [
        Query.self, MutationRoot.self, Viewer.self,
        Organization.self, Branch.self, Address.self, PublicMenu.self,
        Space.self, DiningTable.self,
        Menu.self, MenuCategory.self, MenuItem.self, ModifierGroup.self, Modifier.self,
        Money.self, BranchOverride.self, AvailabilityBlock.self, MenuSchedule.self, Translation.self,
        TaxClass.self, TaxRate.self, Image.self,
        ItemAvailabilitySet.self, BranchOverrideSet.self, CategoryCreate.self, MenuUserError.self,
    ]

    /// Resolvers with the tables that they read, for ``SchemaCheck``.
    static var sources: [SchemaCheck.TypeSource] {
        var sources: [SchemaCheck.TypeSource] = []
        for type in types { sources.append(SchemaCheck.TypeSource(type.resolver, table: type.table)) }
        let names = Set(sources.map(\.resolver.typeName))
        return sources + resolvers.filter { !names.contains($0.typeName) }.map { SchemaCheck.TypeSource($0) }
    }
}
