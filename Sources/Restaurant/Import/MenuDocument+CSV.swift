internal import Domain

/// The table form of a menu, as `FORMAT.md` describes it: it has no place for an item's own limits of a
/// group, for dates, and for more than one schedule.
extension MenuDocument {
    /// One line of the table, by column.
    private typealias Row = [String: String]

    private static let columns = [
        "type", "category", "group", "name", "description", "kind", "currency", "published", "sku", "price",
        "tax_class", "prep_minutes", "station", "allergens", "dietary_tags", "spice_level", "groups", "min",
        "max", "free", "allow_quantity", "per_option_max", "default", "default_quantity", "kitchen_name",
        "days", "from", "to",
    ]

    /// The whole file: the columns that something has.
    var csv: String {
        var rows: [Row] = [
            row(
                translations, schedules.first,
                [
                    "type": "menu", "name": name, "kind": kind, "currency": currency.code,
                    "published": isPublished ? "yes" : "no",
                ])
        ]
        for group in groups { rows += self.rows(group) }
        for category in categories { rows += self.rows(category, above: []) }
        let used = Set(rows.flatMap(\.keys))
        let texts = used.filter { $0.contains(":") }.sorted()
        let header = Self.columns.filter(used.contains) + texts
        let lines =
            [header.joined(separator: ",")]
            + rows.map { row in header.map { Self.cell(row[$0] ?? "") }.joined(separator: ",") }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private func rows(_ group: Group) -> [Row] {
        let own = row(
            group.translations, nil,
            [
                "type": "group", "group": group.code, "name": group.name, "description": group.description,
                "min": group.min == 0 ? nil : String(group.min), "max": group.max.map { String($0) },
                "free": group.freeQuantity == 0 ? nil : String(group.freeQuantity),
                "allow_quantity": group.allowQuantity ? "yes" : nil,
                "per_option_max": group.perOptionMax.map { String($0) },
            ])
        let modifiers = group.modifiers.map { modifier in
            row(
                modifier.translations, nil,
                [
                    "type": "modifier", "group": group.code, "name": modifier.name,
                    "price": modifier.priceDeltaMinor == 0
                        ? nil : currency.decimalText(minorUnits: modifier.priceDeltaMinor),
                    "default": modifier.isDefault ? "yes" : nil,
                    "default_quantity": modifier.defaultQuantity == 1
                        ? nil : String(modifier.defaultQuantity),
                    "kitchen_name": modifier.kitchenName, "allergens": Self.list(modifier.allergens),
                    "groups": Self.list(modifier.childGroups),
                ])
        }
        return [own] + modifiers
    }

    private func rows(_ category: Category, above: [String]) -> [Row] {
        let names = above + [category.name]
        let path = names.joined(separator: " > ")
        let own = row(
            category.translations, category.schedules.first,
            ["type": "category", "category": path, "description": category.description])
        let items = category.items.map { item in
            row(
                item.translations, item.schedules.first,
                [
                    "type": "item", "category": path, "name": item.name, "description": item.description,
                    "sku": item.sku, "price": currency.decimalText(minorUnits: item.priceMinor),
                    "tax_class": item.taxClass, "prep_minutes": item.prepMinutes.map { String($0) },
                    "station": item.station, "allergens": Self.list(item.allergens),
                    "dietary_tags": Self.list(item.dietaryTags),
                    "spice_level": item.spiceLevel == 0 ? nil : String(item.spiceLevel),
                    "groups": Self.list(item.groups.map(\.code)),
                ])
        }
        return [own] + items + category.categories.flatMap { rows($0, above: names) }
    }

    private func row(
        _ texts: [TranslatedText], _ schedule: Schedule?, _ cells: [String: String?]
    ) -> Row {
        var row = cells.compactMapValues(\.self)
        for text in texts { row["\(text.field):\(text.locale)"] = text.value }
        if let schedule {
            row["days"] = Self.list(schedule.days)
            row["from"] = schedule.startsAt
            row["to"] = schedule.endsAt
        }
        return row
    }

    private static func list(_ entries: [String]) -> String? {
        entries.isEmpty ? nil : entries.joined(separator: "|")
    }

    /// A cell, in quotes where it must be.
    private static func cell(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline || $0 == ";" || $0 == "\t" })
        else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}

extension MenuDocument {
    /// Whether no name or key has a character that parts names or keys in a table.
    var fitsTable: Bool {
        func fits(_ categories: [Category]) -> Bool {
            categories.allSatisfy { !$0.name.contains(">") && fits($0.categories) }
        }
        return fits(categories) && groups.allSatisfy { !$0.code.contains("|") }
    }
}
