import Domain

/// Makes a ``MenuDocument`` of JSON nodes, noting every problem.
///
/// - SeeAlso: `FORMAT.md`, which says the same for people who write such files.
struct MenuDocumentReader {
    static let formatName = "comanda-menu/1"
    /// Categories nest to as many levels as the table's trigger allows.
    static let categoryDepthMax = 8

    let problems: ProblemList
    /// The branch's currency, which a file may leave out.
    let branchCurrency: Currency
    private(set) var currency: Currency

    init(problems: ProblemList, branchCurrency: Currency) {
        self.problems = problems
        self.branchCurrency = branchCurrency
        currency = branchCurrency
    }

    /// Reads a whole document.
    mutating func document(_ node: JSONNode) -> MenuDocument {
        let root = ObjectReader(node, path: "", problems: problems)
        if root.choice("format", [Self.formatName]) == nil, !root.has("format") {
            root.report(nil, "needs \"format\": \"\(Self.formatName)\"")
        }
        var document = menu(root)
        document.groups = root.table("modifierGroups").map { group($0.reader, code: $0.key) }
        document.categories = root.objects("categories", countMax: 500).map { category($0, depth: 1) }
        document.branches = root.table("branches").map { branch($0.reader, slug: $0.key) }
        root.finish()
        MenuDocumentCheck(document: document, problems: problems).run()
        return document
    }

    private mutating func menu(_ root: ObjectReader) -> MenuDocument {
        let menu = root.object("menu")
        if menu == nil { root.report(nil, "needs \"menu\"") }
        if let code = menu?.text("currency", lengthMax: 3) {
            if code == branchCurrency.code {
                currency = branchCurrency
            } else {
                menu?.report("currency", "the branch takes \(branchCurrency.code)")
            }
        }
        let document = MenuDocument(
            name: menu?.requiredText("name", lengthMax: 200) ?? "",
            kind: menu?.choice("kind", MenuVocabulary.kinds) ?? "MAIN",
            currency: currency,
            isPublished: menu?.bool("isPublished") ?? true,
            translations: menu.map { translations($0) } ?? [],
            schedules: menu.map { schedules($0) } ?? [],
            categories: [], groups: [], branches: [])
        menu?.finish()
        return document
    }

    private func category(_ reader: ObjectReader, depth: Int) -> MenuDocument.Category {
        if depth > Self.categoryDepthMax {
            reader.report(nil, "categories nest to \(Self.categoryDepthMax) levels")
        }
        let category = MenuDocument.Category(
            position: reader.position,
            name: reader.requiredText("name", lengthMax: 200),
            description: reader.text("description", lengthMax: 2000),
            translations: translations(reader),
            schedules: schedules(reader),
            items: reader.objects("items", countMax: 1000).map(item),
            categories: reader.objects("categories", countMax: 500).map {
                self.category($0, depth: depth + 1)
            })
        reader.finish()
        return category
    }

    private func item(_ reader: ObjectReader) -> MenuDocument.Item {
        if reader.node("price") == nil { reader.report(nil, "needs \"price\"") }
        let item = MenuDocument.Item(
            position: reader.position,
            name: reader.requiredText("name", lengthMax: 200),
            description: reader.text("description", lengthMax: 4000),
            sku: reader.text("sku", lengthMax: 64),
            priceMinor: reader.money("price", currency, 0...MenuVocabulary.priceMinorMax) ?? 0,
            taxClass: reader.text("taxClass", lengthMax: 40),
            prepMinutes: reader.integer("prepMinutes", 0...1440),
            station: reader.text("station", lengthMax: 60),
            allergens: reader.texts("allergens", words: MenuVocabulary.allergens),
            dietaryTags: reader.texts("dietaryTags", words: MenuVocabulary.dietaryTags),
            spiceLevel: reader.integer("spiceLevel", 0...3) ?? 0,
            groups: groupUses(reader),
            translations: translations(reader),
            schedules: schedules(reader))
        reader.finish()
        return item
    }

    /// A group is named by its key, or by an object with the key and the item's own limits.
    private func groupUses(_ item: ObjectReader) -> [MenuDocument.GroupUse] {
        guard let node = item.node("modifierGroups"), case .array(let nodes) = node.value else {
            return item.texts("modifierGroups").map { MenuDocument.GroupUse(code: $0) }
        }
        return nodes.enumerated().map { index, node in
            if case .string(let code) = node.value { return MenuDocument.GroupUse(code: code) }
            let path = "\(item.path).modifierGroups[\(index)]"
            let reader = ObjectReader(node, path: path, problems: problems)
            let use = MenuDocument.GroupUse(
                code: reader.requiredText("group", lengthMax: 64),
                min: reader.integer("min", 0...1000), max: reader.integer("max", 1...1000))
            if let max = use.max, max < use.min ?? 0 { reader.report("max", "must not be less than \"min\"") }
            reader.finish()
            return use
        }
    }
}
