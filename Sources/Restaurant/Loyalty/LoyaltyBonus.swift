internal import DataLoader
internal import Domain
internal import Postgres

/// Points for a birthday, and for bringing somebody: each is given once, by the sweep that looks for what is
/// due.
///
/// Only to those who have points already: a bonus is for who comes back. What it is for is a unique key of
/// the entries, so that two sweeps at once, or a birth date that is set anew, give no second one.
enum LoyaltyBonus {
    /// On the day by UTC, and for some days behind it, so that a server that was down forgets nobody.
    static let birthday = Expiry(
        action: "loyaltyBirthday", kind: .customer, field: "customerId", overdue: birthdays,
        mutation: giving(dueBirthday, reason: "BIRTHDAY"))
    /// Once who was brought has earned points with an order.
    static let referral = Expiry(
        action: "loyaltyReferral", kind: .customer, field: "customerId", overdue: referrals,
        mutation: giving(dueReferral, reason: "REFERRAL"))

    /// Gives the bonus that is due to somebody by a statement: whose account, how many points, and the key.
    private static func giving(_ due: Statement, reason: String) -> MutationMaker {
        LoyaltyMutation.make(keyCount: 1) { (input, session) throws(LoyaltyFailure) in
            let subject = try input.requiredUUID("customerId", .customer)
            let arguments: [ParameterValue] = [session.tenant, .uuid(subject)]
            let first = try await session.run(BoundStatement(due, arguments))
            guard first.rowCount == 1, let customer = first.uuid(0, 0) else { throw isGiven }
            var account = try await LockedAccount(of: customer, in: session)
            // Again under the account's lock: who was faster has given it by now.
            let found = try await session.run(BoundStatement(due, arguments))
            guard found.rowCount == 1, found.uuid(0, 0) == customer, let points = found.int(0, 1),
                let bonus = found.string(0, 2)
            else { throw isGiven }
            var entry = LockedAccount.Entry(kind: "EARN", points: points, days: found.int(0, 3))
            entry.reason = reason
            entry.bonus = bonus
            try await account.add(entry, isEarned: true, in: session)
            session.transaction.remark(note: reason)
            try await session.tellEverywhere("loyalty.changed", .loyaltyAccount, account.id, reason)
            return [account.id.bytes]
        }
    }

    private static let isGiven = LoyaltyFailure.refused(
        .conflict, "customerId", "Somebody was faster: the bonus is given.")
}

extension LoyaltyBonus {
    /// Birthdays of the last week: who was born on 29 February has theirs on the 28th where there is no 29th.
    private static let birthdayRows = """
        FROM generate_series((now() AT TIME ZONE 'UTC')::date - 6, (now() AT TIME ZONE 'UTC')::date,
          interval '1 day') AS d (day)
        JOIN loyalty_programs AS p
          ON p.organization_id = $1 AND p.is_active AND p.birthday_points IS NOT NULL
        JOIN customers AS c ON c.organization_id = $1 AND c.deleted_at IS NULL AND c.birth_date IS NOT NULL
          AND (extract(month FROM c.birth_date) * 100 + extract(day FROM c.birth_date))::integer
            = ANY(ARRAY[to_char(d.day, 'MMDD')::integer,
              CASE to_char(d.day, 'MMDD') || to_char(d.day + interval '1 day', 'MMDD')
                WHEN '02280301' THEN 229 END])
        JOIN loyalty_accounts AS a ON a.organization_id = $1 AND a.customer_id = c.id
        WHERE NOT EXISTS (SELECT FROM loyalty_entries AS e WHERE e.organization_id = $1
          AND e.bonus = 'BIRTHDAY ' || c.id || ' ' || to_char(d.day, 'YYYY'))
        """

    /// `customers_birthday_idx`, `loyalty_accounts_customer_key` and `loyalty_entries_bonus_key` serve it.
    private static let birthdays = Statement(
        "LoyaltyBonus.birthdays",
        """
        SELECT c.id, c.created_at \(birthdayRows)
          AND ($2 IS NULL OR (c.created_at, c.id) > ($2, $3))
        ORDER BY c.created_at, c.id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])

    /// As ``birthdays``, of one customer.
    private static let dueBirthday = Statement(
        "LoyaltyBonus.dueBirthday",
        """
        SELECT c.id, p.birthday_points, 'BIRTHDAY ' || c.id || ' ' || to_char(d.day, 'YYYY'), p.lot_days
        \(birthdayRows) AND c.id = $2
        """, parameters: [.uuid, .uuid])

    /// Who was brought by somebody who is still there, and has earned with an order.
    private static let referralRows = """
        FROM customers AS c
        JOIN loyalty_programs AS p
          ON p.organization_id = $1 AND p.is_active AND p.referral_points IS NOT NULL
        JOIN customers AS r ON r.organization_id = $1 AND r.id = c.referred_by_id AND r.deleted_at IS NULL
        JOIN loyalty_accounts AS a ON a.organization_id = $1 AND a.customer_id = r.id
        WHERE c.organization_id = $1 AND c.referred_by_id IS NOT NULL
          AND EXISTS (SELECT FROM loyalty_accounts AS own
            JOIN loyalty_entries AS e ON e.organization_id = $1 AND e.account_id = own.id
            WHERE own.organization_id = $1 AND own.customer_id = c.id AND e.kind = 'EARN'
              AND e.order_id IS NOT NULL)
          AND NOT EXISTS (SELECT FROM loyalty_entries AS e WHERE e.organization_id = $1
            AND e.bonus = 'REFERRAL ' || c.id)
        """

    /// `customers_referred_idx`, `loyalty_accounts_customer_key`, `loyalty_entries_account_idx` and
    /// `loyalty_entries_bonus_key` serve it.
    private static let referrals = Statement(
        "LoyaltyBonus.referrals",
        """
        SELECT c.id, c.created_at \(referralRows) AND ($2 IS NULL OR (c.created_at, c.id) > ($2, $3))
        ORDER BY c.created_at, c.id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])

    /// As ``referrals``, of one customer: the bonus is the other's.
    private static let dueReferral = Statement(
        "LoyaltyBonus.dueReferral",
        """
        SELECT r.id, p.referral_points, 'REFERRAL ' || c.id, p.lot_days \(referralRows) AND c.id = $2
        """, parameters: [.uuid, .uuid])
}
