internal import DataLoader
internal import GraphQLExecution

/// What the API says of menus, what is on them and how it is taxed.
enum MenuArea: Area {
    static let types: [any ObjectType.Type] = [
        Menu.self, MenuCategory.self, MenuItem.self, ModifierGroup.self, Modifier.self,
        Money.self, BranchOverride.self, AvailabilityBlock.self, MenuSchedule.self, Translation.self,
        TaxClass.self, TaxRate.self,
        ItemAvailabilitySet.self, BranchOverrideSet.self, CategoryCreate.self, MenuUserError.self,
        MenuCreate.self, MenuUpdate.self, MenuPublish.self, MenuArchive.self,
        CategoryUpdate.self, CategoryMove.self, CategoryArchive.self,
        ItemCreate.self, ItemUpdate.self, ItemArchive.self, ItemRestore.self, MenuReorder.self,
        ModifierGroupCreate.self, ModifierGroupUpdate.self, ModifierGroupArchive.self,
        ModifierCreate.self, ModifierUpdate.self, ModifierArchive.self,
        ModifierChildGroupsSet.self, ItemModifierGroupsSet.self, ModifierAvailabilitySet.self,
        ItemsBulkUpdate.self, TranslationSet.self, TaxClassUpsert.self, TaxRateSet.self,
        MenuExport.self, MenuImport.self, MenuImportCount.self, MenuFileProblem.self,
        AvailabilityChange.self,
    ]
    static let paged: [String] = [ModifierGroup.typeName]

    static let queries: [Field] = [
        .many(
            "menus", Menu.byBranch, key: .id("branchId", .branch), binds: ["locale", "at"],
            requires: Branch.ofList),
        .one(
            "menu", Menu.inBranch, key: .id("branchId", .branch), .id("id", .menu), absence: .notFound,
            binds: ["locale", "at"], requires: Branch.inScope),
        .one(
            "menuItem", MenuItem.inBranch, key: .id("branchId", .branch), .id("id", .item),
            absence: .notFound, binds: ["locale", "at"], requires: Branch.inScope),
        .page("modifierGroups", ModifierGroup.all, order: ModifierGroup.order, binds: ["locale"]),
        .many("taxClasses", TaxClass.all),
    ]

    static let mutations: [String: MutationMaker] = [
        "itemAvailabilitySet": ItemAvailabilitySet.mutation,
        "branchOverrideSet": BranchOverrideSet.mutation,
        "categoryCreate": CategoryCreate.mutation,
        "menuCreate": MenuCreate.mutation,
        "menuUpdate": MenuUpdate.mutation,
        "menuPublish": MenuPublish.mutation,
        "menuArchive": MenuArchive.mutation,
        "categoryUpdate": CategoryUpdate.mutation,
        "categoryMove": CategoryMove.mutation,
        "categoryArchive": CategoryArchive.mutation,
        "itemCreate": ItemCreate.mutation,
        "itemUpdate": ItemUpdate.mutation,
        "itemArchive": ItemArchive.mutation,
        "itemRestore": ItemRestore.mutation,
        "menuReorder": MenuReorder.mutation,
        "modifierGroupCreate": ModifierGroupCreate.mutation,
        "modifierGroupUpdate": ModifierGroupUpdate.mutation,
        "modifierGroupArchive": ModifierGroupArchive.mutation,
        "modifierCreate": ModifierCreate.mutation,
        "modifierUpdate": ModifierUpdate.mutation,
        "modifierArchive": ModifierArchive.mutation,
        "modifierChildGroupsSet": ModifierChildGroupsSet.mutation,
        "itemModifierGroupsSet": ItemModifierGroupsSet.mutation,
        "modifierAvailabilitySet": ModifierAvailabilitySet.mutation,
        "itemsBulkUpdate": ItemsBulkUpdate.mutation,
        "translationSet": TranslationSet.mutation,
        "taxClassUpsert": TaxClassUpsert.mutation,
        "taxRateSet": TaxRateSet.mutation,
        "menuExport": MenuExport.mutation,
        "menuImport": MenuImport.mutation,
    ]

    static let subscriptions: [LiveSource] = [AvailabilityChange.source]

    static let nodes: [EntityKind: NodeSource] = [
        .menu: NodeSource(Menu.self, Menu.inBranch, isOfBranch: true),
        .category: NodeSource(MenuCategory.self, MenuCategory.byID, isOfBranch: true),
        .item: NodeSource(MenuItem.self, MenuItem.inBranch, isOfBranch: true),
        .group: NodeSource(ModifierGroup.self, ModifierGroup.byID, isOfBranch: true),
        .modifier: NodeSource(Modifier.self, Modifier.byID, isOfBranch: true),
        .taxClass: NodeSource(TaxClass.self, TaxClass.byID),
    ]
}
