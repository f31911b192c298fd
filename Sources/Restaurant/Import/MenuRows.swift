import Domain
import Postgres

/// The rows of a menu file, with the identifiers that they have or get.
///
/// Building is pure: what is found in the database comes in as ``ExistingMenu``.
struct MenuRows {
    private(set) var menuID: UUIDBytes
    private(set) var menus: [ImportRow] = []
    private(set) var menuBranches: [ImportRow] = []
    private(set) var categories: [ImportRow] = []
    private(set) var items: [ImportRow] = []
    private(set) var groups: [ImportRow] = []
    private(set) var modifiers: [ImportRow] = []
    private(set) var itemGroups: [ImportRow] = []
    private(set) var childGroups: [ImportRow] = []
    var schedules: [ImportRow] = []
    var translations: [ImportRow] = []
    var itemOverrides: [ImportRow] = []
    var modifierOverrides: [ImportRow] = []
    var itemBlocks: [ImportRow] = []
    var modifierBlocks: [ImportRow] = []

    /// Everything whose texts and hours the file decides.
    private(set) var entityIDs: [UUIDBytes] = []
    private(set) var categoryIDs: [UUIDBytes] = []
    private(set) var itemIDs: [UUIDBytes] = []
    private(set) var groupIDs: [UUIDBytes] = []
    private(set) var modifierIDs: [UUIDBytes] = []
    /// How overrides name their subjects.
    private(set) var subjects: [MenuDocument.Subject: UUIDBytes] = [:]

    let document: MenuDocument
    let existing: ExistingMenu
    let identifiers: ImportIdentifiers
    let problems: ProblemList
    private var groupByCode: [String: UUIDBytes] = [:]
    var currency: ImportValue { .text(document.currency.code) }

    /// Builds all rows of a document for the branch that it is imported to.
    init(
        _ document: MenuDocument, existing: ExistingMenu, branch: UUIDBytes, identifiers: ImportIdentifiers,
        problems: ProblemList
    ) {
        self.document = document
        self.existing = existing
        self.identifiers = identifiers
        self.problems = problems
        menuID = existing.menuID ?? identifiers.make("menus/\(document.name)")
        addMenu(branch: branch)
        addGroups()
        addCategories(document.categories, parent: nil, path: "")
        for section in document.branches { addBranch(section) }
    }

    private mutating func addMenu(branch: UUIDBytes) {
        menus.append([
            "id": .uuid(menuID), "name": .text(document.name), "kind": .text(document.kind),
            "currency": currency,
            "is_published": .bool(document.isPublished),
        ])
        addTexts(document.translations, "menus", menuID)
        addSchedules(document.schedules, "menu_id", menuID)
        addMenuBranch(branch)
    }

    mutating func addMenuBranch(_ branch: UUIDBytes) {
        menuBranches.append([
            "id": .uuid(identifiers.make("menu_branches/\(menuID)/\(branch)")), "menu_id": .uuid(menuID),
            "branch_id": .uuid(branch), "currency": currency,
        ])
    }

    private mutating func addCategories(
        _ categories: [MenuDocument.Category], parent: UUIDBytes?, path: String
    ) {
        for (position, category) in categories.enumerated() {
            let place = "\(path)/\(category.name)"
            let id =
                existing.categories[ExistingMenu.ChildName(parent, category.name)]
                ?? identifiers.make("categories/\(menuID)\(place)")
            self.categories.append([
                "id": .uuid(id), "menu_id": .uuid(menuID), "parent_id": ImportValue(parent),
                "name": .text(category.name), "description": ImportValue(category.description),
                "position": ImportValue(position), "currency": currency,
            ])
            categoryIDs.append(id)
            addTexts(category.translations, "menu_categories", id)
            addSchedules(category.schedules, "category_id", id)
            for (position, item) in category.items.enumerated() {
                addItem(item, category: id, position: position, path: place)
            }
            addCategories(category.categories, parent: id, path: place)
        }
    }

