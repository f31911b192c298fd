internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets the rate of a tax component from a day on; the rate before it ends on the day before.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.taxRateSet`.
enum TaxRateSet: TaxClassPayload {
    static let typeName = "TaxRateSetPayload"

    static let mutation = MenuMutation.make(
        keyCount: 1, constraints: MenuConstraints.rejections
    ) { (input, session) throws(MenuMutationFailure) in
        try session.requireWholeReach(input, at: "taxClassId")
        let taxClass = try input.requiredUUID("taxClassId", .taxClass)
        let component = try input.requiredText("component", 1...40)
        let rate = try input.number("rateBasisPoints", 0...Int64(BasisPoints.whole)) ?? 0
        guard let from = input.string("validFrom"), let first = CalendarDay(iso8601: from) else {
            throw input.refusal(.invalid, "validFrom", "`validFrom` is a day such as 2026-03-01.")
        }
        let to = input.string("validTo")
        if let last = to.flatMap({ CalendarDay(iso8601: $0) }), last.days < first.days {
            throw input.refusal(.invalid, "validTo", "`validTo` lies before `validFrom`.")
        }
        try await session.lockTaxClass(taxClass, input)
        let key: [ParameterValue] = [session.tenant, .uuid(taxClass), .text(component), .text(from)]
        _ = try await session.run([
            BoundStatement(replace, key), BoundStatement(end, key),
            BoundStatement(
                insert,
                key + [.uuid(input.newID()), .int32(Int32(clamping: rate)), to.map { .text($0) } ?? .null]),
            touch.bind(session.tenant, .uuid(taxClass)),
        ])
        try await session.tellTaxChanged(taxClass)
        return [taxClass.bytes]
    }

    /// `tax_rates_class_idx` serves these three. A rate of the same first day is another saying of it.
    private static let replace = Statement(
        "TaxRateSet.replace",
        """
        DELETE FROM tax_rates
        WHERE organization_id = $1 AND tax_class_id = $2 AND component = $3 AND valid_from = $4::date
        """, parameters: [.uuid, .uuid, .text, .text])
    private static let end = Statement(
        "TaxRateSet.end",
        """
        UPDATE tax_rates SET valid_to = $4::date - 1, updated_at = now()
        WHERE organization_id = $1 AND tax_class_id = $2 AND component = $3 AND valid_from < $4::date
          AND (valid_to IS NULL OR valid_to >= $4::date)
        """, parameters: [.uuid, .uuid, .text, .text])
    /// The exclusion constraint refuses days that a later rate holds.
    private static let insert = Statement(
        "TaxRateSet.insert",
        """
        INSERT INTO tax_rates (id, organization_id, tax_class_id, component, rate_bps, valid_from, valid_to)
        VALUES ($5, $1, $2, $3, $6, $4::date, $7::date)
        """, parameters: [.uuid, .uuid, .text, .text, .uuid, .int4, .text])
    /// `tax_classes_pkey` serves it.
    private static let touch = Statement(
        "TaxRateSet.touch",
        """
        UPDATE tax_classes SET updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
