internal import Domain
internal import Postgres

extension MenuDocument {
    /// A menu as the database has it: the other way round than an import.
    ///
    /// - Parameter results: of the statements in `MenuDocumentRows.all`; nil for others.
    init?(_ results: [PostgresResult]) {
        guard results.count == MenuDocumentRows.all.count, results[0].rowCount == 1,
            let currency = results[0].string(0, 2).flatMap({ Currency(code: $0) })
        else { return nil }
        let reader = MenuRowReader(results)
        self.init(
            name: results[0].string(0, 0) ?? "", kind: results[0].string(0, 1) ?? "MAIN",
            currency: currency, isPublished: results[0].bool(0, 3) ?? false,
            translations: reader.menuTexts, schedules: reader.menuSchedules,
            categories: reader.categories(below: nil, depth: 0), groups: reader.groups, branches: [])
    }
}

/// Puts the rows of a menu together.
private struct MenuRowReader {
    private let results: [PostgresResult]
    private let texts: [UUIDBytes: [MenuDocument.TranslatedText]]
    private let schedules: [UUIDBytes: [MenuDocument.Schedule]]
    private let codes: [UUIDBytes: String]
    private let menu: UUIDBytes?
    /// The rows of each result by what they belong to, so that the cost stays linear.
    private let owned: [[UUIDBytes: [Int]]]
    /// Categories at the top.
    private let top: [Int]
    /// Nothing stands in a file yet.
    private let position = TextPosition(line: 1, column: 1)
    /// Categories nest to eight levels; one more shows that something is wrong, and ends the walk.
    private static let depthMax = 9

    init(_ results: [PostgresResult]) {
        self.results = results
        var texts: [UUIDBytes: [MenuDocument.TranslatedText]] = [:]
        var schedules: [UUIDBytes: [MenuDocument.Schedule]] = [:]
        var codes: [UUIDBytes: String] = [:]
        for row in 0..<results[8].rowCount {
            guard let entity = results[8].uuid(row, 0) else { continue }
            texts[entity, default: []].append(
                MenuDocument.TranslatedText(
                    locale: results[8].string(row, 1) ?? "", field: results[8].string(row, 2) ?? "",
                    value: results[8].string(row, 3) ?? ""))
        }
        for row in 0..<results[7].rowCount {
            guard let subject = results[7].uuid(row, 0) else { continue }
            schedules[subject, default: []].append(
                MenuDocument.Schedule(
                    weekdayMask: Int(clamping: results[7].int(row, 1) ?? 127),
                    startsAt: results[7].string(row, 2), endsAt: results[7].string(row, 3),
                    validFrom: results[7].string(row, 4), validTo: results[7].string(row, 5)))
        }
        for row in 0..<results[3].rowCount {
            guard let id = results[3].uuid(row, 0) else { continue }
            // A group that has no code is found again by its ID.
            codes[id] = results[3].string(row, 1) ?? EntityKind.group.id(id)
        }
        self.texts = texts
        self.schedules = schedules
        self.codes = codes
        menu = results[0].uuid(0, 4)
        let owners = [nil, 1, 1, nil, 1, 0, 0, nil, nil]
        owned = zip(results, owners).map { result, column in
            guard let column else { return [:] }
            var rows: [UUIDBytes: [Int]] = [:]
            for row in 0..<result.rowCount {
                if let owner = result.uuid(row, column) { rows[owner, default: []].append(row) }
            }
            return rows
        }
        top = (0..<results[1].rowCount).filter { results[1].uuid($0, 1) == nil }
    }

    var menuTexts: [MenuDocument.TranslatedText] { menu.flatMap { texts[$0] } ?? [] }
    var menuSchedules: [MenuDocument.Schedule] { menu.flatMap { schedules[$0] } ?? [] }

    func categories(below parent: UUIDBytes?, depth: Int) -> [MenuDocument.Category] {
        let rows = results[1]
        guard depth < Self.depthMax else { return [] }
        return (parent.map { owned[1][$0] ?? [] } ?? top).compactMap { row in
            guard let id = rows.uuid(row, 0) else { return nil }
            return MenuDocument.Category(
                position: position, name: rows.string(row, 2) ?? "", description: rows.string(row, 3),
                translations: texts[id] ?? [], schedules: schedules[id] ?? [], items: items(in: id),
                categories: categories(below: id, depth: depth + 1))
        }
    }

    private func items(in category: UUIDBytes) -> [MenuDocument.Item] {
        let rows = results[2]
        return (owned[2][category] ?? []).compactMap { row in
            guard let id = rows.uuid(row, 0) else { return nil }
            return MenuDocument.Item(
                position: position, name: rows.string(row, 2) ?? "", description: rows.string(row, 3),
                sku: rows.string(row, 4), priceMinor: rows.int(row, 5) ?? 0, taxClass: rows.string(row, 6),
                prepMinutes: rows.int(row, 7).map { Int(clamping: $0) }, station: rows.string(row, 8),
                allergens: words(rows.string(row, 9)), dietaryTags: words(rows.string(row, 10)),
                spiceLevel: Int(clamping: rows.int(row, 11) ?? 0), groups: uses(of: id),
                translations: texts[id] ?? [], schedules: schedules[id] ?? [])
        }
    }

    private func uses(of item: UUIDBytes) -> [MenuDocument.GroupUse] {
        let rows = results[5]
        return (owned[5][item] ?? []).compactMap { row in
            guard let code = rows.uuid(row, 1).flatMap({ codes[$0] }) else { return nil }
            return MenuDocument.GroupUse(
                code: code, min: rows.int(row, 2).map { Int(clamping: $0) },
                max: rows.int(row, 3).map { Int(clamping: $0) })
        }
    }

    var groups: [MenuDocument.Group] {
        let rows = results[3]
        return (0..<rows.rowCount).compactMap { row in
            guard let id = rows.uuid(row, 0), let code = codes[id] else { return nil }
            return MenuDocument.Group(
                position: position, code: code, name: rows.string(row, 2) ?? "",
                description: rows.string(row, 3), min: Int(clamping: rows.int(row, 4) ?? 0),
                max: rows.int(row, 5).map { Int(clamping: $0) },
                freeQuantity: Int(clamping: rows.int(row, 6) ?? 0),
                allowQuantity: rows.bool(row, 7) ?? false,
                perOptionMax: rows.int(row, 8).map { Int(clamping: $0) }, modifiers: modifiers(of: id),
                translations: texts[id] ?? [])
        }
    }

    private func modifiers(of group: UUIDBytes) -> [MenuDocument.Modifier] {
        let rows = results[4]
        return (owned[4][group] ?? []).compactMap { row in
            guard let id = rows.uuid(row, 0) else { return nil }
            return MenuDocument.Modifier(
                position: position, name: rows.string(row, 2) ?? "", priceDeltaMinor: rows.int(row, 3) ?? 0,
                isDefault: rows.bool(row, 4) ?? false,
                defaultQuantity: Int(clamping: rows.int(row, 5) ?? 1), kitchenName: rows.string(row, 6),
                allergens: words(rows.string(row, 7)), childGroups: children(of: id),
                translations: texts[id] ?? [])
        }
    }

    private func children(of modifier: UUIDBytes) -> [String] {
        let rows = results[6]
        return (owned[6][modifier] ?? []).compactMap { row in rows.uuid(row, 1).flatMap { codes[$0] } }
    }

    private func words(_ text: String?) -> [String] {
        (text ?? "").split(separator: " ").map(String.init)
    }
}
