internal import DataLoader
internal import Domain
internal import Postgres

extension MenuOffer {
    /// The statements that read an offer: four, however many items there are and however deep their choices
    /// nest, for one packet.
    ///
    /// - Parameter moment: in seconds since 1970.
    static func reading(
        _ items: [UUIDBytes], in branch: UUIDBytes, at moment: Int64, for caller: TenantCaller
    ) -> [BoundStatement] {
        let tenant: ParameterValue = caller.organization.map { .uuid($0) } ?? .null
        let ids = items.parameter
        return [
            itemRows.bind(tenant, .uuid(branch), ids, .int64(moment)),
            linkRows.bind(tenant, ids),
            optionRows.bind(tenant, .uuid(branch), ids, .int64(moment)),
            rateRows.bind(tenant, .uuid(branch), ids, .int64(moment)),
        ]
    }

    /// What the statements found; nil when they are others.
    ///
    /// - Parameter hidden: groups and modifiers that are not there for the caller.
    init?(_ results: ArraySlice<PostgresResult>, without hidden: Set<UUIDBytes> = []) {
        guard results.count == 4 else { return nil }
        let results = Array(results)
        let catalogue = Catalogue(results[2], without: hidden)
        var links: [UUIDBytes: [GroupLink<UUIDBytes>]] = [:]
        for row in 0..<results[1].rowCount {
            guard let item = results[1].uuid(row, 0), let group = results[1].uuid(row, 1) else { continue }
            links[item, default: []].append(
                GroupLink(
                    group, min: results[1].int(row, 2).map { Int($0) },
                    max: results[1].int(row, 3).map { Int($0) }))
        }
        var items: [UUIDBytes: Item] = [:]
        for row in 0..<results[0].rowCount {
            guard let id = results[0].uuid(row, 0) else { continue }
            items[id] = Item(id, results[0], row, groups: links[id] ?? [], catalogue.groups)
        }
        self.init(
            items: items, groupNames: catalogue.names, options: catalogue.options,
            rates: Self.rates(results[3]))
    }

    /// The groups and the modifiers that the statements reached.
    static func choices(
        _ results: ArraySlice<PostgresResult>
    ) -> (groups: Set<UUIDBytes>, modifiers: Set<UUIDBytes>) {
        guard let found = results.dropFirst(2).first else { return ([], []) }
        let rows = 0..<found.rowCount
        return (Set(rows.compactMap { found.uuid($0, 0) }), Set(rows.compactMap { found.uuid($0, 7) }))
    }

    private static func rates(_ found: PostgresResult) -> [UUIDBytes: [DatedTaxRate]] {
        var rates: [UUIDBytes: [DatedTaxRate]] = [:]
        for row in 0..<found.rowCount {
            guard let taxClass = found.uuid(row, 0), let name = found.string(row, 1),
                let rate = found.int(row, 2).flatMap({ BasisPoints(Int($0)) }),
                let from = found.int(row, 3).flatMap({ LocalDate(dayNumber: Int($0)) })
            else { continue }
            rates[taxClass, default: []].append(
                DatedTaxRate(
                    TaxComponent(name: name, rate: rate), from: from,
                    to: found.int(row, 4).flatMap { LocalDate(dayNumber: Int($0)) }))
        }
        return rates
    }

