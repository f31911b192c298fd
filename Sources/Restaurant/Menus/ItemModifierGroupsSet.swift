internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets which groups an item asks: these, in this order, with the item's own limits, and no others.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.itemModifierGroupsSet`.
enum ItemModifierGroupsSet: MenuNodePayload {
    static let typeName = "ItemModifierGroupsSetPayload"
    static let node = (field: "item", loader: MenuItem.byID)

    private static let countMax = 50

    /// One entry of the list.
    private struct Use {
        let group: UUIDBytes
        let min: Int64?
        let max: Int64?
        let input: MutationInput<MenuErrorCode>

        init(_ input: MutationInput<MenuErrorCode>) throws(MenuMutationFailure) {
            group = try input.requiredUUID("groupId", .group)
            min = try input.number("min", 0...1000)
            max = try input.number("max", 1...1000)
            self.input = input
        }

        /// The limits must leave a choice together with the group's own.
        func check(with limits: AskedGroups.Limits?) throws(MenuMutationFailure) {
            guard let limits, let max = max ?? limits.max else { return }
            guard min ?? limits.min <= max, limits.freeQuantity <= max else {
                throw input.refusal(.limitsContradict, "max", "Less may be chosen than must be, or is free.")
            }
        }
    }

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        var uses: [Use] = []
        for entry in input.objects("groups") { uses.append(try Use(entry)) }
        guard uses.count <= countMax, Set(uses.map(\.group)).count == uses.count else {
            throw input.refusal(.invalid, "groups", "Up to \(countMax) groups, each once.")
        }
        let item = try await session.lock(.item, "itemId", input)
        let ids = uses.map(\.group)
        let groups = try await session.groups(ids, in: item.currency, at: "groups", input)
        for use in uses { try use.check(with: groups.limits[use.group]) }
        _ = try await session.run([
            unlink.bind(session.tenant, .uuid(item.id), ids.parameter),
            link.bind(
                session.tenant, .uuid(item.id), .text(item.currency),
                uses.map { _ in input.newID() }.parameter, ids.parameter, limits(uses.map(\.min)),
                limits(uses.map(\.max))),
            touch.bind(session.tenant, .uuid(item.id)),
        ])
        session.tellChanged(item)
        return item.id
    }

    private static func limits(_ limits: [Int64?]) -> ParameterValue {
        var array = PostgresArrayBuilder(.int4, capacity: limits.count)
        for limit in limits {
            if let limit { array.append(Int32(clamping: limit)) } else { array.appendNull() }
        }
        return array.finish()
    }

    /// The unique key of `item_modifier_groups` serves both.
    private static let unlink = Statement(
        "ItemModifierGroupsSet.unlink",
        """
        DELETE FROM item_modifier_groups
        WHERE organization_id = $1 AND item_id = $2 AND group_id <> ALL($3)
        """, parameters: [.uuid, .uuid, .uuidArray])
    private static let link = Statement(
        "ItemModifierGroupsSet.link",
        """
        INSERT INTO item_modifier_groups (id, organization_id, item_id, group_id, currency, position,
          min_override, max_override)
        SELECT given.id, $1, $2, given.group_id, $3, given.place - 1, given.min, given.max
        FROM unnest($4, $5, $6, $7) WITH ORDINALITY AS given (id, group_id, min, max, place)
        ON CONFLICT (organization_id, item_id, group_id)
        DO UPDATE SET position = excluded.position, min_override = excluded.min_override,
          max_override = excluded.max_override, updated_at = now()
        """, parameters: [.uuid, .uuid, .text, .uuidArray, .uuidArray, .int4Array, .int4Array])
    /// `menu_items_pkey` serves it.
    private static let touch = Statement(
        "ItemModifierGroupsSet.touch",
        """
        UPDATE menu_items SET updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
