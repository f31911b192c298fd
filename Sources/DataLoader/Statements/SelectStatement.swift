internal import GraphQLExecution
internal import Postgres

/// The statement of one loader before the plan's columns are known.
struct SelectStatement: Sendable {
    let name: String
    let cardinality: LoaderCardinality
    let table: Table
    let source: LoaderSource
    var conditions: [SQLTemplate] = []
    var needs: [Join] = []
    var replacing: [String: SQLTemplate] = [:]
    var orderBy: SQLTemplate = ""
    var page: PageOrder?
    var entersTenant = false

    /// Values that any expression of the table may read; the statement takes those that it does read.
    static let bindings: [(name: String, type: ColumnType)] = [("locale", .text), ("at", .timestamptz)]

    /// The engine's loader.
    var loader: Loader {
        let arguments: [LoadParameter] = page == nil ? [] : [.argument("first"), .argument("after")]
        return Loader(
            name: name, cardinality: cardinality, keyCount: source.keyCount,
            parameters: Self.bindings.map { .binding($0.name) } + arguments,
            takesConditions: true, check: page.map(PageArguments.check),
            prepare: { shape in prepare(columns: shape.columns, fence: RowFence(shape, table)) })
    }

    /// The statement for some columns.
    ///
    /// - Parameters:
    ///   - fence: which rows the caller may see.
    ///   - hasTenantPredicate: only a test says no, to see row level security hold alone.
    func prepare(
        columns: [Int], fence: RowFence = RowFence(), hasTenantPredicate: Bool = true
    ) -> LoadStatement {
        var writer = StatementWriter(hasTenantPredicate: hasTenantPredicate && table.globalBecause == nil)
        let selected = columns.map { table.columns[$0] }
        let place = personPlace(selected, behind: fence)
        // Behind what the plan knows of.
        let hidden = fence.flags + (place == nil ? [] : [table.person].compactMap(\.self))
        writeCommonTables(selected, to: &writer)
        switch source.keys {
        case .rows where page != nil: writePages(selected, fence, hidden, to: &writer)
        default: writeSelect(selected, fence, hidden, to: &writer)
        }
        let statement = Statement(
            name, writer.sql, parameters: writer.parameters.map(\.type), plans: plans)
        return LoadStatement(
            text: writer.sql, variant: writer.parameters.map(\.source).joined(separator: ","),
            positions: columns.indices.map { $0 + 1 },
            flagPositions: fence.flags.indices.map { columns.count + $0 + 1 }, grouping: grouping,
            context: LoadContext(
                statement: statement, parameters: writer.parameters, order: page, entersTenant: entersTenant,
                reads: StatementReads(writer.sql), person: place))
    }

    /// Where the person stands; nil where no selected column says anything of one.
    private func personPlace(_ columns: [ColumnDefinition], behind fence: RowFence) -> PersonPlace? {
        let values = columns.indices.filter { columns[$0].isPersonal }.map { $0 + 1 }
        guard table.person != nil, !values.isEmpty else { return nil }
        return PersonPlace(position: columns.count + fence.flags.count + 1, values: values)
    }

    /// Keys find few rows each, whatever they are; how rows are found best without them depends on values.
    private var plans: PlanCacheMode {
        if case .rows = source.keys { return .generic }
        if case .values = source.keys, page == nil { return .generic }
        return .byServer
    }

    private var grouping: Grouping {
        if case .values = source.keys { return .key(column: 0) }
        return .ordinal(column: 0)
    }
}

extension SelectStatement {
    /// `SELECT … FROM … WHERE … ORDER BY …`, for all forms but pages of several keys.
    private func writeSelect(
        _ columns: [ColumnDefinition], _ fence: RowFence, _ hidden: [SQLTemplate],
        to writer: inout StatementWriter
    ) {
        let selected = [groupColumn] + columns.map(selection) + hidden
        writer.line("SELECT \(SQLTemplate.joined(selected, by: ", "))")
        writer.line("FROM \(from)")
        writeLink(to: &writer)
        writeJoins(columns, to: &writer)
        let conditions = rowConditions(fence)
        if !conditions.isEmpty { writer.line("WHERE \(SQLTemplate.joined(conditions, by: " AND "))") }
        if let order = orderClause { writer.line(order) }
        if page != nil { writer.line("LIMIT \(StatementParameter.limit)") }
    }

    /// A page for each key: LATERAL, so that each key reads no more rows than its page has.
    private func writePages(
        _ columns: [ColumnDefinition], _ fence: RowFence, _ hidden: [SQLTemplate],
        to writer: inout StatementWriter
    ) {
        guard let page else { return }
        let names =
            columns.indices.map { SQLTemplate("p.c\(column: String($0))") }
            + hidden.indices.map { SQLTemplate("p.f\(column: String($0))") }
        let inner =
            columns.enumerated().map { index, column in
                SQLTemplate("\(selection(column)) AS c\(column: String(index))")
            }
            + page.columns.enumerated().map { index, column in
                SQLTemplate("t.\(column: column.name) AS o\(column: String(index))")
            }
            + hidden.enumerated().map { index, expression in
                SQLTemplate("\(expression) AS f\(column: String(index))")
            }
        writer.line("SELECT \(SQLTemplate.joined(["k.ord"] + names, by: ", "))")
        writer.line("FROM \(keyRows)")
        writer.line("CROSS JOIN LATERAL (")
        writer.line("SELECT * FROM (")
        writer.line("SELECT \(SQLTemplate.joined(inner, by: ", "))")
        writer.line("FROM \(column: table.name) AS t")
        writeJoins(columns, to: &writer)
        writer.line("WHERE \(SQLTemplate.joined(tableConditions + rowConditions(fence), by: " AND "))")
        if let order = orderClause { writer.line(order) }
        // A number that the server knows when it plans for whatever values: it reads along an index then.
        writer.line("LIMIT \(number: PageArguments.sizeMax + 1)) AS few")
        writer.line("LIMIT \(StatementParameter.limit)) AS p")
        let outer = page.columns.indices.map { page.term("p.o\(column: String($0))") }
        writer.line("ORDER BY \(SQLTemplate.joined(["k.ord"] + outer, by: ", "))")
    }

