internal import DataLoader
internal import Domain
internal import GraphQLExecution

/// A refusal of a mutation of the menu, as a row that the payload's `userErrors` lists.
///
/// - SeeAlso: `schema.graphql`, type `MenuUserError`; `Config/permissions.yaml`, key `MenuUserError`.
enum MenuUserError: ObjectType {
    enum Columns {
        /// The object type's name, by which rows of the interface `UserError` are told apart.
        static let typeName = Column<String>("type", at: 0)
        static let code = Column<String>("code", at: 1)
        static let message = Column<String>("message", at: 2)
        /// JSON, since only the response needs it.
        static let field = Column<String>("field", at: 3)
    }

    static let fields: [Field] = [
        .column("code", Columns.code, as: .plainText),
        .column("message", Columns.message),
        .column("field", Columns.field, as: .json),
    ]

    /// The interface's rows say their type.
    static let interface = ObjectResolver(
        typeName: "UserError", fields: [], typeNameColumn: Columns.typeName.definition.index)

    /// Refusals as rows.
    static func rows(_ rejections: [MenuRejection]) -> RowSet {
        RowSet(
            values: rejections.map { rejection in
                let path = rejection.field.map { "\"\($0)\"" }.joined(separator: ",")
                return [typeName, rejection.code.rawValue, rejection.message, "[\(path)]"].map {
                    Array($0.utf8)
                }
            }, columnCount: 4)
    }
}