    /// `menu_items_pkey`, `menu_categories_pkey` and the unique key of `menu_branches` serve it; a tenant's
    /// schedules are few. What stands below a closed or archived category is closed or gone with it.
    private static let itemRows = Statement(
        "MenuOffer.items",
        """
        WITH RECURSIVE above (item_id, id, parent_id, archived_at) AS (
          SELECT t.id, c.id, c.parent_id, c.archived_at
          FROM menu_items AS t
          JOIN menu_categories AS c ON c.organization_id = $1 AND c.id = t.category_id
          WHERE t.organization_id = $1 AND t.id = ANY($3)
          UNION
          SELECT a.item_id, c.id, c.parent_id, c.archived_at
          FROM above AS a
          JOIN menu_categories AS c ON c.organization_id = $1 AND c.id = a.parent_id)
        SELECT t.id, t.name, t.sku, c.name, t.price_minor, o.price_minor, t.tax_class_id, t.prep_minutes,
          (b.id IS NULL OR coalesce(b.remaining_quantity > 0, false)) AND o.is_available IS NOT FALSE
            AND NOT EXISTS (
              SELECT FROM menu_schedules AS s
              WHERE s.organization_id = $1 AND (s.item_id = t.id OR s.menu_id = t.menu_id
                OR s.category_id IN (SELECT a.id FROM above AS a WHERE a.item_id = t.id))
              GROUP BY coalesce(s.menu_id, s.category_id, s.item_id)
              HAVING NOT bool_or(schedule_matches(s.weekday_mask, s.starts_at, s.ends_at, s.valid_from,
                s.valid_to, to_timestamp($4) AT TIME ZONE br.timezone))),
          (b.remaining_quantity * 10000)::bigint,
          (SELECT string_agg(uuid_send(a.id), ''::bytea) FROM above AS a WHERE a.item_id = t.id)
        FROM menu_items AS t
        JOIN branches AS br ON br.organization_id = $1 AND br.id = $2
        JOIN menus AS m ON m.organization_id = $1 AND m.id = t.menu_id AND m.archived_at IS NULL
          AND m.is_published
        JOIN menu_branches AS mb
          ON mb.organization_id = $1 AND mb.menu_id = t.menu_id AND mb.branch_id = $2
        JOIN menu_categories AS c ON c.organization_id = $1 AND c.id = t.category_id
        LEFT JOIN branch_overrides AS o
          ON o.organization_id = $1 AND o.branch_id = $2 AND o.item_id = t.id
        LEFT JOIN availability_blocks AS b
          ON b.organization_id = $1 AND b.branch_id = $2 AND b.item_id = t.id
          AND (b.until IS NULL OR b.until > to_timestamp($4))
        WHERE t.organization_id = $1 AND t.id = ANY($3) AND t.deleted_at IS NULL
          AND o.is_hidden IS NOT TRUE
          AND NOT EXISTS (SELECT FROM above AS a WHERE a.item_id = t.id AND a.archived_at IS NOT NULL)
        """, parameters: [.uuid, .uuid, .uuidArray, .int8])

    /// `item_modifier_groups_item_idx` serves it.
    private static let linkRows = Statement(
        "MenuOffer.links",
        """
        SELECT l.item_id, l.group_id, l.min_override, l.max_override
        FROM item_modifier_groups AS l
        WHERE l.organization_id = $1 AND l.item_id = ANY($2)
        ORDER BY l.item_id, l.position, l.group_id
        """, parameters: [.uuid, .uuidArray])

    /// Every group that can be reached, a row for each of its options; one without any has a row too.
    /// `modifiers_group_idx` and `modifier_child_groups_modifier_idx` serve it.
    private static let optionRows = Statement(
        "MenuOffer.options",
        """
        WITH RECURSIVE reached (group_id) AS (
          SELECT l.group_id FROM item_modifier_groups AS l
          WHERE l.organization_id = $1 AND l.item_id = ANY($3)
          UNION
          SELECT c.group_id FROM reached AS r
          JOIN modifiers AS m ON m.organization_id = $1 AND m.group_id = r.group_id
            AND m.archived_at IS NULL
          JOIN modifier_child_groups AS c ON c.organization_id = $1 AND c.modifier_id = m.id)
        SELECT g.id, g.name, g.min_select, g.max_select, g.free_quantity, g.allow_quantity,
          g.per_option_max, x.id, x.name, x.kitchen_name, x.price_delta_minor, x.branch_minor, x.is_sold,
          x.default_quantity, x.opened
        FROM reached AS r
        JOIN modifier_groups AS g
          ON g.organization_id = $1 AND g.id = r.group_id AND g.archived_at IS NULL
        LEFT JOIN LATERAL (
          SELECT m.id, m.name, m.kitchen_name, m.price_delta_minor, o.price_minor AS branch_minor,
            (b.id IS NULL OR coalesce(b.remaining_quantity > 0, false))
              AND o.is_available IS NOT FALSE AS is_sold,
            CASE WHEN m.is_default THEN m.default_quantity END AS default_quantity, m.position,
            (SELECT string_agg(uuid_send(c.group_id), ''::bytea ORDER BY c.position, c.group_id)
              FROM modifier_child_groups AS c
              WHERE c.organization_id = $1 AND c.modifier_id = m.id) AS opened
          FROM modifiers AS m
          LEFT JOIN branch_overrides AS o
            ON o.organization_id = $1 AND o.branch_id = $2 AND o.modifier_id = m.id
          LEFT JOIN availability_blocks AS b
            ON b.organization_id = $1 AND b.branch_id = $2 AND b.modifier_id = m.id
            AND (b.until IS NULL OR b.until > to_timestamp($4))
          WHERE m.organization_id = $1 AND m.group_id = g.id AND m.archived_at IS NULL
            AND o.is_hidden IS NOT TRUE) AS x ON true
        ORDER BY g.id, x.position, x.id
        """, parameters: [.uuid, .uuid, .uuidArray, .int8])

