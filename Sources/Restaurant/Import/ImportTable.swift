import Postgres

/// One value of a row on its way into a table.
enum ImportValue: Encodable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case bool(Bool)
    case texts([String])
    case uuid(UUIDBytes)
    case object([String: String])

    init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    init(_ number: Int?) {
        self = number.map { .integer(Int64($0)) } ?? .null
    }

    init(_ number: Int64?) {
        self = number.map { .integer($0) } ?? .null
    }

    init(_ flag: Bool?) {
        self = flag.map { .bool($0) } ?? .null
    }

    init(_ id: UUIDBytes?) {
        self = id.map { .uuid($0) } ?? .null
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .bool(let flag): try container.encode(flag)
        case .texts(let texts): try container.encode(texts)
        case .uuid(let id): try container.encode(id.description)
        case .object(let members): try container.encode(members)
        }
    }
}

/// A row, by column name; what is left out is null.
typealias ImportRow = [String: ImportValue]

/// How rows go into a table: all of them by one statement, and an old row is touched only when something
/// differs, so that importing the same file twice changes nothing.
struct ImportTable: Sendable {
    let name: String
    /// Column names with their SQL types, `id` first.
    let columns: [(name: String, type: String)]
    /// What tells that a row is there already, as `ON CONFLICT` wants it.
    let key: String
    /// Columns that stay as they are in a row that is there already.
    let kept: Set<String>
    let hasVersion: Bool

    init(
        _ name: String, _ columns: String, key: String = "(organization_id, id)", kept: Set<String> = ["id"],
        hasVersion: Bool = true
    ) {
        self.name = name
        self.columns = columns.split(separator: ",").map { column in
            let parts = column.split(whereSeparator: \.isWhitespace)
            precondition(parts.count == 2, "a column is a name and a type")
            return (String(parts[0]), String(parts[1]))
        }
        self.key = key
        self.kept = kept
        self.hasVersion = hasVersion
    }

    /// Writes the rows of `$2`, a JSON list of objects; returns for each row written whether it is new.
    var upsert: Statement {
        let names = columns.map(\.name)
        let types = columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
        let changing = names.filter { !kept.contains($0) }
        let list = names.joined(separator: ", ")
        var sets = changing.map { "\($0) = EXCLUDED.\($0)" } + ["updated_at = now()"]
        if hasVersion { sets.append("version = present.version + 1") }
        let present = changing.map { "present.\($0)" }.joined(separator: ", ")
        let excluded = changing.map { "EXCLUDED.\($0)" }.joined(separator: ", ")
        let sql = """
            INSERT INTO public.\(name) AS present (organization_id, \(list))
            SELECT $1, \(names.map { "given.\($0)" }.joined(separator: ", "))
            FROM jsonb_to_recordset($2) AS given (\(types))
            ON CONFLICT \(key) DO UPDATE SET \(sets.joined(separator: ", "))
            WHERE (\(present)) IS DISTINCT FROM (\(excluded))
            RETURNING (present.xmax = 0) AS is_new
            """
        return Statement("import.\(name)", sql, parameters: [.uuid, .jsonb])
    }
}
