import Accounts
import DataLoader
import Documentation
import Domain
import Foundation
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Logging
import Permissions
import Postgres
import Restaurant

/// The product's files, read and compared: `schema.graphql`, `Config/permissions.yaml`, the resolvers;
/// `Config/plans.yaml`.
struct Product: Sendable {
    let schema: Schema
    let permissions: Permissions
    /// Where changed permissions come from.
    let permissionSource: PermissionSource
    let plans: Plans

    /// Reads the files from the project's folder and compares them with resolvers and columns.
    ///
    /// - Parameter catalog: the database's columns; without them everything else is compared.
    /// - Throws: `StartFailure` with every problem of a file, or every gap between them, one a line.
    static func read(catalog: Catalog? = nil) throws -> Product {
        let schema: Schema
        let sdl = try text("schema.graphql")
        do {
            schema = try Schema(sdl: sdl, deliversIncrementally: true)
        } catch {
            throw StartFailure(error.problems.map { "schema.graphql:\($0)" }.joined(separator: "\n"))
        }
        let source = PermissionSource(
            schema: schema, check: SchemaCheck(schema: schema, sdl: sdl), catalog: catalog)
        return Product(
            schema: schema, permissions: try source.permissions(source.read()), permissionSource: source,
            plans: try readPlans())
    }

    /// The same files held against the database's columns.
    ///
    /// - Throws: `StartFailure` with every gap, one a line.
    func checked(against catalog: Catalog) throws -> Product {
        let gaps = permissionSource.check.gaps(of: permissions, catalog: catalog)
        guard gaps.isEmpty else { throw StartFailure(gaps.joined(separator: "\n")) }
        let source = PermissionSource(schema: schema, check: permissionSource.check, catalog: catalog)
        return Product(schema: schema, permissions: permissions, permissionSource: source, plans: plans)
    }

    private static func readPlans() throws -> Plans {
        do {
            return try PlanFile(yaml: text("Config/plans.yaml")).plans
        } catch let error as PlanProblems {
            throw StartFailure(error.description)
        }
    }

    /// The text of a file of the project.
    static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else { throw StartFailure("cannot read \(path) as UTF-8 text") }
        return text
    }

    /// The versions of the schema that were given out, held against each other and against this one.
    ///
    /// - Throws: `StartFailure` with a file that cannot be read, or its problems.
    func releases() throws -> [SchemaRelease] {
        let folder = "Config/releases"
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".graphql") }.sorted()
        let versions = try files.map { file in
            (name: String(file.dropLast(8)), schema: try Schema(files: ["\(folder)/\(file)"]))
        }
        return SchemaRelease.releases(versions, before: schema)
    }

    /// A manifest whose documents all fit the schema.
    func manifest(_ file: String, _ settings: Settings.GraphQL) throws -> DocumentManifest {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw StartFailure("\(file): cannot be read")
        }
        let limits = ExecutionLimits(settings)
        return try DocumentManifest(
            data, file: file, schema: schema, limits: (limits.parser, limits.validation))
    }

    /// What mutations are lent, and what ends things without anybody's asking.
    func services(
        _ logins: LoginServices, _ accounts: AccountService, _ images: ImageTerms, _ live: LivePermissions,
        _ logger: Logger
    ) -> MutationServices {
        MutationServices(
            plans: plans, scopes: { Set(live.current.permissions.keyScopes) }, hasher: logins.hasher,
            rules: logins.rules, outbox: MessageOutbox(), images: images,
            logger: logger,
            guestTokens: { seat in try? await accounts.token(for: seat) })
    }

    /// The engine over these files.
    ///
    /// - Throws: `StartFailure` with every disagreement of schema and resolvers, one a line.
    func service(
        sessions: TenantSessions, settings: Settings, logins: LoginServices,
        accounts: AccountService, images: ImageTerms, live: LivePermissions,
        persisted: PersistedDocuments<TenantCaller>? = nil, provider: ProviderSetting? = nil,
        logger: Logger
    ) throws -> GraphQLService<TenantSessions> {
        var services = services(logins, accounts, images, live, logger)
        services.amounts = AmountLimits(settings.payments)
        if let provider {
            services.providedMethods = provider.methods
            services.onAsk = { [asked = provider.asked] in asked.ask($0) }
        }
        var limits = ExecutionLimits(settings.graphql)
        limits.refusesCosts = settings.limits.mode == "enforce"
        do {
            return try GraphQLService(
                schema: schema, resolvers: Restaurant.resolvers,
                mutations: Restaurant.mutations(services),
                detached: Restaurant.detachedMutations(accounts, services, sessions),
                sessions: sessions, limits: limits, scalars: Restaurant.scalars,
                persisted: persisted)
        } catch {
            throw StartFailure("\(error)")
        }
    }
}

extension AmountLimits {
    /// The limits of the settings.
    init(_ settings: Settings.Payments) {
        self.init()
        tipMinor = Int64(settings.maxTip)
        floatMinor = Int64(settings.maxFloat)
        movementMinor = Int64(settings.maxMovement)
    }
}

extension ExecutionLimits {
    /// The limits of the settings.
    init(_ settings: Settings.GraphQL) {
        self.init()
        parser.documentBytesMax = settings.maxDocumentBytes
        parser.tokenCountMax = settings.maxTokens
        parser.ignoredTokenCountMax = settings.maxIgnoredTokens
        parser.nestingDepthMax = settings.parserDepth
        validation.depthMax = settings.maxDepth
        validation.depthMaxByType["Menu"] = settings.maxMenuDepth
        validation.aliasCountMax = settings.maxAliases
        validation.rootFieldCountMax = settings.maxRootFields
        validation.mutationCountMax = settings.maxMutations
        validation.directiveCountMax = settings.maxDirectives
        validation.directivesPerLocationMax = settings.maxDirectivesPerLocation
        validation.expandedFieldCountMax = settings.maxExpandedFields
        validation.fragmentCountMax = settings.maxFragments
        validation.operationCountMax = settings.maxOperations
        validation.variableCountMax = settings.maxVariables
        validation.errorCountMax = settings.maxErrors
        validation.suggestions = settings.suggestions
        allowsIntrospection = settings.introspection
        errorCountMax = settings.maxErrors
        planCacheByteCountMax = settings.planCacheBytes
        responseByteCountMax = settings.maxResponseBytes
        deliveryCountMax = settings.maxDeliveries
        costMax = settings.maxCost
        planFieldCountMax = settings.maxPlanFields
        planSelectionCountMax = settings.maxPlanSelections
    }
}
