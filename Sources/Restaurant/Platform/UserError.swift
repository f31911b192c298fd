internal import DataLoader
internal import Domain
internal import GraphQLExecution

/// The interface `UserError`: refusals of all areas, as rows that say which type they are.
///
/// - SeeAlso: `schema.graphql`, interface `UserError`.
enum UserError {
    enum Columns {
        /// The object type's name, by which rows of the interface are told apart.
        static let typeName = Column<String>("type", at: 0)
        static let code = Column<String>("code", at: 1)
        static let message = Column<String>("message", at: 2)
        /// JSON, since only the response needs it.
        static let field = Column<String>("field", at: 3)
    }

    /// What the types of all areas have.
    static let fields: [Field] = [
        .column("code", Columns.code, as: .plainText),
        .column("message", Columns.message),
        .column("field", Columns.field, as: .json),
    ]

    /// The interface's rows say their type.
    static let interface = ObjectResolver(
        typeName: "UserError", fields: [], typeNameColumn: Columns.typeName.definition.index)

    /// No refusal.
    static let none = RowSet(values: [], columnCount: 4)

    /// A refusal as a row of an area's type.
    static func row<Code>(_ rejection: Rejection<Code>, typeName: String) -> RowSet {
        let path = rejection.field.map { "\"\($0)\"" }.joined(separator: ",")
        let texts = [typeName, rejection.code.rawValue, rejection.message, "[\(path)]"]
        return RowSet(values: [texts.map { Array($0.utf8) }], columnCount: 4)
    }
}

/// An area's refusals: an object type that implements the interface `UserError` with the area's own codes.
protocol AreaUserError: ObjectType {
    /// Which rules may refuse.
    associatedtype Code: RejectionCode
}

extension AreaUserError {
    static var fields: [Field] { UserError.fields }
}
