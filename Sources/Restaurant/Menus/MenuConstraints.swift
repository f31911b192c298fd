internal import Domain

/// What the tables of the menu refuse, in the API's words: it holds when two writers race too.
enum MenuConstraints {
    static let rejections = [
        "menus_live_name_key": refusal(.nameTaken, "name", "A menu of this name is there already."),
        "menu_categories_live_name_key": refusal(
            .nameTaken, "name", "A category of this name is there already."),
        "menu_categories_depth": refusal(
            .tooDeep, "parentId", "Categories nest to eight levels at most."),
        "menu_categories_acyclic": refusal(.cycle, "parentId", "A category can not lie below itself."),
        "menu_items_live_name_key": refusal(
            .nameTaken, "name", "An item of this name is there already: give both a SKU."),
        "menu_items_live_sku_key": refusal(
            .skuTaken, "sku", "Another item of the menu has this SKU."),
        "modifier_groups_live_code_key": refusal(.codeTaken, "code", "Another group has this code."),
        "modifier_groups_max_reaches_min": refusal(
            .limitsContradict, "max", "`max` is less than `min`."),
        "modifier_groups_free_within_max": refusal(
            .limitsContradict, "freeQuantity", "More would be free than may be chosen."),
        "modifier_groups_per_option_needs_quantity": refusal(
            .limitsContradict, "perOptionMax", "`perOptionMax` needs `allowQuantity`."),
        "modifier_groups_per_option_within_max": refusal(
            .limitsContradict, "perOptionMax", "`perOptionMax` is more than `max`."),
        "modifiers_live_name_key": refusal(
            .nameTaken, "name", "The group has an option of this name already."),
        "modifier_child_groups_acyclic": refusal(
            .cycle, "groupIds", "A group can not open itself, at whatever depth."),
        "modifier_child_groups_depth": refusal(
            .tooDeep, "groupIds", "Groups nest to eight levels at most."),
        "tax_classes_organization_id_code_key": refusal(
            .codeTaken, "code", "Another tax class has this code."),
        "tax_rates_no_overlap": refusal(
            .rateOverlap, "validTo", "Another rate of the component begins within these days."),
    ]

    private static func refusal(_ code: MenuErrorCode, _ field: String, _ message: String) -> MenuRejection {
        MenuRejection(code, input: field, message)
    }
}
