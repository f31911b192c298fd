/// Turns the table form of a menu into the nodes that the JSON form gives, so that one reader checks both.
///
/// Each row says by its `type` what it is; a cell becomes a member with the line and column where it stands.
struct CSVMenuReader {
    /// Column names and the members that they become, by type of row.
    private static let columns: [String: [String: String]] = [
        "menu": ["name": "name", "currency": "currency", "kind": "kind", "published": "isPublished"],
        "category": ["description": "description"],
        "item": [
            "name": "name", "description": "description", "sku": "sku", "price": "price",
            "tax_class": "taxClass",
            "prep_minutes": "prepMinutes", "station": "station", "allergens": "allergens",
            "dietary_tags": "dietaryTags", "spice_level": "spiceLevel", "groups": "modifierGroups",
        ],
        "group": [
            "name": "name", "description": "description", "min": "min", "max": "max", "free": "freeQuantity",
            "allow_quantity": "allowQuantity", "per_option_max": "perOptionMax",
        ],
        "modifier": [
            "name": "name", "price": "priceDelta", "default": "isDefault",
            "default_quantity": "defaultQuantity",
            "kitchen_name": "kitchenName", "allergens": "allergens", "groups": "childGroups",
        ],
    ]
    private static let lists: Set<String> = ["allergens", "dietary_tags", "groups"]
    /// Columns that say where a row belongs, and the hours of items and categories.
    private static let placing: Set<String> = ["type", "category", "group", "days", "from", "to"]

    private var menu: JSONNode?
    private var categories: [CSVCategory] = []
    private var groups: [(key: String, members: [JSONNode.Member], modifiers: [JSONNode])] = []
    private let header: [String]

    /// Reads a whole table.
    ///
    /// - Throws: the first problem of the table's own form; values are checked later, all of them.
    static func read(_ bytes: [UInt8]) throws(ImportProblem) -> JSONNode {
        let records = try CSVRecords(bytes).records
        guard let first = records.first else {
            throw ImportProblem(
                position: TextPosition(line: 1, column: 1), path: "", message: "the file is empty")
        }
        var reader = try CSVMenuReader(header: first)
        for record in records.dropFirst() { try reader.add(CSVRow(record: record, header: reader.header)) }
        return reader.root()
    }

    private init(header record: CSVRecords.Record) throws(ImportProblem) {
        header = record.fields.map { name in
            // A locale keeps its letters: name:es-PE.
            let parts = CSVRow.trimmed(name[...]).split(separator: ":", maxSplits: 1)
            return ([parts.first?.lowercased() ?? ""] + parts.dropFirst().map(String.init)).joined(
                separator: ":")
        }
        let known = Self.placing.union(Self.columns.values.flatMap(\.keys))
        var seen: Set<String> = []
        for (index, name) in header.enumerated() {
            let position = TextPosition(line: record.line, column: index + 1)
            guard known.contains(name) || name.hasPrefix("name:") || name.hasPrefix("description:") else {
                throw ImportProblem(
                    position: position, path: name, message: "is not a column that is known here")
            }
            guard seen.insert(name).inserted else {
                throw ImportProblem(position: position, path: name, message: "this column stands here twice")
            }
        }
    }

    private mutating func add(_ row: CSVRow) throws(ImportProblem) {
        guard row.cellCount <= header.count else {
            throw row.problem("", "has \(row.cellCount) cells, the header has \(header.count)")
        }
        let type = row["type"]?.lowercased() ?? "item"
        guard let columns = Self.columns[type] else {
            throw row.problem("type", "must be menu, category, item, group or modifier")
        }
        let members = try members(of: row, columns, type: type)
        let node = JSONNode(.object(members), at: row.position)
        switch type {
        case "menu":
            guard menu == nil else { throw row.problem("type", "a file has one menu") }
            menu = node
        case "category": CSVCategory.describe(try path(of: row), members, row.position, in: &categories)
        case "item": CSVCategory.add(node, to: try path(of: row), row.position, in: &categories)
        case "group": groups.append((try key(of: row), members, []))
        default:
            let key = try key(of: row)
            guard let index = groups.firstIndex(where: { $0.key == key }) else {
                throw row.problem("group", "there is no row of type group with the key \"\(key)\" above")
            }
            groups[index].modifiers.append(node)
        }
    }

    /// The cells as members; a filled cell that means nothing for this type of row is a mistake.
    private func members(
        of row: CSVRow, _ columns: [String: String], type: String
    ) throws(ImportProblem) -> [JSONNode.Member] {
        var members: [JSONNode.Member] = []
        for name in header where !Self.placing.contains(name) && !name.contains(":") {
            guard let text = row[name] else { continue }
            guard let member = columns[name] else {
                throw row.problem(name, "has no meaning in a row of type \(type)")
            }
            let value = Self.lists.contains(name) ? row.list(name) : row.node(name, .string(text))
            members.append(row.member(member, name, value))
        }
        if let translations = row.translations() {
            members.append(row.member("translations", "type", translations))
        }
        if let schedule = row.schedule() { members.append(row.member("schedules", "from", schedule)) }
        return members
    }

    private func path(of row: CSVRow) throws(ImportProblem) -> [String] {
        let names = (row["category"] ?? "").split(separator: ">").map { CSVRow.trimmed($0) }
        guard !names.isEmpty, !names.contains("") else {
            throw row.problem("category", "must name a category, as in Drinks > Juices")
        }
        return names
    }

    private func key(of row: CSVRow) throws(ImportProblem) -> String {
        guard let key = row["group"] else { throw row.problem("group", "must hold the group's key") }
        return key
    }

    private func root() -> JSONNode {
        let start = TextPosition(line: 1, column: 1)
        func member(_ name: String, _ value: JSONNode.Value) -> JSONNode.Member {
            JSONNode.Member(name: name, position: start, value: JSONNode(value, at: start))
        }
        let groups = self.groups.map { group in
            let modifiers = JSONNode(.array(group.modifiers), at: start)
            let members =
                group.members + [JSONNode.Member(name: "modifiers", position: start, value: modifiers)]
            let position = group.members.first?.position ?? start
            return JSONNode.Member(
                name: group.key, position: position, value: JSONNode(.object(members), at: position))
        }
        let menu = self.menu?.value ?? .object([member("name", .string("Menu"))])
        return JSONNode(
            .object([
                member("format", .string(MenuDocumentReader.formatName)), member("menu", menu),
                member("modifierGroups", .object(groups)),
                member("categories", .array(categories.map(\.node))),
            ]), at: start)
    }
}