    private func selection(_ column: ColumnDefinition) -> SQLTemplate {
        replacing[column.name] ?? column.selection
    }

    private var groupColumn: SQLTemplate {
        switch source.keys {
        case .values(let column): "t.\(column: column.name)"
        case .rows: "k.ord"
        case .none: "1::bigint"
        }
    }

    private var keyRows: SQLTemplate {
        guard case .rows(let columns, _) = source.keys else { return "" }
        let arrays = columns.enumerated().map { index, column in
            SQLTemplate("\(StatementParameter.key(index, column.type))")
        }
        let names = SQLTemplate.joined(columns.map { "\(column: $0.name)" } + ["ord"], by: ", ")
        return "unnest(\(SQLTemplate.joined(arrays, by: ", "))) WITH ORDINALITY AS k(\(names))"
    }

    private var from: SQLTemplate {
        switch source.keys {
        case .values, .none: return "\(column: table.name) AS t"
        case .rows where source.link != nil: return keyRows
        case .rows:
            let conditions = SQLTemplate.joined(tableConditions, by: " AND ")
            return "\(keyRows)\nJOIN \(column: table.name) AS t ON \(conditions)"
        }
    }

    private func writeLink(to writer: inout StatementWriter) {
        guard let link = source.link else { return }
        writer.line("JOIN \(column: link.table) AS l ON \(tenant: "l") AND \(link.match)")
        let conditions = SQLTemplate.joined(tableConditions, by: " AND ")
        writer.line("JOIN \(column: table.name) AS t ON \(conditions)")
    }

    /// Tenant and key: what finds a row.
    private var tableConditions: [SQLTemplate] {
        switch source.keys {
        case .values(let column):
            [
                "\(tenant: "t")",
                "t.\(column: column.name) = ANY(\(StatementParameter.key(0, column.type)))",
            ]
        case .rows(_, let match): ["\(tenant: "t")", match]
        case .none(let match): ["\(tenant: "t")"] + (match.map { [$0] } ?? [])
        }
    }

    /// What must hold of a row besides: branches within reach, live, the loader's own, behind the cursor.
    private func rowConditions(_ fence: RowFence) -> [SQLTemplate] {
        var conditions: [SQLTemplate] = []
        switch source.keys {
        case .values, .none: conditions += tableConditions
        case .rows: break
        }
        if let branch = table.branchColumn { conditions.append(.isReachable("t.\(column: branch)")) }
        if let isLive = table.isLive { conditions.append(isLive) }
        conditions += self.conditions
        if let condition = fence.condition { conditions.append(condition) }
        if let page { conditions.append(page.condition) }
        return conditions
    }

    private var orderClause: SQLTemplate? {
        if let page {
            let names = page.columns.map { page.term("t.\(column: $0.name)") }
            return "ORDER BY \(SQLTemplate.joined(names, by: ", "))"
        }
        guard cardinality == .many else { return nil }
        if case .none = source.keys { return "ORDER BY \(orderBy)" }
        return "ORDER BY \(groupColumn), \(orderBy)"
    }

    private func joins(_ columns: [ColumnDefinition]) -> [Join] {
        var joins: [Join] = []
        let wanted = needs + columns.filter { replacing[$0.name] == nil }.flatMap(\.joins)
        for join in wanted where !joins.contains(join) { joins.append(join) }
        return joins
    }

    private func writeJoins(_ columns: [ColumnDefinition], to writer: inout StatementWriter) {
        for clause in joins(columns).compactMap(\.clause) { writer.line(clause) }
    }

    private func writeCommonTables(_ columns: [ColumnDefinition], to writer: inout StatementWriter) {
        var tables: [CommonTable] = []
        for table in joins(columns).flatMap(\.with) where !tables.contains(table) { tables.append(table) }
        guard !tables.isEmpty else { return }
        writer.line(tables.contains(where: \.isRecursive) ? "WITH RECURSIVE " : "WITH ")
        writer.write(.joined(tables.map { "\(column: $0.name) AS (\($0.definition))" }, by: ",\n"))
    }
}

extension SQLTemplate {
    /// Whether a branch is one of those that the caller may reach; no branch at all always is.
    public static func isReachable(_ branch: SQLTemplate) -> SQLTemplate {
        "(\(StatementParameter.branches) IS NULL OR \(branch) = ANY(\(StatementParameter.branches)))"
    }
}

extension PageOrder {
    /// Behind the cursor; the row comparison uses the index from its first column on.
    fileprivate var condition: SQLTemplate {
        let names = SQLTemplate.joined(columns.map { "t.\(column: $0.name)" }, by: ", ")
        let values = SQLTemplate.joined(
            columns.enumerated().map { "\(StatementParameter.after($0, $1.type))" }, by: ", ")
        return "(\(names)) \(column: isDescending ? "<" : ">") (\(values))"
    }

    /// An expression as a part of ORDER BY.
    fileprivate func term(_ expression: SQLTemplate) -> SQLTemplate {
        isDescending ? "\(expression) DESC" : expression
    }
}
