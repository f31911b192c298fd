internal import Domain
internal import Postgres

/// A check that is about to be stored, with what is on it.
struct CheckDraft: Sendable {
    /// A part of a line or of a charge.
    struct Share: Sendable {
        let id: UUIDBytes
        var line: UUIDBytes?
        var charge: UUIDBytes?
        var quantity: Quantity?
        let amount: TaxedAmount
    }

    let id: UUIDBytes
    let label: String?
    var totalMinor: Int64
    var shares: [Share] = []

    /// What stores checks, numbered in their order: two statements.
    static func insertions(
        _ checks: [CheckDraft], of order: UUIDBytes, _ session: OrderSession
    ) -> [BoundStatement] {
        let shares = checks.flatMap { check in check.shares.map { (check: check.id, share: $0) } }
        return [
            insert.bind(
                session.tenant, .uuid(order), session.writer, checks.map(\.id).parameter,
                texts(checks.map(\.label)), checks.map(\.totalMinor).amounts),
            insertLines.bind(
                session.tenant, .uuid(order), session.writer, shares.map(\.share.id).parameter,
                shares.map(\.check).parameter, uuids(shares.map(\.share.line)),
                uuids(shares.map(\.share.charge)), amounts(shares.map(\.share.quantity?.tenThousandths)),
                shares.map(\.share.amount.netMinor).amounts, shares.map(\.share.amount.taxMinor).amounts),
        ]
    }

    private static func texts(_ values: [String?]) -> ParameterValue {
        var array = PostgresArrayBuilder(.text, capacity: values.count)
        for value in values { if let value { array.append(value) } else { array.appendNull() } }
        return array.finish()
    }

    private static func uuids(_ values: [UUIDBytes?]) -> ParameterValue {
        var array = PostgresArrayBuilder(.uuid, capacity: values.count)
        for value in values { if let value { array.append(value) } else { array.appendNull() } }
        return array.finish()
    }

    private static func amounts(_ values: [Int64?]) -> ParameterValue {
        var array = PostgresArrayBuilder(.int8, capacity: values.count)
        for value in values { if let value { array.append(value) } else { array.appendNull() } }
        return array.finish()
    }

    private static let insert = Statement(
        "CheckDraft.insert",
        """
        INSERT INTO order_checks (id, organization_id, order_id, number, label, total_minor, created_by,
          updated_by)
        SELECT k.id, $1, $2, k.number, k.label, k.total, $3, $3
        FROM unnest($4::uuid[], $5::text[], $6::bigint[]) WITH ORDINALITY AS k (id, label, total, number)
        """, parameters: [.uuid, .uuid, .uuid, .uuidArray, .textArray, .int8Array])

    private static let insertLines = Statement(
        "CheckDraft.insertLines",
        """
        INSERT INTO check_lines (id, organization_id, order_id, check_id, line_id, charge_id, quantity,
          net_minor, tax_minor, total_minor, created_by, updated_by)
        SELECT k.id, $1, $2, k.check_id, k.line_id, k.charge_id, k.quantity / 10000.0, k.net, k.tax,
          k.net + k.tax, $3, $3
        FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bigint[], $9::bigint[], $10::bigint[])
          AS k (id, check_id, line_id, charge_id, quantity, net, tax)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuidArray, .uuidArray, .uuidArray, .uuidArray, .int8Array, .int8Array,
            .int8Array,
        ])
}
