/// A branch's menu as far as ordering from it needs it.
struct DemoMenu: Decodable, Sendable {
    struct Menu: Decodable, Sendable {
        let isAvailable: Bool
        let categories: [Category]
    }

    struct Category: Decodable, Sendable {
        let items: [Item]
        let children: [Category]?
    }

    struct Item: Decodable, Sendable {
        let id: String
        let isAvailable: Bool
        let modifierGroups: [Group]
    }

    struct Group: Decodable, Sendable {
        let id: String
        let min: Int
        let modifiers: [Modifier]
    }

    struct Modifier: Decodable, Sendable {
        let id: String
        let isAvailable: Bool
        let isDefault: Bool
        let childGroups: [Group]?
    }

    struct Tables: Decodable, Sendable {
        let nodes: [Table]
    }

    struct Table: Decodable, Sendable {
        let id: String
        let status: String
    }

    let menus: [Menu]
    let tables: Tables

    /// What is asked of a branch.
    static func query(branch: String) -> String {
        let option = "id isAvailable isDefault"
        let third = "id min modifiers { \(option) }"
        let second = "id min modifiers { \(option) childGroups { \(third) } }"
        let first = "id min modifiers { \(option) childGroups { \(second) } }"
        let items = "items { id isAvailable modifierGroups { \(first) } }"
        return """
            { menus(branchId: "\(branch)") { isAvailable categories { \(items) children { \(items) } } }
              tables(branchId: "\(branch)", first: 100) { nodes { id status } } }
            """
    }

    /// What can be had now, in the menu's order.
    var offered: [Item] {
        menus.filter(\.isAvailable).flatMap(\.categories)
            .flatMap { $0.items + ($0.children ?? []).flatMap(\.items) }
            .filter { $0.isAvailable && Self.selections($0.modifierGroups) != nil }
    }

    /// The least that must be chosen in groups, the defaults first, as it stands in a document; nil if it
    /// can't be had.
    static func selections(_ groups: [Group]) -> String? {
        var chosen: [String] = []
        for group in groups where group.min > 0 {
            let available = group.modifiers.filter(\.isAvailable)
            let modifiers = (available.filter(\.isDefault) + available.filter { !$0.isDefault })
                .prefix(group.min)
            guard modifiers.count == group.min else { return nil }
            for modifier in modifiers {
                guard let below = selections(modifier.childGroups ?? []) else { return nil }
                chosen.append(
                    "{ groupId: \"\(group.id)\", modifierId: \"\(modifier.id)\", selections: \(below) }")
            }
        }
        return "[\(chosen.joined(separator: ", "))]"
    }
}
