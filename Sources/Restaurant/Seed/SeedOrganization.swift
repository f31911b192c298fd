import Domain
import Postgres

/// All rows of one seeded organization, made without chance: the same number gives the same rows.
struct SeedOrganization {
    private static let dishes = [
        "Ceviche", "Biryani", "Tiradito", "Dosa", "Causa", "Idli", "Chupe", "Thali", "Jalea", "Kurma",
        "Tacu tacu",
        "Uttapam",
    ]
    private static let manners = ["of the house", "with lime", "from the grill", "with ghee", "to share"]
    private static let allergens = ["{}", "{FISH}", "{MILK,NUTS}", "{GLUTEN}", "{CRUSTACEANS,CELERY}"]
    private static let currency = "PEN"

    let id: UUIDBytes
    private let number: Int
    private let shape: SeedShape
    private let identifier: SeedIdentifier
    private var organizations = SeedTable("organizations", "id name slug plan")
    private var taxClasses = SeedTable("tax_classes", "id name code")
    private var taxRates = SeedTable("tax_rates", "id tax_class_id component rate_bps valid_from")
    private var branches = SeedTable("branches", "id name slug public_code timezone currency")
    private var spaces = SeedTable("spaces", "id branch_id name")
    private var diningTables = SeedTable(
        "tables", "id branch_id space_id label sort_key capacity qr_token short_code")
    private var menus = SeedTable("menus", "id name currency is_published")
    private var menuBranches = SeedTable("menu_branches", "id menu_id branch_id currency")
    private var categories = SeedTable("menu_categories", "id menu_id parent_id name position currency")
    private var items = SeedTable(
        "menu_items",
        "id menu_id category_id name description sku price_minor currency tax_class_id prep_minutes "
            + "allergens position"
    )
    private var groups = SeedTable("modifier_groups", "id name currency min_select max_select")
    private var modifiers = SeedTable(
        "modifiers", "id group_id name price_delta_minor currency is_default position")
    private var itemGroups = SeedTable("item_modifier_groups", "id item_id group_id currency position")
    private var childGroups = SeedTable("modifier_child_groups", "id modifier_id group_id currency position")
    private var overrides = SeedTable("branch_overrides", "id branch_id item_id currency price_minor")
    private var blocks = SeedTable("availability_blocks", "id branch_id item_id reason")
    private var translations = SeedTable("translations", "id entity_type entity_id field locale value")

    init(number: Int, shape: SeedShape) {
        self.number = number
        self.shape = shape
        identifier = SeedIdentifier(organization: number)
        id = identifier.make(.organization)
        addOrganization()
        addBranches()
        addMenu()
        addSharedChildGroups()
        addCategories()
    }

    /// The tables with their rows, parents first.
    var tables: [SeedTable] {
        [
            organizations, taxClasses, taxRates, branches, spaces, diningTables, menus, menuBranches,
            categories,
            items, groups, modifiers, itemGroups, childGroups, overrides, blocks, translations,
        ]
    }

    private func text(_ kind: SeedIdentifier.Kind, _ index: Int = 0) -> String {
        identifier.make(kind, index).description
    }

    private mutating func addOrganization() {
        organizations.add(
            text(.organization), "Seeded organization \(number)", "seeded-\(number)", "ENTERPRISE")
        taxClasses.add(text(.taxClass), "Standard", "STANDARD")
        taxRates.add(text(.taxRate, 0), text(.taxClass), "IGV", "1600", "2011-03-01")
        taxRates.add(text(.taxRate, 1), text(.taxClass), "IPM", "200", "2011-03-01")
    }

    private mutating func addBranches() {
        for branch in 0..<shape.branches {
            let code = "seeded-\(number)-\(branch)"
            branches.add(
                text(.branch, branch), "Branch \(branch)", "branch-\(branch)", code, "America/Lima",
                Self.currency)
            spaces.add(text(.space, branch), text(.branch, branch), "Hall")
            for table in 0..<shape.tables {
                let index = branch * shape.tables + table
                let label = "T\(table + 1)"
                diningTables.add(
                    text(.table, index), text(.branch, branch), text(.space, branch), label,
                    TableSortKey.make(label), "4", "seeded-\(text(.table, index))", label)
            }
        }
    }

    private mutating func addMenu() {
        menus.add(text(.menu), "Menu", Self.currency, "true")
        for branch in 0..<shape.branches {
            menuBranches.add(text(.menuBranch, branch), text(.menu), text(.branch, branch), Self.currency)
        }
    }

    /// The groups that some modifiers open come first: their numbers do not depend on the items.
    private mutating func addSharedChildGroups() {
        for child in 0..<shape.childGroups {
            groups.add(text(.group, child), "Finish \(child)", Self.currency, "0", "1")
            for option in 0..<3 {
                addModifier(child * 3 + option, group: child, position: option, isDefault: option == 0)
            }
        }
    }

    private mutating func addCategories() {
        for category in 0..<shape.categories {
            let parent = category.isMultiple(of: 2) ? nil : text(.category, category - 1)
            categories.add(
                text(.category, category), text(.menu), parent, "Category \(category)", "\(category)",
                Self.currency)
            for item in 0..<shape.items {
                addItem(category * shape.items + item, category: category, position: item)
            }
        }
    }

    private mutating func addItem(_ item: Int, category: Int, position: Int) {
        let dish = Self.dishes[item % Self.dishes.count]
        let manner = Self.manners[item / Self.dishes.count % Self.manners.count]
        let price = 900 + item * 37 % 4000
        items.add(
            text(.item, item), text(.menu), text(.category, category), "\(dish) \(manner) \(item)",
            "\(dish) \(manner), made to order in our kitchen.", "SKU-\(item)", "\(price)", Self.currency,
            text(.taxClass), "\(5 + item % 20)", Self.allergens[item % Self.allergens.count], "\(position)")
        translations.add(
            text(.translation, item), "menu_items", text(.item, item), "name", "es",
            "\(dish) de la casa \(item)")
        for group in 0..<shape.groups { addGroup(item * shape.groups + group, item: item, position: group) }
        if item % 25 == 3 {
            let branch = item / 25 % shape.branches
            overrides.add(
                text(.override, item), text(.branch, branch), text(.item, item), Self.currency,
                "\(price + 200)")
        }
        if item % 50 == 7 {
            let branch = item / 50 % shape.branches
            blocks.add(text(.block, item), text(.branch, branch), text(.item, item), "Sold out")
        }
    }

    private mutating func addGroup(_ number: Int, item: Int, position: Int) {
        let group = shape.childGroups + number
        groups.add(text(.group, group), "Choice \(number)", Self.currency, position == 0 ? "1" : "0", nil)
        itemGroups.add(
            text(.itemGroup, number), text(.item, item), text(.group, group), Self.currency, "\(position)")
        for option in 0..<shape.modifiers {
            let modifier = shape.childGroups * 3 + number * shape.modifiers + option
            addModifier(modifier, group: group, position: option, isDefault: position == 0 && option == 0)
            if shape.childGroups > 0, modifier.isMultiple(of: shape.childGroupEvery) {
                let child = modifier / shape.childGroupEvery % shape.childGroups
                childGroups.add(
                    text(.childGroup, modifier), text(.modifier, modifier), text(.group, child),
                    Self.currency, "0")
            }
        }
    }

    private mutating func addModifier(_ modifier: Int, group: Int, position: Int, isDefault: Bool) {
        modifiers.add(
            text(.modifier, modifier), text(.group, group), "Option \(modifier)", "\(modifier * 13 % 700)",
            Self.currency, isDefault ? "true" : "false", "\(position)")
    }
}
