internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema

extension SchemaCheck {
    /// Columns that are not there, and non-null fields over columns that may be null.
    func columnGaps(_ type: TypeSource, _ catalog: Catalog?) -> [String] {
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
