internal import DataLoader
internal import GraphQLExecution
internal import Postgres

extension Field {
    /// A UUID column as a global ID.
    static func id(_ name: String, _ column: Column<UUIDBytes>, _ kind: EntityKind) -> Field {
        .column(name, column, as: kind.wireForm)
    }

    /// The same of a column that may be null.
    static func id(_ name: String, _ column: Column<UUIDBytes?>, _ kind: EntityKind) -> Field {
        .column(name, column, as: kind.wireForm)
    }
}
