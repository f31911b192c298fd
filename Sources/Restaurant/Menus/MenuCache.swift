public import DataLoader
internal import Postgres

/// What servers keep of menus in memory: the tables, and what tells that they have changed.
///
/// The events of the branches' logs alone would not do: a menu that no branch sells yet, a group that nothing
/// asks, a class of taxes have no branch that could be told. So each statement that changes one of the tables
/// notes that in `menu_changes`, in its own transaction and by a trigger, whoever runs it. The same pokes and
/// looks as those of the logs bring it to every process.
///
/// - SeeAlso: ``RowCache`` for what is promised; `Migrations/0061_menu_changes.up.sql`.
public enum MenuCache {
    /// The tables.
    public static let tables = CachedTables(names, edition: edition)

    /// Those that have the triggers; carts, orders and what else changes by the minute are not among them.
    static let names: Set<String> = [
        "branches", "tax_classes", "tax_rates", "images", "menus", "menu_branches", "menu_categories",
        "menu_items", "modifier_groups", "modifiers", "item_modifier_groups", "modifier_child_groups",
        "menu_schedules", "translations", "branch_overrides", "availability_blocks",
    ]

    /// The changes that this snapshot shows, and for how long the clock leaves everything as it is: until a
    /// block ends, until a schedule begins or ends or a day does in a branch's time, and to the quarter of an
    /// hour at most, at which zones move their clocks.
    ///
    /// `menu_changes_pkey`, and what leads to the tenant's branches, blocks and schedules, serve it.
    private static let edition = Statement(
        "MenuCache.edition",
        """
        SELECT (SELECT coalesce(string_agg(c.id::text, ',' ORDER BY c.id), '') FROM menu_changes AS c
            WHERE c.organization_id = $1),
          (1000000 * extract(epoch FROM least(
            (SELECT min(b.until) FROM availability_blocks AS b
              WHERE b.organization_id = $1 AND b.until > now()) - now(),
            (SELECT min(CASE WHEN e.edge > z.clock THEN e.edge - z.clock
                ELSE e.edge - z.clock + interval '1 day' END)
              FROM (SELECT DISTINCT (now() AT TIME ZONE o.timezone)::time AS clock FROM branches AS o
                  WHERE o.organization_id = $1) AS z
              CROSS JOIN (SELECT DISTINCT unnest(ARRAY[time '00:00', s.starts_at, s.ends_at]) AS edge
                  FROM menu_schedules AS s WHERE s.organization_id = $1) AS e
              WHERE e.edge IS NOT NULL),
            date_bin('15 minutes', now(), 'epoch') + interval '15 minutes' - now())))::bigint
        """, parameters: [.uuid], plans: .generic)
}

/// Pokes that a cache hears as well: whoever pokes has written something.
public struct OverheardPokes: EventPokes {
    private let pokes: any EventPokes
    private let cache: RowCache

    /// - Parameters:
    ///   - pokes: the pokes themselves.
    ///   - cache: takes nothing for the latest once it is poked.
    public init(_ pokes: any EventPokes, for cache: RowCache) {
        self.pokes = pokes
        self.cache = cache
    }

    /// As the pokes do.
    public func say() async { await pokes.say() }

    /// As the pokes do; the cache hears of it first.
    public func listen(_ hear: @escaping @Sendable () -> Void) async {
        await pokes.listen {
            cache.forgetAll()
            hear()
        }
    }
}
