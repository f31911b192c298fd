internal import Audit
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Logging
internal import Postgres

/// Forgets who a customer was: the row is emptied and what orders, carts and bookings say of the person, the
/// key of its personal values is erased, and with it what stored answers hold of the customer: they are read
/// anew from then on.
/// Orders and totals stay, and so does the log, whose chain still verifies.
///
/// Whoever was merged into the customer is the same person, and is forgotten too.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.customerAnonymize`.
enum CustomerAnonymize: ObjectType {
    static let typeName = "CustomerAnonymizePayload"
    static let fields = CustomerPayload.fields

    static let mutation = CustomerMutation.make(keyCount: 1) { (input, session) throws(CustomerFailure) in
        let id = try input.requiredUUID("customerId", .customer)
        guard let organization = session.caller.organization else { throw .notFound("customerId") }
        let family = try await session.run(people.bind(session.tenant, .uuid(id)))
        let ids = (0..<family.rowCount).compactMap { family.uuid($0, 0) }
        let locked = try await LockedCustomer.lock(ids, in: session)
        guard let customer = locked[id] else { throw .notFound("customerId") }
        try input.requireVersion(customer.version)
        let forgotten = ids.filter { locked[$0]?.isAnonymous == false }
        guard !forgotten.isEmpty else { return [id.bytes] }
        let erasure = try erasure(of: forgotten, organization, session)
        _ = try await session.run(
            [
                // By the telephone number, which the customer's own row is about to lose.
                bookings.bind(session.tenant, forgotten.parameter, session.writer),
                empty.bind(session.tenant, forgotten.parameter, session.writer),
                carts.bind(session.tenant, forgotten.parameter, session.writer),
                nameless.bind(session.tenant, forgotten.parameter, session.writer),
                checks.bind(session.tenant, forgotten.parameter, session.writer),
            ] + erasure)
        for person in forgotten { try await CustomerEvent.tell(person, "ANONYMIZED", in: session) }
        return [id.bytes]
    }

    /// The customer's own key is half of what seals the answers that were read from the customer's rows. The
    /// tenant's half goes too, since other rows may speak of the same person without a name for it: a booking
    /// by telephone, an order before the customer was attached. So no answer of the tenant opens any more.
    /// What they answer stays noted, so that nothing has its effect twice.
    private static func erasure(
        of people: [UUIDBytes], _ organization: UUIDBytes, _ session: CustomerSession
    ) throws(CustomerFailure) -> [BoundStatement] {
        do throws(AuditFailure) {
            return try PersonalKeyRow.erase(people, in: organization, nextAnswers: session.newID())
        } catch {
            session.services.logger.critical(
                "a customer cannot be forgotten", metadata: ["reason": "\(error)"])
            throw .stopped(LoadError(message: "Something went wrong on our side.", code: "INTERNAL"))
        }
    }

    /// `customers_merged_idx` serves it.
    private static let people = Statement(
        "CustomerAnonymize.people",
        """
        WITH RECURSIVE person AS (
          SELECT c.id, 0 AS depth FROM customers AS c WHERE c.organization_id = $1 AND c.id = $2
          UNION ALL
          SELECT m.id, p.depth + 1 FROM person AS p
          JOIN customers AS m ON m.organization_id = $1 AND m.merged_into_id = p.id
          WHERE p.depth < 100)
        SELECT id FROM person
        """, parameters: [.uuid, .uuid])

    /// `customers_pkey` serves it.
    private static let empty = Statement(
        "CustomerAnonymize.empty",
        """
        UPDATE customers SET name = NULL, phone = NULL, email = NULL, birth_date = NULL, tax_id = NULL,
          notes = NULL, locale = NULL, deleted_at = coalesce(deleted_at, now()), anonymized_at = now(),
          updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND id = ANY($2)
        """, parameters: [.uuid, .uuidArray, .uuid])

    /// Orders say who came, in words of their own; `orders_customer_idx` serves it.
    private static let nameless = Statement(
        "CustomerAnonymize.nameless",
        """
        UPDATE orders SET guest_name = NULL, note = NULL, updated_at = now(), updated_by = $3,
          version = version + 1
        WHERE organization_id = $1 AND customer_id = ANY($2) AND (guest_name IS NOT NULL OR note IS NOT NULL)
        """, parameters: [.uuid, .uuidArray, .uuid])

    /// A check may bear its payer's name; `orders_customer_idx` and `order_checks`' key serve it.
    private static let checks = Statement(
        "CustomerAnonymize.checks",
        """
        UPDATE order_checks AS c SET label = NULL, updated_at = now(), updated_by = $3,
          version = c.version + 1
        FROM orders AS o
        WHERE o.organization_id = $1 AND o.customer_id = ANY($2)
          AND c.organization_id = $1 AND c.order_id = o.id AND c.label IS NOT NULL
        """, parameters: [.uuid, .uuidArray, .uuid])

    /// `carts_customer_idx` serves it.
    private static let carts = Statement(
        "CustomerAnonymize.carts",
        """
        UPDATE carts SET note = NULL, updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND customer_id = ANY($2) AND note IS NOT NULL
        """, parameters: [.uuid, .uuidArray, .uuid])

    /// Reads the organization's bookings once: they name nobody but by telephone.
    private static let bookings = Statement(
        "CustomerAnonymize.bookings",
        """
        UPDATE reservations AS r SET guest_name = '–', phone = NULL, note = NULL, updated_at = now(),
          updated_by = $3, version = r.version + 1
        FROM customers AS c
        WHERE c.organization_id = $1 AND c.id = ANY($2)
          AND r.organization_id = $1 AND r.phone = c.phone
        """, parameters: [.uuid, .uuidArray, .uuid])
}
