public import Postgres

/// The tables of the database as its catalog describes them, to compare with what types expect.
public struct Catalog: Sendable {
    /// What the catalog says of a column.
    public struct Column: Sendable, Equatable {
        /// The type as PostgreSQL writes it, such as `timestamp with time zone`.
        public let type: String
        /// Whether it may be null.
        public let isNullable: Bool
        /// The column that names whose value it is, where the audit seals it for somebody.
        public let person: String?

        /// A column of a given type.
        public init(type: String, isNullable: Bool, person: String? = nil) {
            self.type = type
            self.isNullable = isNullable
            self.person = person
        }
    }

    let tables: [String: [String: Column]]

    /// A catalog given as tables and their columns.
    public init(_ tables: [String: [String: Column]]) {
        self.tables = tables
    }

    /// Reads the schema `public`; one statement, at start only.
    public static func read(_ connection: PostgresConnection) async throws(PostgresError) -> Catalog {
        let result = try await connection.run(statement.bind())
        var tables: [String: [String: Column]] = [:]
        for row in 0..<result.rowCount {
            guard let table = result.string(row, 0), let name = result.string(row, 1),
                let type = result.string(row, 2), let isNullable = result.bool(row, 3)
            else { continue }
            tables[table, default: [:]][name] = Column(
                type: type, isNullable: isNullable, person: result.string(row, 4))
        }
        return Catalog(tables)
    }

    /// The audit's triggers are told the person's column, which is empty for nobody, and what to seal.
    private static let statement = Statement(
        "Catalog.read",
        """
        SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
          (SELECT nullif(sealed.columns[1], '') FROM pg_trigger AS g
            CROSS JOIN LATERAL string_to_array(encode(g.tgargs, 'escape'), E'\\\\000') AS sealed (columns)
            WHERE g.tgrelid = c.oid AND g.tgname = 'audit_update'
            AND a.attname::text = ANY(sealed.columns[2:]))
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
        """)

    /// Whether a table has a column.
    public func contains(column: String, of table: String) -> Bool { tables[table]?[column] != nil }

    /// The type of a column as PostgreSQL writes it; nil for one that is not there.
    public func type(ofColumn column: String, of table: String) -> String? { tables[table]?[column]?.type }

    /// What a table's columns expect that the catalog does not have, one line each.
    public func gaps(of table: Table) -> [String] {
        guard let columns = tables[table.name] else { return ["table \(table.name) does not exist"] }
        var gaps = table.gaps
        for column in table.columns where column.expression == nil {
            let name = "column \(table.name).\(column.name)"
            guard let found = columns[column.name] else {
                gaps.append("\(name) does not exist")
                continue
            }
            if found.type != column.type.rawValue {
                gaps.append("\(name) is \(found.type), read as \(column.type.rawValue)")
            }
            if found.isNullable, !column.isNullable {
                gaps.append("\(name) may be null, read as if it never were")
            }
        }
        return gaps + personalGaps(of: table)
    }
}
