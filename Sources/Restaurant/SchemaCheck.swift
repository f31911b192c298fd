public import DataLoader
public import GraphQLExecution
public import GraphQLSchema
public import Permissions

/// Compares the four places that a field stands in: schema, resolvers, permissions and the database's
/// catalog.
///
/// Run by `comanda check` and by every start, through ``Restaurant/gaps(schema:sdl:permissions:on:)``: all
/// gaps at once, so that one run shows everything that a change forgot.
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

    let schema: Schema
    private let source: SchemaSource
    let types: [TypeSource]

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
        guard let permissions else { return gaps([], catalog) }
        do {
            return gaps(of: try Permissions(yaml: permissions, schema: schema), catalog: catalog)
        } catch {
            return gaps(error.lines, catalog)
        }
    }

    /// The same for permissions that are compiled already, which takes longer than all else here.
    public func gaps(of permissions: Permissions, catalog: Catalog?) -> [String] {
        gaps(permissionGaps(permissions, catalog), catalog)
    }

    private func gaps(_ ofPermissions: [String], _ catalog: Catalog?) -> [String] {
        missingResolvers() + unknownResolvers() + fieldGaps() + scalarGaps() + sharedRowGaps()
            + ofPermissions
            + types.flatMap { columnGaps($0, catalog) }
    }

    /// Types that show the rows of one table: all but one must say whose rows they are, or rules on the rows
    /// of that one could be walked around.
    private func sharedRowGaps() -> [String] {
        Dictionary(grouping: types.filter { $0.table != nil }) { $0.table?.name ?? "" }
            .sorted { $0.key < $1.key }.flatMap { table, types -> [String] in
                let owners = types.filter { $0.resolver.shownType == nil }.map(\.resolver.typeName)
                let gap = "\(owners.joined(separator: ", ")): all show rows of \(table), and none says whose"
                return owners.count < 2 ? [] : [gap]
            }
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

    /// Custom scalars whose input nobody checks.
    private func scalarGaps() -> [String] {
        schema.types.filter {
            $0.kind == .scalar && $0.builtInScalar == nil && Scalars.checks[$0.name] == nil
        }
        .map { "\($0.name): scalar, no check of its input" }
    }

    private func permissionGaps(_ permissions: Permissions, _ catalog: Catalog?) -> [String] {
        let gaps =
            permissions.scopeColumns.compactMap { scopeGap($0, catalog) }
            + permissions.scopeComparisons.compactMap { comparisonGap($0, catalog) }
        var seen: Set<String> = []
        return gaps.filter { seen.insert($0).inserted }
    }

    /// A column of a scope that the database does not have.
    private func scopeGap(_ read: ScopeColumn, _ catalog: Catalog?) -> String? {
        let own = types.first { $0.resolver.typeName == read.type }?.table?.name
        guard let table = read.table ?? own else {
            return "\(read.place): \(read.type) has no table: no scope can choose its rows"
        }
        guard let catalog, !catalog.contains(column: read.column, of: table) else { return nil }
        return "\(read.place): column \(table).\(read.column) does not exist"
    }

    /// A comparison that the database would refuse, at every request.
    private func comparisonGap(_ comparison: ScopeComparison, _ catalog: Catalog?) -> String? {
        guard let catalog else { return nil }
        let own = types.first { $0.resolver.typeName == comparison.type }?.table?.name
        let known = comparison.sides.compactMap { side -> (text: String, type: String)? in
            switch side {
            case .value(let type): return (type, type)
            case .column(let table, let name):
                // What does not exist is another gap.
                guard let table = table ?? own, let type = catalog.type(ofColumn: name, of: table) else {
                    return nil
                }
                return ("\(table).\(name), which is \(type)", Self.comparable[type] ?? type)
            }
        }
        guard let first = known.first, let other = known.first(where: { $0.type != first.type }) else {
            return nil
        }
        return "\(comparison.place): \(first.text), is compared with \(other.text)"
    }

    /// Types whose values compare with each other, by one of them.
    private static let comparable = [
        "smallint": "bigint", "integer": "bigint", "numeric": "bigint", "character varying": "text",
    ]
}
