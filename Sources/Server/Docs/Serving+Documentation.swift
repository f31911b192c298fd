import DataLoader
import Documentation
import GraphQLExecution
import Logging
import Restaurant
import Transport

extension Serving {
    /// The pages of `/docs`; nil where they are not served.
    func documentation(
        _ service: GraphQLService<TenantSessions>,
        _ admit: @escaping @Sendable (GraphQLCall) async throws(CallRefusal) -> Principals.Principal
    ) -> DocumentationPages? {
        let settings = launch.settings
        guard settings.docs.serve else { return nil }
        let releases: @Sendable () -> [SchemaRelease] = { [product, logger = launch.logger] in
            do {
                return try product.releases()
            } catch {
                logger.error("\(error)")
                return []
            }
        }
        return DocumentationPages(
            schema: product.schema, releases: releases, settings: settings,
            explorer: settings.explorer.served ? "/" : nil, logger: launch.logger, principal: admit,
            introspect: { principal in await service.publishedSchema(for: principal) })
    }
}
