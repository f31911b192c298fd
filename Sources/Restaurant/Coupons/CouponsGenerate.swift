internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes many coupons alike, each with a code that nobody guesses and for one use.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.couponsGenerate`.
enum CouponsGenerate: ObjectType {
    static let typeName = "CouponsGeneratePayload"

    enum Columns {
        static let batchID = Column<UUIDBytes?>("batch_id", at: 0)
    }

    static let fields: [Field] = [
        .many("coupons", Coupon.byBatch, key: .column(Columns.batchID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// Coupons of one request at most: each is a row of the audit log, too.
    private static let countMax: Int64 = 200
    /// Characters of a code behind its prefix: of 2⁵⁰ one is guessed by nobody.
    private static let codeLength = 10
    /// Without letters that are taken for digits.
    private static let alphabet = Array("ABCDEFGHJKMNPQRSTVWXYZ0123456789".unicodeScalars)

    static let mutation = CouponMutation.makeRepeatable(
        keyCount: 1, constraints: CouponDetails.constraints
    ) { (input, session) throws(CouponFailure) in
        try await CouponTargets.requireReach(input, session)
        guard let count = input.int("count"), (1...countMax).contains(count) else {
            throw .invalid("count", "1 to \(countMax) coupons are made at once.")
        }
        let batch = input.newID()
        let prefix = input.string("prefix")
        let codes = try (0..<count).map { _ throws(CouponFailure) in try code(behind: prefix) }
        let ids = codes.map { _ in input.newID() }
        guard let first = ids.first else { throw .invalid("count", "There is nothing to make.") }
        try await CouponCreate.make(first, code: codes[0], batch: batch, input, session)
        let others = Array(ids.dropFirst())
        _ = try await session.run([
            single.bind(session.tenant, .uuid(first)),
            copy.bind(
                session.tenant, .uuid(first), others.parameter, Array(codes.dropFirst()).parameter,
                session.writer),
        ])
        try await CouponTargets.copying(first, to: others, session)
        try await session.tellEverywhere("coupon.changed", .coupon, first, "CREATED")
        return [batch.bytes]
    }

    /// A new code; another one that is there already is as likely as a guess.
    private static func code(behind prefix: String?) throws(CouponFailure) -> String {
        var text = prefix.map { "\($0)-" } ?? ""
        for _ in 0..<codeLength {
            if let letter = alphabet.randomElement() { text.unicodeScalars.append(letter) }
        }
        guard let code = CouponCode(text) else {
            throw .invalid("prefix", "A prefix has letters, digits, `-` and `_`, 20 at most.")
        }
        return code.text
    }

    /// `coupons_pkey` serves both.
    private static let single = Statement(
        "CouponsGenerate.single",
        "UPDATE coupons SET use_max = 1 WHERE organization_id = $1 AND id = $2", parameters: [.uuid, .uuid])

    private static let copy = Statement(
        "CouponsGenerate.copy",
        """
        INSERT INTO coupons (id, organization_id, code, name, kind, currency, rate_bps, fixed_minor,
          paid_portions, free_portions, cap_minor, minimum_minor, order_types, is_active, valid_from,
          valid_until, weekday_mask, starts_at, ends_at, stacking_group, use_max, customer_use_max, batch_id,
          created_by, updated_by)
        SELECT n.id, $1, n.code, c.name, c.kind, c.currency, c.rate_bps, c.fixed_minor, c.paid_portions,
          c.free_portions, c.cap_minor, c.minimum_minor, c.order_types, c.is_active, c.valid_from,
          c.valid_until, c.weekday_mask, c.starts_at, c.ends_at, c.stacking_group, c.use_max,
          c.customer_use_max, c.batch_id, $5, $5
        FROM unnest($3, $4) AS n (id, code)
        JOIN coupons AS c ON c.organization_id = $1 AND c.id = $2
        """, parameters: [.uuid, .uuid, .uuidArray, .textArray, .uuid])
}
