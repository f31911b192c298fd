internal import DataLoader
internal import Domain
internal import Postgres

/// The organization's loyalty program with its tiers.
struct StoredProgram: Sendable {
    let id: UUIDBytes
    let isActive: Bool
    let currency: String
    let rateBasisPoints: Int64
    let lotDays: Int64?
    let version: Int64
    let tiers: [LoyaltyTier<UUIDBytes>]

    /// The program; nil where there is none. One packet.
    ///
    /// - Parameter lock: whether its row is locked until the transaction ends.
    static func load<Code>(
        lock: Bool = false, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> StoredProgram? {
        let results = try await session.run([
            (lock ? findLocked : find).bind(session.tenant), findTiers.bind(session.tenant),
        ])
        return StoredProgram(results[0], tiers: results[1])
    }

    private init?(_ found: PostgresResult, tiers: PostgresResult) {
        guard found.rowCount == 1, let id = found.uuid(0, 0), let isActive = found.bool(0, 1),
            let currency = found.string(0, 2), let rate = found.int(0, 3), let version = found.int(0, 5)
        else { return nil }
        self.id = id
        self.isActive = isActive
        self.currency = currency
        rateBasisPoints = rate
        lotDays = found.int(0, 4)
        self.version = version
        self.tiers = (0..<tiers.rowCount).compactMap { row in
            guard let id = tiers.uuid(row, 0), let minimum = tiers.int(row, 1),
                let multiplier = tiers.int(row, 2)
            else { return nil }
            return LoyaltyTier(id: id, minimumPoints: minimum, multiplierBasisPoints: multiplier)
        }
    }

    /// What an order earns somebody who has earned so much before.
    ///
    /// - Parameter baseMinor: what its lines cost after discounts, without tax.
    func points(baseMinor: Int64, currency code: String, lifetime: Int64) -> Int64 {
        guard isActive, code == currency, let currency = Domain.Currency(code: code) else { return 0 }
        let tier = LoyaltyTier.reached(lifetime, of: tiers)
        return LoyaltyPoints.earned(
            baseMinor: baseMinor, exponent: currency.exponent, rateBasisPoints: rateBasisPoints,
            multiplierBasisPoints: tier?.multiplierBasisPoints ?? Int64(BasisPoints.whole))
    }

    private static let columns = """
        SELECT id, is_active, currency, rate_bps, lot_days, version FROM loyalty_programs
        WHERE organization_id = $1
        """

    /// `loyalty_programs_one_key` serves both.
    private static let find = Statement("StoredProgram.find", columns, parameters: [.uuid])
    private static let findLocked = Statement(
        "StoredProgram.findLocked", columns + " FOR NO KEY UPDATE", parameters: [.uuid])

    /// A program has a handful; `loyalty_tiers_points_key` narrows to them.
    private static let findTiers = Statement(
        "StoredProgram.findTiers",
        "SELECT id, min_points, multiplier_bps FROM loyalty_tiers WHERE organization_id = $1",
        parameters: [.uuid])
}
