internal import DataLoader
internal import Domain
internal import Postgres

/// A drawer whose row is locked: shared by those who put money in or take it out, alone by who closes it, so
/// that the count comes after all of them. Orders and payments are locked before it.
struct LockedDrawer {
    let id: UUIDBytes
    let branch: UUIDBytes
    let status: CashSessionLifecycle.State
    let currency: String
    /// The business day on which it was opened, as ISO 8601 has it: its own acts count for that day.
    let businessDate: String
    let openedBy: UUIDBytes?
    let version: Int64

    /// How it is locked.
    enum Manner {
        case shared
        case alone
    }

    /// Locks the drawer that the input names, within reach.
    ///
    /// - Throws: NOT_FOUND at `cashSessionId`.
    static func take(
        _ manner: Manner, _ input: PaymentInput, _ session: PaymentSession
    ) async throws(PaymentFailure) -> LockedDrawer {
        let id = try input.requiredUUID("cashSessionId", .cashSession)
        let statement = manner == .shared ? share : lock
        let found = try await session.run(
            statement.bind(session.tenant, .uuid(id), session.caller.branchArray))
        guard let drawer = LockedDrawer(found) else { throw .notFound("cashSessionId") }
        return drawer
    }

    /// The open drawer into which money goes, or from which it comes: the one that the input names, else the
    /// caller's own in the branch; nil where there is none.
    ///
    /// - Throws: NOT_FOUND for one that is not the branch's, DRAWER_CLOSED.
    static func chosen(
        _ input: PaymentInput, in branch: UUIDBytes, _ session: PaymentSession
    ) async throws(PaymentFailure) -> LockedDrawer? {
        guard input.string("cashSessionId") != nil else {
            let found = try await session.run(
                own.bind(session.tenant, .uuid(branch), session.caller.member.parameter))
            return LockedDrawer(found)
        }
        let drawer = try await take(.shared, input, session)
        guard drawer.branch == branch else { throw .notFound("cashSessionId") }
        guard drawer.status == .open else {
            throw .refused(.drawerClosed, "cashSessionId", "The drawer is \(drawer.status.rawValue).")
        }
        return drawer
    }

    /// What is so, as the state table asks.
    func facts(_ session: PaymentSession) -> Set<CashSessionLifecycle.Condition> {
        openedBy != nil && openedBy == session.caller.member ? [.own] : []
    }

    /// The step of the state table from another state than the drawer's, or from its own.
    ///
    /// - Throws: why there is none.
    static func requireStep(
        from before: CashSessionLifecycle.State?, to after: CashSessionLifecycle.State,
        given facts: Set<CashSessionLifecycle.Condition>, _ session: PaymentSession
    ) throws(PaymentFailure) {
        do throws(TransitionRefusal<CashSessionLifecycle>) {
            _ = try CashSessionLifecycle.transition(
                from: before, to: after, by: session.caller.orderParty, given: facts)
        } catch {
            throw PaymentRefusal.failure(error, at: before == nil ? "branchId" : "cashSessionId")
        }
    }

    /// Where its own transfers stand in the books.
    var place: LedgerWriter.Place {
        LedgerWriter.Place(branch: branch, businessDate: businessDate, currency: currency, drawer: id)
    }

    /// Tells the branch where the drawer stands.
    static func tell(
        _ id: UUIDBytes, in branch: UUIDBytes, _ status: CashSessionLifecycle.State,
        _ session: PaymentSession
    ) {
        session.transaction.tell(
            BranchEvent(
                branch: branch, type: "cash_session.changed",
                entityKind: EntityKind.cashSession.rawValue, entity: id,
                payload: ["status": status.rawValue]))
    }

    private init?(_ found: PostgresResult) {
        guard found.rowCount == 1, let id = found.uuid(0, 0), let branch = found.uuid(0, 1),
            let status = found.string(0, 2).flatMap(CashSessionLifecycle.State.init(rawValue:)),
            let currency = found.string(0, 3), let date = found.string(0, 4),
            let version = found.int(0, 6)
        else { return nil }
        self.id = id
        self.branch = branch
        self.status = status
        self.currency = currency
        businessDate = date
        openedBy = found.uuid(0, 5)
        self.version = version
    }

    private static let columns =
        "id, branch_id, status, currency, business_date::text, opened_by, version"

    /// `cash_sessions_pkey` serves it.
    private static let share = Statement(
        "LockedDrawer.share",
        """
        SELECT \(columns) FROM cash_sessions
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR SHARE
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `cash_sessions_pkey` serves it.
    private static let lock = Statement(
        "LockedDrawer.lock",
        """
        SELECT \(columns) FROM cash_sessions
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `cash_sessions_opener_idx` serves it. Who has opened two is at the one that was opened last.
    private static let own = Statement(
        "LockedDrawer.own",
        """
        SELECT \(columns) FROM cash_sessions
        WHERE organization_id = $1 AND branch_id = $2 AND opened_by = $3 AND status = 'OPEN'
        ORDER BY opened_at DESC, id DESC LIMIT 1
        FOR SHARE
        """, parameters: [.uuid, .uuid, .uuid])
}
