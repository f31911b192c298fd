internal import GraphQLExecution

/// The doors to writing: each field's function stands in a file of its own, listed in
/// its area's `mutations`, `Restaurant.preparedMutationMakers` or `Restaurant.accountMutationMakers`.
///
/// - SeeAlso: `schema.graphql`, type `Mutation`; `Config/permissions.yaml`, key `Mutation`.
enum MutationRoot: ObjectType {
    static let typeName = "Mutation"
    static let fields: [Field] =
        (Array(Restaurant.mutationMakers.keys) + Restaurant.preparedMutationMakers.keys
        + Restaurant.accountMutationMakers.keys).sorted().map { Field($0, .mutation) }
}
