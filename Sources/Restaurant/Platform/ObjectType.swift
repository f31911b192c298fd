internal import DataLoader
internal import GraphQLExecution

/// One object type of `schema.graphql`: where each of its fields comes from.
///
/// A type is a caseless enum in a file of its own. `fields` is read when the server starts and never by
/// another type's statics: two lazy statics that read each other would wait for each other forever.
protocol ObjectType: SendableMetatype {
    /// The type's name in the schema.
    static var typeName: String { get }
    /// The table behind its rows; nil for types made of other types' columns.
    static var table: DataLoader.Table? { get }
    /// The type whose rows these are too, under another name: its rules on rows hold here as well; nil for a
    /// type with rows of its own. One that names itself shows another type's rows by its own rules alone.
    static var shown: (any ObjectType.Type)? { get }
    /// Every field of the GraphQL type, in the order of `schema.graphql`.
    static var fields: [Field] { get }
}

extension ObjectType {
    /// The Swift type's name, which is the GraphQL type's name but for words that mean something else here.
    static var typeName: String { String(describing: Self.self) }
    /// None.
    static var table: DataLoader.Table? { nil }

    /// None.
    static var shown: (any ObjectType.Type)? { nil }

    /// The sources as the engine takes them.
    static var resolver: ObjectResolver {
        ObjectResolver(typeName: typeName, fields: fields, shownType: shown?.typeName)
    }
}
