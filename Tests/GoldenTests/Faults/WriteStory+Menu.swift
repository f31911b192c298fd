import Restaurant

extension WriteStory {
    /// A menu from its first line to its end.
    static let menu = WriteStory(
        name: "menu",
        steps: [
            .step("menuCreate", #"name: "Noche", branchIds: [$branch]"#, "menu", ("menu", .menu)),
            .step("menuUpdate", #"menuId: $menu, name: "Noche larga""#, "menu"),
            .step("menuPublish", "menuId: $menu", "menu"),
            .step("categoryCreate", #"menuId: $menu, name: "Fríos""#, "category", ("cold", .category)),
            .step("categoryCreate", #"menuId: $menu, name: "Platos""#, "category", ("warm", .category)),
            .step("categoryUpdate", #"categoryId: $warm, description: "Del fuego""#, "category"),
            .step("categoryMove", "categoryId: $warm, parentId: $cold, position: 2", "category"),
            .step("taxClassUpsert", #"name: "Reducido", code: "LOW""#, "taxClass", ("tax", .taxClass)),
            .step(
                "taxRateSet",
                #"taxClassId: $tax, component: "IGV", rateBasisPoints: 1000, validFrom: "2026-01-01""#,
                "taxClass"),
        ] + items + endings)

    private static let items: [Step] = [
        .step(
            "itemCreate", #"categoryId: $cold, name: "Tiradito", priceMinor: 3000, taxClassId: $tax"#, "item",
            ("item", .item)),
        .step("itemUpdate", "itemId: $item, priceMinor: 3200", "item"),
        .step("modifierGroupCreate", #"name: "Picante", min: 0, max: 2"#, "group", ("group", .group)),
        .step("modifierGroupUpdate", #"groupId: $group, name: "Ají""#, "group"),
        .step(
            "modifierCreate", #"groupId: $group, name: "Rocoto", priceDeltaMinor: 100"#, "modifier",
            ("modifier", .modifier)),
        .step("modifierUpdate", "modifierId: $modifier, priceDeltaMinor: 150", "modifier"),
        .step("modifierChildGroupsSet", "modifierId: $modifier, groupIds: [$side]", "modifier"),
        .step("itemModifierGroupsSet", "itemId: $item, groups: [{ groupId: $group, max: 1 }]", "item"),
        .step(
            "itemAvailabilitySet",
            #"branchId: $branch, itemId: $item, isAvailable: false, reason: "Sin pescado""#, "item"),
        .step(
            "modifierAvailabilitySet", "branchId: $branch, modifierId: $modifier, isAvailable: false",
            "modifier"),
        .step("branchOverrideSet", "branchId: $branch, itemId: $item, priceMinor: 3500", "item"),
        .step(
            "itemsBulkUpdate", "items: [{ itemId: $item }], price: { percentBasisPoints: 500 }", "items"),
        Step(
            mutation: "translationSet",
            input: #"id: $item, field: "name", locale: "en", value: "Raw""#,
            selection: "translations { locale }"),
        Step(
            mutation: "uploadCreate",
            input: """
                kind: MENU_IMAGE, contentType: "image/png", byteCount: 100, \
                checksum: "\(String(repeating: "0a", count: 32))"
                """,
            selection: "uploadId"),
        .step("menuReorder", "menuId: $menu, categoryIds: [$cold], itemIds: [$item]", "menu"),
    ]

    private static let endings: [Step] = [
        .step("menuExport", "menuId: $menu", "content"),
        .step("itemArchive", "itemId: $item", "archivedId"),
        .step("itemRestore", "itemId: $item", "item"),
        .step("menuImport", #"branchId: $branch, content: "$content""#, "menu"),
        .step("modifierArchive", "modifierId: $modifier", "archivedId"),
        .step("modifierGroupArchive", "groupId: $group", "archivedId"),
        .step("categoryArchive", "categoryId: $cold", "archivedId"),
        .step("menuArchive", "menuId: $menu", "archivedId"),
    ]
}
