internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// All that is stored about one customer, as one JSON object.
///
/// - SeeAlso: `schema.graphql`, type `CustomerDataExport`.
enum CustomerDataExport: ObjectType {
    static let table: DataLoader.Table? = rows
    static let shown: (any ObjectType.Type)? = Customer.self
    static let rows = DataLoader.Table("customers", columns: Columns.all, person: "t.id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        /// `orders_customer_idx` serves the orders; the latest thousand are more than anybody has made.
        static let data = Column<String>(
            "data", at: 1,
            """
            (jsonb_build_object('name', t.name, 'phone', t.phone, 'email', t.email, \
            'birthDate', t.birth_date, 'taxId', t.tax_id, 'notes', t.notes, 'locale', t.locale, \
            'createdAt', t.created_at, 'orders', coalesce((SELECT jsonb_agg(jsonb_build_object( \
            'number', o.number, 'businessDate', o.business_date, 'status', o.status, 'type', o.type, \
            'currency', o.currency, 'totalMinor', o.total_minor, 'guestName', o.guest_name, \
            'note', o.note, 'createdAt', o.created_at) ORDER BY o.created_at, o.id) \
            FROM (SELECT * FROM orders AS a WHERE \(tenant: "a") AND a.customer_id = t.id \
            ORDER BY a.created_at DESC LIMIT 1000) AS o), '[]'))::text)
            """, isPersonal: true)
        static let all = columnList(id, data)
    }

    static let fields: [Field] = [
        .one("customer", Customer.byID, key: .column(Columns.id)),
        .column("data", Columns.data, as: .json),
    ]

    /// `customers_pkey` serves it.
    static let byID = BatchLoader.one("CustomerDataExport.byID", rows, .column(Columns.id))
}
