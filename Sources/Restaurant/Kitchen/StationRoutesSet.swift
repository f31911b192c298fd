internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Says all that a station makes; what another station of the branch made until now is made here instead.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.stationRoutesSet`.
enum StationRoutesSet: ObjectType {
    static let typeName = "StationRoutesSetPayload"

    /// The most routes of a station: they are a plain list.
    private static let countMax = 500

    enum Columns {
        static let stationID = Column<UUIDBytes?>("station_id", at: 0)
    }

    static let fields: [Field] = [
        .one("station", Station.byID, key: .column(Columns.stationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = KitchenMutation.make(keyCount: 1) { (input, session) throws(KitchenFailure) in
        let categories = try input.uuids("categoryIds", .category) ?? []
        let items = try input.uuids("itemIds", .item) ?? []
        let modifiers = try input.uuids("modifierIds", .modifier) ?? []
        let count = categories.count + items.count + modifiers.count
        guard count <= countMax else {
            throw .rejected(
                KitchenRejection(.invalid, at: ["input"], "A station has \(countMax) routes at most."))
        }
        let station = try await LockedStation.take(input, session)
        guard !station.isArchived else { throw .notFound("stationId") }
        let found = try await session.run([
            liveCategories.bind(session.tenant, .uuid(station.branch), categories.parameter),
            liveItems.bind(session.tenant, .uuid(station.branch), items.parameter),
            liveModifiers.bind(session.tenant, modifiers.parameter),
        ])
        for (result, (field, wanted)) in zip(
            found,
            [("categoryIds", categories.count), ("itemIds", items.count), ("modifierIds", modifiers.count)])
        where result.int(0, 0) != Int64(wanted) {
            throw .notFound(field)
        }
        _ = try await session.run([
            remove.bind(
                session.tenant, .uuid(station.branch), .uuid(station.id), categories.parameter,
                items.parameter, modifiers.parameter),
            insert.bind(
                session.tenant, .uuid(station.branch), .uuid(station.id),
                (0..<count).map { _ in input.newID() }.parameter,
                padded(categories, before: 0, after: items.count + modifiers.count),
                padded(items, before: categories.count, after: modifiers.count),
                padded(modifiers, before: categories.count + items.count, after: 0)),
            touch.bind(session.tenant, .uuid(station.id)),
        ])
        station.tell(session)
        return [station.id.bytes]
    }

    /// The identifiers with nulls around them: each route has one subject.
    private static func padded(_ ids: [UUIDBytes], before: Int, after: Int) -> ParameterValue {
        var array = PostgresArrayBuilder(.uuid, capacity: before + ids.count + after)
        for _ in 0..<before { array.appendNull() }
        for id in ids { array.append(id) }
        for _ in 0..<after { array.appendNull() }
        return array.finish()
    }

    /// Of a menu that the branch sells. `menu_categories_pkey` and a unique key of `menu_branches` serve it.
    private static let liveCategories = Statement(
        "StationRoutesSet.liveCategories",
        """
        SELECT count(*) FROM menu_categories AS t
        WHERE t.organization_id = $1 AND t.id = ANY($3) AND t.archived_at IS NULL
          AND EXISTS (SELECT FROM menu_branches AS mb
            WHERE mb.organization_id = $1 AND mb.menu_id = t.menu_id AND mb.branch_id = $2)
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// Of a menu that the branch sells. `menu_items_pkey` and the unique key of `menu_branches` serve it.
    private static let liveItems = Statement(
        "StationRoutesSet.liveItems",
        """
        SELECT count(*) FROM menu_items AS t
        WHERE t.organization_id = $1 AND t.id = ANY($3) AND t.deleted_at IS NULL
          AND EXISTS (SELECT FROM menu_branches AS mb
            WHERE mb.organization_id = $1 AND mb.menu_id = t.menu_id AND mb.branch_id = $2)
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `modifiers_pkey` serves it.
    private static let liveModifiers = Statement(
        "StationRoutesSet.liveModifiers",
        """
        SELECT count(*) FROM modifiers AS t
        WHERE t.organization_id = $1 AND t.id = ANY($2) AND t.archived_at IS NULL
        """, parameters: [.uuid, .uuidArray])

    /// `station_routes_station_idx` and the branch's unique keys serve it.
    private static let remove = Statement(
        "StationRoutesSet.remove",
        """
        DELETE FROM station_routes WHERE organization_id = $1 AND branch_id = $2
          AND (station_id = $3 OR category_id = ANY($4) OR item_id = ANY($5) OR modifier_id = ANY($6))
        """, parameters: [.uuid, .uuid, .uuid, .uuidArray, .uuidArray, .uuidArray])

    private static let insert = Statement(
        "StationRoutesSet.insert",
        """
        INSERT INTO station_routes (id, organization_id, branch_id, station_id, category_id, item_id,
          modifier_id)
        SELECT n.id, $1, $2, $3, n.category_id, n.item_id, n.modifier_id
        FROM unnest($4, $5, $6, $7) AS n (id, category_id, item_id, modifier_id)
        """, parameters: [.uuid, .uuid, .uuid, .uuidArray, .uuidArray, .uuidArray, .uuidArray])

    /// `stations_pkey` serves it.
    private static let touch = Statement(
        "StationRoutesSet.touch",
        "UPDATE stations SET version = version + 1 WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
}
