public import Postgres

/// One side of a changed row.
///
/// - SeeAlso: ``ChangeNotes``
public struct RowChange: Sendable, Equatable {
    /// The table's name.
    public var table: String
    /// Whether it is the row after the change.
    public var isAfter: Bool
    /// The row's identifier.
    public var id: UUIDBytes
    /// The tenant that the row belongs to.
    public var organization: UUIDBytes
    /// The branch that the row belongs to; nil for the organization's own.
    public var branch: UUIDBytes?
    /// Whom the personal values are about.
    public var person: UUIDBytes?
    /// The row without personal values and secrets: a JSON object on one line.
    public var image: String
    /// The personal values that are not null: a JSON object; nil without any.
    public var personal: String?

    /// A side of a row.
    public init(
        table: String, isAfter: Bool, id: UUIDBytes, organization: UUIDBytes, branch: UUIDBytes? = nil,
        person: UUIDBytes? = nil, image: String, personal: String? = nil
    ) {
        (self.table, self.isAfter, self.id, self.organization) = (table, isAfter, id, organization)
        (self.branch, self.person, self.image, self.personal) = (branch, person, image, personal)
    }
}
