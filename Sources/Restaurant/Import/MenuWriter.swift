import Postgres

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes the rows of a menu file: one statement a table, whatever the size.
struct MenuWriter<Runner: StatementRunner> {
    let organization: UUIDBytes
    let runner: Runner
    private var counts: [MenuImportReport.Count] = []

    init(organization: UUIDBytes, runner: Runner) {
        self.organization = organization
        self.runner = runner
    }

    /// Writes all tables, parents first, and takes away what the file no longer has.
    mutating func write(
        _ rows: MenuRows, archivesAbsent: Bool
    ) async throws(PostgresError) -> MenuImportReport {
        try await upsert(rows.menus, into: .menus)
        try await upsert(rows.menuBranches, into: .menuBranches)
        if archivesAbsent { try await archiveAbsent(rows) }
        try await upsert(rows.categories, into: .categories)
        try await upsert(rows.items, into: .items)
        try await upsert(rows.groups, into: .groups)
        try await upsert(rows.modifiers, into: .modifiers)
        // Links go before links come: the old and the new ones together might nest too deep.
        try await removeLinks(rows)
        try await upsert(rows.itemGroups, into: .itemGroups)
        try await upsert(rows.childGroups, into: .childGroups)
        try await upsert(rows.schedules, into: .schedules)
        try await upsert(rows.translations, into: .translations)
        try await upsert(rows.itemOverrides, into: .itemOverrides)
        try await upsert(rows.modifierOverrides, into: .modifierOverrides)
        try await upsert(rows.itemBlocks, into: .itemBlocks)
        try await upsert(rows.modifierBlocks, into: .modifierBlocks)
        return MenuImportReport(menuID: rows.menuID, counts: counts)
    }

    /// Writes rows of one table.
    mutating func upsert(_ rows: [ImportRow], into table: ImportTable) async throws(PostgresError) {
        guard !rows.isEmpty else { return }
        let json: String
        do {
            json = String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
        } catch {
            throw PostgresError(.invalidUse, message: "rows of \(table.name) cannot be written as JSON")
        }
        let written = try await runner.perform(table.upsert.bind(.uuid(organization), .json(json)))
        let created = (0..<written.rowCount).count { written.bool($0, 0) == true }
        count(
            table.name, created: created, updated: written.rowCount - created,
            unchanged: rows.count - written.rowCount)
    }

    private mutating func count(
        _ table: String, created: Int = 0, updated: Int = 0, unchanged: Int = 0, removed: Int = 0
    ) {
        let count = MenuImportReport.Count(
            table: table, created: created, updated: updated, unchanged: unchanged, removed: removed)
        guard let index = counts.firstIndex(where: { $0.table == table }) else { return counts.append(count) }
        counts[index].created += created
        counts[index].updated += updated
        counts[index].unchanged += unchanged
        counts[index].removed += removed
    }
}

extension MenuWriter {
    /// Takes away links, hours and translations that what the file describes had and has no more.
    private mutating func removeLinks(_ rows: MenuRows) async throws(PostgresError) {
        try await remove(
            "item_modifier_groups", ImportRemoval.itemGroups,
            [
                Self.array(rows.itemIDs), Self.column("item_id", rows.itemGroups),
                Self.column("group_id", rows.itemGroups),
            ])
        try await remove(
            "modifier_child_groups", ImportRemoval.childGroups,
            [
                Self.array(rows.modifierIDs), Self.column("modifier_id", rows.childGroups),
                Self.column("group_id", rows.childGroups),
            ])
        try await remove(
            "menu_schedules", ImportRemoval.schedules,
            [Self.array(rows.entityIDs), Self.column("id", rows.schedules)])
        try await remove(
            "translations", ImportRemoval.translations,
            [
                Self.array(rows.entityIDs), Self.column("entity_id", rows.translations),
                Self.texts("field", rows.translations), Self.texts("locale", rows.translations),
            ])
    }

    private mutating func archiveAbsent(_ rows: MenuRows) async throws(PostgresError) {
        try await remove(
            "menu_items", ImportRemoval.items, [.uuid(rows.menuID), Self.array(rows.itemIDs)])
        try await remove(
            "menu_categories", ImportRemoval.categories, [.uuid(rows.menuID), Self.array(rows.categoryIDs)])
        try await remove(
            "modifiers", ImportRemoval.modifiers, [Self.array(rows.groupIDs), Self.array(rows.modifierIDs)])
    }

    private mutating func remove(
        _ table: String, _ statement: Statement, _ parameters: [ParameterValue]
    ) async throws(PostgresError) {
        let all = [ParameterValue.uuid(organization)] + parameters
        let result = try await runner.perform(BoundStatement(statement, all))
        count(table, removed: result.affectedRows)
    }

    private static func array(_ ids: [UUIDBytes]) -> ParameterValue {
        var array = PostgresArrayBuilder(.uuid, capacity: ids.count)
        for id in ids { array.append(id) }
        return array.finish()
    }

    private static func column(_ name: String, _ rows: [ImportRow]) -> ParameterValue {
        array(rows.compactMap { if case .uuid(let id)? = $0[name] { id } else { nil } })
    }

    private static func texts(_ name: String, _ rows: [ImportRow]) -> ParameterValue {
        var array = PostgresArrayBuilder(.text, capacity: rows.count)
        for row in rows {
            if case .text(let text)? = row[name] { array.append(text) }
        }
        return array.finish()
    }
}
