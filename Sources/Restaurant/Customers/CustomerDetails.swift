internal import DataLoader
internal import Domain
internal import Postgres

/// What an input says of a customer; what is nil is not said, or taken away.
struct CustomerDetails: Sendable {
    let name: String?
    let phone: String?
    let email: String?
    let birthDate: Int32?
    let taxID: String?
    let notes: String?
    let locale: String?

    /// The fields, in the order of ``parameters``.
    static let fieldNames = ["name", "phone", "email", "birthDate", "taxId", "notes", "locale"]

    /// Reads and checks the fields.
    ///
    /// - Throws: INVALID at the field at fault.
    init(_ input: MutationInput<CustomerErrorCode>) throws(CustomerFailure) {
        name = try input.text("name", 1...200)
        phone = try input.phone("phone")
        email = input.string("email")
        if let email {
            let parts = email.split(separator: "@", omittingEmptySubsequences: false)
            guard email.unicodeScalars.count <= 254, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
                !email.contains(where: \.isWhitespace)
            else { throw input.refusal(.invalid, "email", "An address has one @ and no blanks.") }
        }
        birthDate = input.string("birthDate").flatMap { CalendarDay(iso8601: $0) }?.days
        taxID = try input.text("taxId", 1...40)
        notes = try input.text("notes", 1...2000)
        locale = input.string("locale")
    }

    /// The values, null for what is nil.
    var parameters: [ParameterValue] {
        func text(_ value: String?) -> ParameterValue { value.map { .text($0) } ?? .null }
        return [
            text(name), text(phone), text(email), birthDate.map { .int32($0) } ?? .null, text(taxID),
            text(notes), text(locale),
        ]
    }

    /// The types of ``parameters``.
    static let types: [PostgresType] = [.text, .text, .text, .date, .text, .text, .text]
}

/// A living customer whose row is locked.
struct LockedCustomer: Sendable {
    let id: UUIDBytes
    let version: Int64
    let isGone: Bool
    let isAnonymous: Bool

    /// Locks customers in the order of their IDs; those that are not there are left out.
    static func lock(
        _ ids: [UUIDBytes], in session: CustomerSession
    ) async throws(CustomerFailure) -> [UUIDBytes: LockedCustomer] {
        let found = try await session.run(statement.bind(session.tenant, ids.parameter))
        var customers: [UUIDBytes: LockedCustomer] = [:]
        for row in 0..<found.rowCount {
            guard let id = found.uuid(row, 0), let version = found.int(row, 1),
                let isGone = found.bool(row, 2), let isAnonymous = found.bool(row, 3)
            else { continue }
            customers[id] = LockedCustomer(
                id: id, version: version, isGone: isGone, isAnonymous: isAnonymous)
        }
        return customers
    }

    /// The living customer that a field names.
    ///
    /// - Throws: NOT_FOUND, CUSTOMER_GONE, or CONFLICT for one that has changed.
    static func living(
        _ input: MutationInput<CustomerErrorCode>, in session: CustomerSession
    ) async throws(CustomerFailure) -> LockedCustomer {
        let id = try input.requiredUUID("customerId", .customer)
        guard let customer = try await lock([id], in: session)[id] else { throw .notFound("customerId") }
        try input.requireVersion(customer.version)
        guard !customer.isGone else { throw gone("customerId") }
        return customer
    }

    /// The refusal for who was deleted, merged or anonymised.
    static func gone(_ field: String) -> CustomerFailure {
        .refused(.customerGone, field, "The customer was deleted, merged or anonymised.")
    }

    /// `customers_pkey` serves it.
    private static let statement = Statement(
        "LockedCustomer.lock",
        """
        SELECT id, version, deleted_at IS NOT NULL, anonymized_at IS NOT NULL FROM customers
        WHERE organization_id = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuidArray])
}
