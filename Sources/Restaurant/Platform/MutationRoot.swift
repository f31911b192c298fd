internal import GraphQLExecution

/// The doors to writing: each field's function stands in a file of its own, listed in `Restaurant.mutations`.
///
/// - SeeAlso: `schema.graphql`, type `Mutation`; `Config/permissions.yaml`, key `Mutation`.
enum MutationRoot: ObjectType {
    static let typeName = "Mutation"
    static let fields: [Field] = Restaurant.mutations.keys.sorted().map { Field($0, .mutation) }
}
