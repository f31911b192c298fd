internal import Domain

/// The JSON form of a menu, as `FORMAT.md` describes it.
extension MenuDocument {
    /// The whole file.
    var json: String {
        let menu = FileMembers {
            $0["name"] = .text(name)
            $0["kind"] = .text(kind)
            $0["currency"] = .text(currency.code)
            $0["isPublished"] = .bool(isPublished)
            $0.add(translations, schedules)
        }
        return FileNode.object([
            ("format", .text(MenuDocumentReader.formatName)), ("menu", menu.node),
            ("modifierGroups", .object(groups.map { ($0.code, node($0)) })),
            ("categories", .list(categories.map(node))),
        ]).json + "\n"
    }

    private func node(_ category: Category) -> FileNode {
        FileMembers {
            $0["name"] = .text(category.name)
            $0["description"] = category.description.map { .text($0) }
            $0.add(category.translations, category.schedules)
            $0["items"] = category.items.isEmpty ? nil : .list(category.items.map(node))
            $0["categories"] = category.categories.isEmpty ? nil : .list(category.categories.map(node))
        }.node
    }

    private func node(_ item: Item) -> FileNode {
        FileMembers {
            $0["name"] = .text(item.name)
            $0["description"] = item.description.map { .text($0) }
            $0["sku"] = item.sku.map { .text($0) }
            $0["price"] = .text(currency.decimalText(minorUnits: item.priceMinor))
            $0["taxClass"] = item.taxClass.map { .text($0) }
            $0["prepMinutes"] = item.prepMinutes.map { .number($0) }
            $0["station"] = item.station.map { .text($0) }
            $0["allergens"] = .words(item.allergens)
            $0["dietaryTags"] = .words(item.dietaryTags)
            $0["spiceLevel"] = item.spiceLevel == 0 ? nil : .number(item.spiceLevel)
            $0["modifierGroups"] = item.groups.isEmpty ? nil : .list(item.groups.map(node))
            $0.add(item.translations, item.schedules)
        }.node
    }

    private func node(_ use: GroupUse) -> FileNode {
        guard use.min != nil || use.max != nil else { return .text(use.code) }
        return FileMembers {
            $0["group"] = .text(use.code)
            $0["min"] = use.min.map { .number($0) }
            $0["max"] = use.max.map { .number($0) }
        }.node
    }

    private func node(_ group: Group) -> FileNode {
        FileMembers {
            $0["name"] = .text(group.name)
            $0["description"] = group.description.map { .text($0) }
            $0["min"] = group.min == 0 ? nil : .number(group.min)
            $0["max"] = group.max.map { .number($0) }
            $0["freeQuantity"] = group.freeQuantity == 0 ? nil : .number(group.freeQuantity)
            $0["allowQuantity"] = group.allowQuantity ? .bool(true) : nil
            $0["perOptionMax"] = group.perOptionMax.map { .number($0) }
            $0["modifiers"] = .list(group.modifiers.map(node))
            $0.add(group.translations, [])
        }.node
    }

    private func node(_ modifier: Modifier) -> FileNode {
        FileMembers {
            $0["name"] = .text(modifier.name)
            $0["priceDelta"] =
                modifier.priceDeltaMinor == 0
                ? nil : .text(currency.decimalText(minorUnits: modifier.priceDeltaMinor))
            $0["isDefault"] = modifier.isDefault ? .bool(true) : nil
            $0["defaultQuantity"] = modifier.defaultQuantity == 1 ? nil : .number(modifier.defaultQuantity)
            $0["kitchenName"] = modifier.kitchenName.map { .text($0) }
            $0["allergens"] = .words(modifier.allergens)
            $0["childGroups"] = .words(modifier.childGroups)
            $0.add(modifier.translations, [])
        }.node
    }
}

extension FileNode {
    /// A list of texts; nil for none, since what is left out is empty.
    fileprivate static func words(_ words: [String]) -> FileNode? {
        words.isEmpty ? nil : .list(words.map { .text($0) })
    }
}

/// The members of an object, as far as they are there, in the order in which they are set.
private struct FileMembers {
    private var members: [(name: String, value: FileNode)] = []

    init(_ fill: (inout FileMembers) -> Void) { fill(&self) }

    var node: FileNode { .object(members) }

    /// Sets a member; nil leaves it out.
    subscript(name: String) -> FileNode? {
        get { members.first { $0.name == name }?.value }
        set { if let newValue { members.append((name, newValue)) } }
    }

    mutating func add(
        _ translations: [MenuDocument.TranslatedText], _ schedules: [MenuDocument.Schedule]
    ) {
        if !translations.isEmpty { self["translations"] = Self.node(translations) }
        if !schedules.isEmpty { self["schedules"] = .list(schedules.map(Self.node)) }
    }

    private static func node(_ texts: [MenuDocument.TranslatedText]) -> FileNode {
        var locales: [(name: String, value: FileNode)] = []
        for locale in Set(texts.map(\.locale)).sorted() {
            let fields = texts.filter { $0.locale == locale }.map { ($0.field, FileNode.text($0.value)) }
            locales.append((locale, .object(fields.map { (name: $0.0, value: $0.1) })))
        }
        return .object(locales)
    }

    private static func node(_ schedule: MenuDocument.Schedule) -> FileNode {
        FileMembers {
            $0["days"] = .words(schedule.days)
            $0["from"] = schedule.startsAt.map { .text($0) }
            $0["to"] = schedule.endsAt.map { .text($0) }
            $0["validFrom"] = schedule.validFrom.map { .text($0) }
            $0["validTo"] = schedule.validTo.map { .text($0) }
        }.node
    }
}

extension MenuDocument.Schedule {
    /// The words of its days; none for every day.
    var days: [String] {
        guard weekdayMask != 127 else { return [] }
        return MenuVocabulary.weekdays.enumerated().filter { weekdayMask >> $0.offset & 1 == 1 }
            .map(\.element)
    }
}
