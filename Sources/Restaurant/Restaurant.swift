public import DataLoader
public import GraphQLExecution

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

    /// The tables that the types read, with what they expect of their columns.
    static var tables: [(typeName: String, table: Table)] {
        var tables: [(typeName: String, table: Table)] = []
        for type in types {
            if let table = type.table { tables.append((type.typeName, table)) }
        }
        return tables
    }
}
