internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets which groups open when a modifier is chosen: these, in this order, and no others.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierChildGroupsSet`.
enum ModifierChildGroupsSet: MenuNodePayload {
    static let typeName = "ModifierChildGroupsSetPayload"
    static let node = (field: "modifier", loader: Modifier.byID)

    private static let countMax = 20

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let groups = try input.uuids("groupIds", .group) ?? []
        guard groups.count <= countMax, groups.count == input.strings("groupIds")?.count ?? 0 else {
            throw input.refusal(.invalid, "groupIds", "Up to \(countMax) groups, each once.")
        }
        let modifier = try await session.lock(.modifier, "modifierId", input)
        _ = try await session.groups(groups, in: modifier.currency, at: "groupIds", input)
        _ = try await session.run([
            unlink.bind(session.tenant, .uuid(modifier.id), groups.parameter),
            link.bind(
                session.tenant, .uuid(modifier.id), .text(modifier.currency),
                groups.map { _ in input.newID() }.parameter, groups.parameter),
            touch.bind(session.tenant, .uuid(modifier.id)),
        ])
        session.tellChanged(modifier)
        return modifier.id
    }

    /// The unique key of `modifier_child_groups` serves both.
    private static let unlink = Statement(
        "ModifierChildGroupsSet.unlink",
        """
        DELETE FROM modifier_child_groups
        WHERE organization_id = $1 AND modifier_id = $2 AND group_id <> ALL($3)
        """, parameters: [.uuid, .uuid, .uuidArray])
    /// A trigger refuses circles and a ninth level.
    private static let link = Statement(
        "ModifierChildGroupsSet.link",
        """
        INSERT INTO modifier_child_groups (id, organization_id, modifier_id, group_id, currency, position)
        SELECT given.id, $1, $2, given.group_id, $3, given.place - 1
        FROM unnest($4, $5) WITH ORDINALITY AS given (id, group_id, place)
        ON CONFLICT (organization_id, modifier_id, group_id)
        DO UPDATE SET position = excluded.position, updated_at = now()
        """, parameters: [.uuid, .uuid, .text, .uuidArray, .uuidArray])
    /// `modifiers_pkey` serves it.
    private static let touch = Statement(
        "ModifierChildGroupsSet.touch",
        """
        UPDATE modifiers SET updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
