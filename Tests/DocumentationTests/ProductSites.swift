import Documentation
import GraphQLExecution
import GraphQLSchema
import Permissions

/// The documentation of the product, for every role and every scope of keys.
enum ProductSites {
    struct Site: Sendable {
        let role: String
        let view: SchemaView
        let site: DocumentationSite
    }

    static let schema = Result { try Schema(sdl: Repository.text("schema.graphql")) }

    static let all = Result { () throws -> [Site] in
        let schema = try Self.schema.get()
        let permissions = try Permissions(
            yaml: Repository.text("Config/permissions.yaml"), schema: schema)
        return (permissions.roles + permissions.keyScopes).map { role in
            let policy = permissions.policy(for: role)
            let terms = SiteTerms(
                audience: role, costMax: policy.costMax ?? 1_000,
                limits: [SiteTerms.Limit("graphql.maxDepth", "12")])
            return Site(
                role: role, view: policy.view,
                site: DocumentationSite(schema: schema, view: policy.view, terms: terms))
        }
    }

    static func site(of role: String) throws -> Site? { try all.get().first { $0.role == role } }
}