    private mutating func addItem(_ item: MenuDocument.Item, category: UUIDBytes, position: Int, path: String)
    {
        let found =
            item.sku.flatMap { existing.itemsBySKU[$0] }
            ?? existing.itemsByName[ExistingMenu.ChildName(category, item.name)]
        let id = found ?? identifiers.make("items/\(menuID)/" + (item.sku ?? "\(path)/\(item.name)"))
        if let code = item.taxClass, existing.taxClasses[code] == nil {
            problems.add(item.position, item.name, "there is no tax class \"\(code)\"")
        }
        items.append([
            "id": .uuid(id), "menu_id": .uuid(menuID), "category_id": .uuid(category),
            "name": .text(item.name),
            "description": ImportValue(item.description), "sku": ImportValue(item.sku),
            "price_minor": .integer(item.priceMinor), "currency": currency,
            "tax_class_id": ImportValue(item.taxClass.flatMap { existing.taxClasses[$0] }),
            "prep_minutes": ImportValue(item.prepMinutes), "station": ImportValue(item.station),
            "allergens": .texts(item.allergens), "dietary_tags": .texts(item.dietaryTags),
            "spice_level": ImportValue(item.spiceLevel), "position": ImportValue(position),
        ])
        itemIDs.append(id)
        if let sku = item.sku { subjects[.item(sku: sku)] = id }
        addTexts(item.translations, "menu_items", id)
        addSchedules(item.schedules, "item_id", id)
        for (position, use) in item.groups.enumerated() {
            guard let group = groupByCode[use.code] else { continue }
            itemGroups.append([
                "id": .uuid(identifiers.make("item_groups/\(id)/\(group)")), "item_id": .uuid(id),
                "group_id": .uuid(group), "currency": currency, "position": ImportValue(position),
                "min_override": ImportValue(use.min), "max_override": ImportValue(use.max),
            ])
        }
    }

    private mutating func addGroups() {
        for group in document.groups {
            let id = existing.groups[group.code] ?? identifiers.make("groups/\(group.code)")
            groupByCode[group.code] = id
            groupIDs.append(id)
            groups.append([
                "id": .uuid(id), "code": .text(group.code), "name": .text(group.name),
                "description": ImportValue(group.description), "currency": currency,
                "min_select": ImportValue(group.min), "max_select": ImportValue(group.max),
                "free_quantity": ImportValue(group.freeQuantity),
                "allow_quantity": .bool(group.allowQuantity),
                "per_option_max": ImportValue(group.perOptionMax),
            ])
            addTexts(group.translations, "modifier_groups", id)
        }
        for group in document.groups {
            guard let id = groupByCode[group.code] else { continue }
            for (position, modifier) in group.modifiers.enumerated() {
                addModifier(modifier, group: group.code, groupID: id, position: position)
            }
        }
    }

    private mutating func addModifier(
        _ modifier: MenuDocument.Modifier, group: String, groupID: UUIDBytes, position: Int
    ) {
        let id =
            existing.modifiers[ExistingMenu.ChildName(groupID, modifier.name)]
            ?? identifiers.make("modifiers/\(groupID)/\(modifier.name)")
        modifiers.append([
            "id": .uuid(id), "group_id": .uuid(groupID), "name": .text(modifier.name),
            "price_delta_minor": .integer(modifier.priceDeltaMinor), "currency": currency,
            "is_default": .bool(modifier.isDefault),
            "default_quantity": ImportValue(modifier.defaultQuantity),
            "kitchen_name": ImportValue(modifier.kitchenName), "allergens": .texts(modifier.allergens),
            "position": ImportValue(position),
        ])
        modifierIDs.append(id)
        subjects[.modifier(group: group, name: modifier.name)] = id
        addTexts(modifier.translations, "modifiers", id)
        for (position, code) in modifier.childGroups.enumerated() {
            guard let child = groupByCode[code] else { continue }
            childGroups.append([
                "id": .uuid(identifiers.make("child_groups/\(id)/\(child)")), "modifier_id": .uuid(id),
                "group_id": .uuid(child), "currency": currency, "position": ImportValue(position),
            ])
        }
    }

    private mutating func addTexts(
        _ texts: [MenuDocument.TranslatedText], _ type: String, _ entity: UUIDBytes
    ) {
        entityIDs.append(entity)
        for text in texts {
            translations.append([
                "id": .uuid(identifiers.make("translations/\(entity)/\(text.field)/\(text.locale)")),
                "entity_type": .text(type), "entity_id": .uuid(entity), "field": .text(text.field),
                "locale": .text(text.locale), "value": .text(text.value),
            ])
        }
    }
}
