internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes an option off its modifier group; orders keep it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.modifierArchive`.
enum ModifierArchive: ArchivedMenuNode {
    static let typeName = "ModifierArchivePayload"
    static let kind = EntityKind.modifier

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let modifier = try await session.lock(.modifier, "modifierId", input)
        _ = try await session.run(archive.bind(session.tenant, .uuid(modifier.id)))
        session.tellChanged(modifier)
        return modifier.id
    }

    /// `modifiers_pkey` serves it.
    private static let archive = Statement(
        "ModifierArchive.archive",
        """
        UPDATE modifiers SET archived_at = now(), updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