    /// The rates of the days around the moment, since the business day is told later. `tax_rates_class_idx`
    /// serves it.
    private static let rateRows = Statement(
        "MenuOffer.rates",
        """
        SELECT r.tax_class_id, r.component, r.rate_bps, r.valid_from - date '1970-01-01',
          r.valid_to - date '1970-01-01'
        FROM branches AS b
        JOIN tax_rates AS r ON r.organization_id = $1
          AND r.valid_from <= (to_timestamp($4) AT TIME ZONE b.timezone)::date + 1
          AND coalesce(r.valid_to, 'infinity') >= (to_timestamp($4) AT TIME ZONE b.timezone)::date - 2
        WHERE b.organization_id = $1 AND b.id = $2 AND r.tax_class_id IN (
          SELECT t.tax_class_id FROM menu_items AS t WHERE t.organization_id = $1 AND t.id = ANY($3))
        """, parameters: [.uuid, .uuid, .uuidArray, .int8])
}

extension MenuOffer.Item {
    fileprivate init?(
        _ id: UUIDBytes, _ found: PostgresResult, _ row: Int, groups: [GroupLink<UUIDBytes>],
        _ catalogue: [UUIDBytes: OfferedGroup<UUIDBytes>]
    ) {
        guard let name = found.string(row, 1), let categoryName = found.string(row, 3),
            let baseMinor = found.int(row, 4), let isAvailable = found.bool(row, 8)
        else { return nil }
        offered = OfferedItem(
            id: id, price: MenuPrice(baseMinor: baseMinor, branchMinor: found.int(row, 5)),
            isAvailable: isAvailable, groups: groups, catalogue: catalogue)
        self.name = name
        sku = found.string(row, 2)
        self.categoryName = categoryName
        taxClass = found.uuid(row, 6)
        prepMinutes = found.int(row, 7)
        remaining = found.int(row, 9).flatMap { Quantity(tenThousandths: $0) }
        categories = Set(UUIDBytes.list(found.bytes(row, 10) ?? []))
    }
}

/// The groups that can be reached, read row by row.
private struct Catalogue {
    var groups: [UUIDBytes: OfferedGroup<UUIDBytes>] = [:]
    var names: [UUIDBytes: String] = [:]
    var options: [UUIDBytes: MenuOffer.Option] = [:]

    init(_ found: PostgresResult, without hidden: Set<UUIDBytes>) {
        for row in 0..<found.rowCount {
            guard let id = found.uuid(row, 0), !hidden.contains(id), let name = found.string(row, 1)
            else { continue }
            names[id] = name
            var group = groups[id] ?? Self.group(found, row)
            if let option = found.uuid(row, 7), !hidden.contains(option), let name = found.string(row, 8) {
                options[option] = MenuOffer.Option(name: name, kitchenName: found.string(row, 9))
                group.modifiers.append(Self.modifier(option, found, row))
            }
            groups[id] = group
        }
    }

    private static func group(_ found: PostgresResult, _ row: Int) -> OfferedGroup<UUIDBytes> {
        OfferedGroup(
            min: Int(found.int(row, 2) ?? 0), max: found.int(row, 3).map { Int($0) },
            freeQuantity: Int(found.int(row, 4) ?? 0), allowQuantity: found.bool(row, 5) ?? false,
            perOptionMax: found.int(row, 6).map { Int($0) }, modifiers: [])
    }

    private static func modifier(
        _ id: UUIDBytes, _ found: PostgresResult, _ row: Int
    ) -> OfferedModifier<UUIDBytes> {
        let groups = UUIDBytes.list(found.bytes(row, 14) ?? [])
        return OfferedModifier(
            id: id, price: MenuPrice(baseMinor: found.int(row, 10) ?? 0, branchMinor: found.int(row, 11)),
            isAvailable: found.bool(row, 12) ?? false, defaultQuantity: found.int(row, 13).map { Int($0) },
            groups: groups)
    }
}
