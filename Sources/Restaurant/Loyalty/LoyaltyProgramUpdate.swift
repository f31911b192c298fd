internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Begins the organization's loyalty program, with the usual tiers, or changes it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.loyaltyProgramUpdate`.
enum LoyaltyProgramUpdate: ObjectType {
    static let typeName = "LoyaltyProgramUpdatePayload"

    enum Columns {
        static let programID = Column<UUIDBytes?>("program_id", at: 0)
    }

    static let fields: [Field] = [
        .one("loyaltyProgram", LoyaltyProgram.byID, key: .column(Columns.programID)),
        Field("userErrors", .outcomeList(0)),
    ]

    private static let columns = InputColumns<LoyaltyErrorCode>(
        "loyalty_programs", owners: ["currency": .text],
        [
            .text("name", 1...100, isNullable: false),
            .flag("isActive", column: "is_active", fallback: "true"),
            InputColumn(
                field: "rateBasisPoints", column: "rate_bps", type: .int8, fallback: "10000",
                isNullable: false
            ) { (input) throws(LoyaltyFailure) in
                try input.number("rateBasisPoints", 0...100_000_000).parameter
            },
            .number("lotDays", 1...36_500, column: "lot_days"),
            points("birthdayPoints", column: "birthday_points"),
            points("referralPoints", column: "referral_points"),
        ])

    private static func points(_ field: String, column: String) -> InputColumn<LoyaltyErrorCode> {
        InputColumn(
            field: field, column: column, type: .int8, fallback: nil, isNullable: true
        ) { (input) throws(LoyaltyFailure) in
            try input.number(field, 1...LoyaltyPoints.countMax).parameter
        }
    }

    /// The tiers that a program begins with: points ever earned, and what new ones are multiplied by.
    private static let usualTiers: [(name: String, points: Int64, multiplier: Int64)] = [
        ("Bronze", 0, 10_000), ("Silver", 500, 15_000), ("Gold", 2_000, 20_000),
    ]

    private static let begun = Rejection<LoyaltyErrorCode>(
        .conflict, at: ["input"], "Somebody has begun the program: read it again.")

    static let mutation = LoyaltyMutation.makeRepeatable(
        keyCount: 1, constraints: ["loyalty_programs_one_key": begun]
    ) { (input, session) throws(LoyaltyFailure) in
        guard let program = try await StoredProgram.load(lock: true, in: session) else {
            return [try await begin(input, session).bytes]
        }
        try input.requireVersion(program.version)
        if let currency = input.string("currency"), currency != program.currency {
            throw .invalid("currency", "The program counts in \(program.currency).")
        }
        var statements = [try columns.change(program.id, of: session.tenant, input)]
        if !program.isActive, input.bool("isActive") == true { statements.append(skip.bind(session.tenant)) }
        _ = try await session.run(statements)
        try await session.tellEverywhere("loyalty.changed", .loyaltyProgram, program.id, "CHANGED")
        return [program.id.bytes]
    }

    private static func begin(
        _ input: LoyaltyInput, _ session: LoyaltySession
    ) async throws(LoyaltyFailure) -> UUIDBytes {
        guard let currency = input.string("currency") else {
            throw .invalid("currency", "A new program has a currency.")
        }
        guard input.string("name") != nil else { throw .invalid("name", "A new program has a name.") }
        let id = input.newID()
        let insertion = try columns.insertion(id, of: session.tenant, owners: [.text(currency)], input)
        _ = try await session.run([
            insertion,
            insertTiers.bind(
                session.tenant, .uuid(id), usualTiers.map { _ in session.newID() }.parameter,
                usualTiers.map(\.name).parameter, usualTiers.map(\.points).parameter,
                usualTiers.map(\.multiplier).parameter, session.writer),
            skip.bind(session.tenant),
        ])
        try await session.tellEverywhere("loyalty.changed", .loyaltyProgram, id, "CREATED")
        return id
    }

    private static let insertTiers = Statement(
        "LoyaltyProgramUpdate.insertTiers",
        """
        INSERT INTO loyalty_tiers (id, organization_id, program_id, name, min_points, multiplier_bps,
          created_by, updated_by)
        SELECT n.id, $1, $2, n.name, n.points, n.multiplier, $7, $7
        FROM unnest($3, $4, $5, $6) AS n (id, name, points, multiplier)
        """, parameters: [.uuid, .uuid, .uuidArray, .textArray, .int8Array, .int8Array, .uuid])

    /// Orders that were completed while there was no program earn nothing: the logs are read from here on.
    /// A branch that comes later is read from its beginning. `event_cursors_branch_key` serves it.
    private static let skip = Statement(
        "LoyaltyProgramUpdate.skip",
        """
        INSERT INTO event_cursors AS k (id, organization_id, branch_id, consumer, sequence)
        SELECT gen_random_uuid(), $1, c.id, 'loyalty', c.event_sequence FROM event_counters AS c
        JOIN branches AS b ON b.organization_id = $1 AND b.id = c.id
        WHERE c.organization_id = $1 ORDER BY c.id
        ON CONFLICT (organization_id, branch_id, consumer)
        DO UPDATE SET sequence = excluded.sequence, updated_at = now()
        """, parameters: [.uuid])
}
