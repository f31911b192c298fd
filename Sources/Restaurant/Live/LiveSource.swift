internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Where the events of one field of `Subscription` come from: which entries of which branch's log, and what
/// they are about.
///
/// Declared once for a field, in the `subscriptions` of its area.
struct LiveSource: Sendable {
    /// Which log is read.
    enum Place: Sendable {
        /// That of the branch that `branchId` names.
        case branch
        /// That of the branch of what `id` names, and only events of that; the statement finds the branch.
        case entity(EntityKind, Statement)
    }

    /// The field's name.
    let name: String
    /// Which log.
    let place: Place
    /// The types of events, and what each of them is to the subscriber.
    let changes: [String: ChangeType]
    /// What an event is about.
    let subjects: [Field.Subject]
    /// What must be there, or nobody subscribes.
    let requires: Field.Requirement
    /// Arguments that hold for everything below.
    var binds: [String] = []

    /// The field as the engine takes it.
    var field: Field {
        let bindings = Dictionary(binds.map { ($0, $0) }) { first, _ in first }
        return Field(name, .event(subjects: subjects), binds: bindings, requires: requires)
    }

    /// Which log a subscription's arguments name, and which entity alone; nil where they name none.
    func place(
        _ arguments: Arguments, in organization: UUIDBytes, _ log: EventLog
    ) async throws(PostgresError) -> (place: BranchPlace, entity: UUIDBytes?)? {
        switch place {
        case .branch:
            guard let branch = Self.id(arguments, "branchId", .branch) else { return nil }
            return (BranchPlace(organization: organization, branch: branch), nil)
        case .entity(let kind, let find):
            guard let entity = Self.id(arguments, "id", kind),
                let branch = try await log.branch(of: entity, find, in: organization)
            else { return nil }
            return (BranchPlace(organization: organization, branch: branch), entity)
        }
    }

    private static func id(_ arguments: Arguments, _ name: String, _ kind: EntityKind) -> UUIDBytes? {
        guard case .string(let id)? = arguments[name] else { return nil }
        return kind.uuid(id)
    }

    /// The rows of events, as ``LiveEvent`` has its columns.
    func rows(of events: [LoggedEvent], in place: BranchPlace) -> RowSet {
        RowSet(
            values: events.map { LiveEvent.row($0, changes[$0.type] ?? .changed, place.branch) },
            columnCount: LiveEvent.columnCount)
    }
}

/// What an event is to a subscriber.
enum ChangeType: String {
    case created = "CREATED"
    case statusChanged = "STATUS_CHANGED"
    case changed = "CHANGED"
}

/// The columns of an event's row, which all payloads of subscriptions read.
enum LiveEvent {
    static let cursor = Column<String>("cursor", at: 0)
    static let change = Column<String>("change", at: 1)
    /// The order that it is about, where it is one or a line of one.
    static let order = Column<UUIDBytes>("order_id", at: 2)
    /// Whether a state was left for another.
    static let isMove = Column<Bool>("is_move", at: 3)
    static let branch = Column<UUIDBytes>("branch", at: 4)
    static let entity = Column<UUIDBytes>("entity", at: 5)
    /// The entity, where it is an item; a modifier.
    static let item = Column<UUIDBytes?>("item", at: 6)
    static let modifier = Column<UUIDBytes?>("modifier", at: 7)
    static let columnCount = 8

    /// What every payload says first.
    static let fields: [Field] = [
        .column("cursor", cursor), .column("changeType", change, as: .plainText),
    ]

    static func row(_ event: LoggedEvent, _ change: ChangeType, _ branch: UUIDBytes) -> [[UInt8]?] {
        let entity = event.entity.bytes
        return [
            Array(String(event.sequence).utf8), Array(change.rawValue.utf8),
            (event.order ?? event.entity).bytes, [change == .changed ? 0 : 1], branch.bytes, entity,
            event.entityKind == EntityKind.item.rawValue ? entity : nil,
            event.entityKind == EntityKind.modifier.rawValue ? entity : nil,
        ]
    }
}

/// The doors to what happens, as long as somebody listens.
///
/// - SeeAlso: `schema.graphql`, type `Subscription`; `Config/permissions.yaml`, key `Subscription`.
enum SubscriptionRoot: ObjectType {
    static let typeName = "Subscription"
    static let fields: [Field] = Restaurant.liveSources.values.map(\.field).sorted { $0.name < $1.name }
}
