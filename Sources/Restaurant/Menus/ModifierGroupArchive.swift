internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a modifier group out of use: nothing asks it any more.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierGroupArchive`.
enum ModifierGroupArchive: ArchivedMenuNode {
    static let typeName = "ModifierGroupArchivePayload"
    static let kind = EntityKind.group

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let group = try await session.lock(.group, "groupId", input)
        _ = try await session.run(archive.bind(session.tenant, .uuid(group.id)))
        session.tellChanged(group)
        return group.id
    }

    /// `modifier_groups_pkey` serves it.
    private static let archive = Statement(
        "ModifierGroupArchive.archive",
        """
        UPDATE modifier_groups SET archived_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
