public import GraphQLSchema

/// A version of the schema that was given out, and what the version behind it changed.
public struct SchemaRelease: Sendable {
    /// When it was given out, such as `2026-11-22`.
    public let name: String
    /// What the next version changed; of the latest release, what the schema in force changes.
    public let changes: [SchemaChange]

    /// The releases of a schema, the latest first, each held against its successor.
    ///
    /// Changes of descriptions are left out: the kept versions have none.
    ///
    /// - Parameters:
    ///   - versions: names and schemas, the earliest first.
    ///   - schema: the one in force.
    /// - Complexity: O(versions × types, fields and arguments).
    public static func releases(
        _ versions: [(name: String, schema: Schema)], before schema: Schema
    ) -> [SchemaRelease] {
        let successors = versions.dropFirst().map(\.schema) + [schema]
        return zip(versions, successors).map { version, next in
            SchemaRelease(
                name: version.name,
                changes: version.schema.changes(to: next).filter { $0.kind != .descriptionChanged })
        }.reversed()
    }
}
