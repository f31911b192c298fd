internal import DataLoader
internal import Domain
internal import Postgres

/// Raises an alert at a station where something stands on the screen that no display has acknowledged for too
/// long, and ends it when it is shown or off the screen: a display that is dark, cut off or stuck does not
/// say so itself.
enum KitchenWatch {
    /// Raises alerts.
    static let unshown = Expiry(
        action: "kitchenAlertRaise", kind: .station, field: "stationId", overdue: overdue, mutation: raising,
        patience: { $0.displayPatience })
    /// Ends alerts; those that a display ends itself are over already.
    static let shown = Expiry(
        action: "kitchenAlertResolve", kind: .kitchenAlert, field: "alertId", overdue: settled,
        mutation: resolving)

    /// Raises the alert of one station, as the platform itself.
    private static let raising = KitchenMutation.make(
        keyCount: 1
    ) { (input, session) throws(KitchenFailure) in
        let station = try input.requiredUUID("stationId", .station)
        let patience = session.services.displayPatience.components.seconds
        let found = try await session.run(
            first.bind(session.tenant, .uuid(station), .int64(patience)))
        guard let ticket = found.uuid(0, 0), let branch = found.uuid(0, 1), let sequence = found.int(0, 2),
            let since = found.timestamp(0, 3)
        else { throw conflict }
        let alert = session.newID()
        let raised = try await session.run(
            raise.bind(
                .uuid(alert), session.tenant, .uuid(branch), .uuid(station), .uuid(ticket), .int64(sequence),
                .timestamp(since)))
        guard raised.affectedRows == 1 else { throw conflict }
        session.transaction.tell(KitchenAlert.event(alert, in: branch, isOver: false))
        return [alert.bytes]
    }

    /// Ends one alert, as the platform itself.
    private static let resolving = KitchenMutation.make(
        keyCount: 1
    ) { (input, session) throws(KitchenFailure) in
        let alert = try input.requiredUUID("alertId", .kitchenAlert)
        let resolved = try await session.run(resolve.bind(session.tenant, .uuid(alert)))
        guard let branch = resolved.uuid(0, 0) else { throw conflict }
        session.transaction.tell(KitchenAlert.event(alert, in: branch, isOver: true))
        return [alert.bytes]
    }

    /// Another process was faster, or a display.
    private static var conflict: KitchenFailure {
        .rejected(KitchenRejection(.conflict, at: ["input"], "Nothing is to be done here any more."))
    }

    /// Tickets on the screen whose last event no display has acknowledged. What has stood there for a day
    /// nobody makes any more: a house that never clears its screen must not cost more with each order.
    ///
    /// `kitchen_tickets_open_idx`, `events_entity_idx` and `station_displays_pkey` serve it.
    private static let unseen = """
        kitchen_tickets AS t CROSS JOIN LATERAL (
            SELECT v.sequence, v.occurred_at FROM events AS v
            WHERE v.organization_id = $1 AND v.entity_id = t.id ORDER BY v.sequence DESC LIMIT 1) AS e
          LEFT JOIN station_displays AS d ON d.organization_id = $1 AND d.id = t.station_id
        WHERE t.organization_id = $1 AND t.fired_at > now() - interval '1 day'
          AND (t.status IN ('NEW', 'IN_PROGRESS', 'READY')
            OR (t.status = 'VOIDED' AND t.acknowledged_at IS NULL))
          AND e.sequence > coalesce(d.shown_sequence, 0)
        """

    /// Stations without an alert, and since when something was not shown there.
    private static let overdue = Statement(
        "KitchenWatch.overdue",
        """
        SELECT u.station_id, u.since FROM (
          SELECT t.station_id, min(e.occurred_at) AS since FROM \(unseen)
            AND e.occurred_at <= now() - make_interval(secs => $5)
            AND NOT EXISTS (SELECT FROM kitchen_alerts AS a
              WHERE a.organization_id = $1 AND a.station_id = t.station_id AND a.resolved_at IS NULL)
          GROUP BY t.station_id) AS u
        WHERE $2 IS NULL OR (u.since, u.station_id) > ($2, $3)
        ORDER BY u.since, u.station_id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4, .int8])

    /// What was not shown first at a station.
    private static let first = Statement(
        "KitchenWatch.first",
        """
        SELECT t.id, t.branch_id, e.sequence, e.occurred_at FROM \(unseen)
          AND t.station_id = $2 AND e.occurred_at <= now() - make_interval(secs => $3)
        ORDER BY e.sequence LIMIT 1
        """, parameters: [.uuid, .uuid, .int8])

    /// `kitchen_alerts_open_key` serves it.
    private static let raise = Statement(
        "KitchenWatch.raise",
        """
        INSERT INTO kitchen_alerts (id, organization_id, branch_id, station_id, ticket_id, sequence,
          unshown_since)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (organization_id, station_id) WHERE resolved_at IS NULL DO NOTHING
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .int8, .timestamptz])

    /// Whether what an alert `a` is about was shown, or is off the screen.
    private static let isSettled = """
        (EXISTS (SELECT FROM station_displays AS d
            WHERE d.organization_id = $1 AND d.id = a.station_id AND d.shown_sequence >= a.sequence)
          OR EXISTS (SELECT FROM kitchen_tickets AS t
            WHERE t.organization_id = $1 AND t.id = a.ticket_id
              AND (t.status = 'BUMPED' OR (t.status = 'VOIDED' AND t.acknowledged_at IS NOT NULL))))
        """

    /// `kitchen_alerts_open_key` serves it: each station has one alert at most.
    private static let settled = Statement(
        "KitchenWatch.settled",
        """
        SELECT a.id, a.raised_at FROM kitchen_alerts AS a
        WHERE a.organization_id = $1 AND a.resolved_at IS NULL AND \(isSettled)
          AND ($2 IS NULL OR (a.raised_at, a.id) > ($2, $3))
        ORDER BY a.raised_at, a.id LIMIT $4
        """, parameters: [.uuid, .timestamptz, .uuid, .int4])

    /// `kitchen_alerts_pkey` serves it.
    private static let resolve = Statement(
        "KitchenWatch.resolve",
        """
        UPDATE kitchen_alerts AS a SET resolved_at = now(), version = a.version + 1
        WHERE a.organization_id = $1 AND a.id = $2 AND a.resolved_at IS NULL AND \(isSettled)
        RETURNING a.branch_id
        """, parameters: [.uuid, .uuid])
}
