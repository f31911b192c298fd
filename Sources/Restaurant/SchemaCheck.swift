public import DataLoader
public import GraphQLExecution
public import GraphQLSchema
internal import Permissions

/// Compares the four places that a field stands in: schema, resolvers, permissions and the database's
/// catalog.
///
/// Run by `comanda check` and by every start: all gaps at once, so that one run shows everything that a
/// change forgot.
public struct SchemaCheck: Sendable {
    /// One type's resolver and the table that it reads.
    public struct TypeSource: Sendable {
        let resolver: ObjectResolver
        let table: Table?

        /// A type to check.
        public init(_ resolver: ObjectResolver, table: Table? = nil) {
            self.resolver = resolver
            self.table = table
        }
    }

    private let schema: Schema
    private let source: SchemaSource
    private let types: [TypeSource]

    /// The check of the restaurant's own types.
    public init(schema: Schema, sdl: String) {
        self.init(schema: schema, sdl: sdl, types: Restaurant.sources)
    }

    /// The check of given types.
    ///
    /// - Parameter sdl: the schema's text, for line numbers.
    public init(schema: Schema, sdl: String, types: [TypeSource]) {
        self.schema = schema
        self.types = types
        source = SchemaSource(sdl)
    }

    /// Every gap, one line each; empty when all four agree.
    ///
    /// - Parameters:
    ///   - permissions: the file's text, or nil to leave it out.
    ///   - catalog: the database's columns, or nil to leave them out.
    public func gaps(permissions: String?, catalog: Catalog?) -> [String] {
        var gaps = missingResolvers() + unknownResolvers()
        if let permissions { gaps += permissionGaps(permissions) }
        for type in types { gaps += columnGaps(type, catalog) }
        return gaps
    }

    private func missingResolvers() -> [String] {
        let known = Set(
            types.flatMap { type in type.resolver.fields.map { "\(type.resolver.typeName).\($0.name)" } })
        return schema.types.filter { $0.kind == .object && !$0.name.hasPrefix("__") }.flatMap(\.fields)
            .map { schema.fields[$0].coordinate }.filter { !known.contains($0) }
            .map { "\($0): in \(source.place(of: $0)), no resolver" }
    }

    private func unknownResolvers() -> [String] {
        types.flatMap { type -> [String] in
            let name = type.resolver.typeName
            guard let found = schema.type(named: name) else { return ["\(name): resolver, not in schema"] }
            return type.resolver.fields.filter { schema.field(named: $0.name, of: found) == nil }
                .map { "\(name).\($0.name): resolver, not in schema" }
        }
    }

    private func permissionGaps(_ text: String) -> [String] {
        do {
            _ = try Permissions(yaml: text, schema: schema)
            return []
        } catch {
            return error.lines
        }
    }

    /// Columns that are not there, and non-null fields over columns that may be null.
    private func columnGaps(_ type: TypeSource, _ catalog: Catalog?) -> [String] {
        guard let table = type.table else { return [] }
        var gaps = (catalog?.gaps(of: table) ?? table.gaps).map { "\(type.resolver.typeName): \($0)" }
        guard let found = schema.type(named: type.resolver.typeName) else { return gaps }
        for field in type.resolver.fields {
            guard case .column(let index, _) = field.source, table.columns.indices.contains(index),
                let id = schema.field(named: field.name, of: found)
            else { continue }
            let definition = schema[id]
            if definition.type.isNonNull, table.columns[index].isNullable {
                let typeText = schema.description(of: definition.type)
                gaps.append(
                    "\(definition.coordinate): \(typeText) over nullable column \(table.columns[index].name)")
            }
        }
        return gaps
    }
}

/// Where fields stand in the schema's text.
struct SchemaSource {
    private var lines: [String: Int] = [:]

    /// Reads a text that a schema was built from: `type` opens a type, a line of two spaces and a name is a
    /// field.
    init(_ sdl: String) {
        var type = ""
        for (index, line) in sdl.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            guard let first = words.first else { continue }
            if line.hasPrefix("type ") || line.hasPrefix("interface "), words.count > 1 {
                type = String(words[1])
            } else if line.hasPrefix("  \(first)"), lines["\(type).\(first)"] == nil {
                lines["\(type).\(first)"] = index + 1
            }
        }
    }

    /// `schema.graphql:212`
    func place(of coordinate: String) -> String {
        lines[coordinate].map { "schema.graphql:\($0)" } ?? "schema.graphql"
    }
}
