/// What must hold between the parts of a menu file: names that are unique where the tables want it,
/// references that lead somewhere, groups that form no circle and nest to eight levels.
struct MenuDocumentCheck {
    static let groupDepthMax = 8

    let document: MenuDocument
    let problems: ProblemList
    private let groups: [String: MenuDocument.Group]

    init(document: MenuDocument, problems: ProblemList) {
        self.document = document
        self.problems = problems
        var groups: [String: MenuDocument.Group] = [:]
        for group in document.groups { groups[group.code] = group }
        self.groups = groups
    }

    func run() {
        checkCategories(document.categories, path: "categories")
        checkItems()
        checkGroups()
        checkNesting()
        for section in document.branches { checkSubjects(of: section) }
    }

    private func checkCategories(_ categories: [MenuDocument.Category], path: String) {
        var names: Set<String> = []
        for (index, category) in categories.enumerated() {
            let place = "\(path)[\(index)]"
            if !category.name.isEmpty, !names.insert(category.name.lowercased()).inserted {
                add(category.position, place, "its parent has a category \"\(category.name)\" already")
            }
            checkCategories(category.categories, path: "\(place).categories")
        }
    }

    private func checkItems() {
        var skus: Set<String> = []
        for item in document.items {
            if let sku = item.sku, !skus.insert(sku).inserted {
                add(item.position, item.name, "the SKU \"\(sku)\" is used twice")
            }
            var codes: Set<String> = []
            for use in item.groups {
                if groups[use.code] == nil {
                    add(item.position, item.name, "there is no modifier group \"\(use.code)\"")
                }
                if !codes.insert(use.code).inserted {
                    add(item.position, item.name, "asks the modifier group \"\(use.code)\" twice")
                }
            }
        }
        checkNamesWithoutSKU(document.categories)
    }

    /// An item without a SKU is found again by its category and name, so these must tell it apart.
    private func checkNamesWithoutSKU(_ categories: [MenuDocument.Category]) {
        for category in categories {
            var names: Set<String> = []
            for item in category.items where item.sku == nil {
                if !item.name.isEmpty, !names.insert(item.name.lowercased()).inserted {
                    add(item.position, item.name, "stands twice in its category: give both a SKU")
                }
            }
            checkNamesWithoutSKU(category.categories)
        }
    }

    private func checkGroups() {
        for group in document.groups {
            var names: Set<String> = []
            for modifier in group.modifiers {
                if !modifier.name.isEmpty, !names.insert(modifier.name.lowercased()).inserted {
                    add(modifier.position, group.code, "has two modifiers \"\(modifier.name)\"")
                }
                for child in modifier.childGroups where groups[child] == nil {
                    add(modifier.position, group.code, "there is no modifier group \"\(child)\"")
                }
            }
        }
    }

    /// Takes away groups whose children are all gone, level by level. What is left stands on a circle or
    /// above one; more than eight rounds means too deep.
    private func checkNesting() {
        var children: [String: Set<String>] = [:]
        for group in document.groups {
            children[group.code] = Set(group.modifiers.flatMap(\.childGroups)).intersection(groups.keys)
        }
        var levels = 0
        while !children.isEmpty {
            let leaves = Set(children.filter { $0.value.isEmpty }.keys)
            guard !leaves.isEmpty else { break }
            levels += 1
            for leaf in leaves {
                children[leaf] = nil
                if levels > Self.groupDepthMax {
                    add(groups[leaf]?.position, leaf, "modifier groups nest to \(Self.groupDepthMax) levels")
                }
            }
            children = children.mapValues { $0.subtracting(leaves) }
        }
        for code in children.keys.sorted() {
            add(groups[code]?.position, code, "this modifier group opens itself, directly or through others")
        }
    }

    private func checkSubjects(of section: MenuDocument.BranchSection) {
        let skus = Set(document.items.compactMap(\.sku))
        var seen: Set<MenuDocument.Subject> = []
        for subject in section.overrides.map(\.subject) where !seen.insert(subject).inserted {
            add(section.position, section.slug, "overrides \(Self.describe(subject)) twice")
        }
        seen = []
        for subject in section.soldOut.map(\.subject) where !seen.insert(subject).inserted {
            add(section.position, section.slug, "lists \(Self.describe(subject)) as sold out twice")
        }
        for subject in section.overrides.map(\.subject) + section.soldOut.map(\.subject) {
            let isKnown =
                switch subject {
                case .item(let sku): sku.isEmpty || skus.contains(sku)
                case .modifier(let group, let name):
                    groups[group]?.modifiers.contains { $0.name == name } == true
                }
            if !isKnown { add(section.position, section.slug, "there is no \(Self.describe(subject))") }
        }
    }

    private static func describe(_ subject: MenuDocument.Subject) -> String {
        switch subject {
        case .item(let sku): "item with the SKU \"\(sku)\""
        case .modifier(let group, let name): "modifier \"\(name)\" in the group \"\(group)\""
        }
    }

    private func add(_ position: TextPosition?, _ path: String, _ message: String) {
        problems.add(position ?? TextPosition(line: 1, column: 1), path, message)
    }
}
