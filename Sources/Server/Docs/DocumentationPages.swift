import DataLoader
import Documentation
import GraphQLExecution
import GraphQLSchema
import Logging
import Restaurant
import Synchronization
import Transport

/// The pages of `/docs` for whoever asks: made of what the caller's roles may see, kept while there is room.
///
/// Who may not introspect sees no more here than by asking: a page shows what the view has, and a name that
/// is hidden has no page, like one that never was.
final class DocumentationPages: PageService {
    private typealias Principal = Principals.Principal

    /// For whom, and where. A reload of the permissions has another version: what was kept of the one before
    /// is forgotten with time.
    private struct Key: Hashable {
        let roles: [String]
        let version: String
        var path = ""
    }

    private struct Kept {
        var sites: [Key: DocumentationSite] = [:]
        var pages: [Key: ServedPage] = [:]
        var byteCount = 0
    }

    private let schema: Schema
    private let releases: @Sendable () -> [SchemaRelease]
    private let settings: Settings
    private let explorer: String?
    private let logger: Logger
    private let principal: @Sendable (GraphQLCall) async throws(CallRefusal) -> Principals.Principal
    private let introspect: @Sendable (Principals.Principal) async -> String?
    private let kept = Mutex(Kept())

    /// Sites at once: names of one role take about a megabyte.
    private static let siteCountMax = 16

    /// - Parameters:
    ///   - releases: the versions that were given out; asked when their page is.
    ///   - explorer: its path; nil where there is none.
    ///   - principal: finds out who asks, and counts the request.
    ///   - introspect: the schema as JSON, as a caller sees it; nil if that fails.
    init(
        schema: Schema, releases: @escaping @Sendable () -> [SchemaRelease], settings: Settings,
        explorer: String?, logger: Logger,
        principal: @escaping @Sendable (GraphQLCall) async throws(CallRefusal) -> Principals.Principal,
        introspect: @escaping @Sendable (Principals.Principal) async -> String?
    ) {
        self.schema = schema
        self.releases = releases
        self.settings = settings
        self.explorer = explorer
        self.logger = logger
        self.principal = principal
        self.introspect = introspect
    }

    func reply(to call: GraphQLCall, at path: String, search: String) async -> PageReply {
        do {
            let principal = try await principal(call)
            defer { principal.release?() }
            if let page = await page(path, search, for: principal) { return .found(page) }
            let key = Key(roles: principal.access.roles, version: principal.access.version)
            return .missing(ServedPage(site(key, principal.access).missingPage))
        } catch {
            return .refused(error)
        }
    }

    private func page(_ path: String, _ search: String, for principal: Principal) async -> ServedPage? {
        var key = Key(roles: principal.access.roles, version: principal.access.version)
        let site = site(key, principal.access)
        // What is searched for could be anything.
        if path == "/docs/search" {
            return site.page(at: path, search: search).map { ServedPage($0) }
        }
        key.path = path
        if let known = kept.withLock({ $0.pages[key] }) { return known }
        guard let made = await made(path, site, principal) else { return nil }
        kept.withLock { kept in
            if kept.byteCount + made.byteCount > settings.docs.cacheBytes {
                kept.pages = [:]
                kept.byteCount = 0
            }
            if kept.pages.updateValue(made, forKey: key) == nil { kept.byteCount += made.byteCount }
        }
        return made
    }

    private func made(
        _ path: String, _ site: DocumentationSite, _ principal: Principal
    ) async -> ServedPage? {
        guard path == "/docs/schema.json" else { return site.page(at: path).map { ServedPage($0) } }
        guard let text = await introspect(principal) else {
            logger.error("the schema could not be introspected", metadata: ["path": "\(path)"])
            return nil
        }
        return ServedPage(text, contentType: "application/json; charset=utf-8")
    }

    private func site(_ key: Key, _ access: AccessPolicy) -> DocumentationSite {
        if let known = kept.withLock({ $0.sites[key] }) { return known }
        let made = DocumentationSite(schema: schema, view: access.view, terms: terms(access))
        kept.withLock { kept in
            if kept.sites.count >= Self.siteCountMax { kept.sites = [:] }
            kept.sites[key] = made
        }
        return made
    }

    private func terms(_ access: AccessPolicy) -> SiteTerms {
        let limits = SettingDefinition.all.filter { $0.key.hasPrefix("graphql.max") }.compactMap { setting in
            setting.kind.number(in: settings).map { SiteTerms.Limit(setting.key, "\($0)") }
        }
        return SiteTerms(
            audience: access.roles.joined(separator: ", "),
            costMax: access.costMax ?? settings.graphql.maxCost, limits: limits, releases: releases,
            explorer: explorer, seesEverything: access.introspection == .full)
    }
}

extension SettingKind {
    /// The value of a setting that is a number or a number of bytes.
    fileprivate func number(in settings: Settings) -> Int? {
        switch self {
        case .count(_, let path), .bytes(_, let path): settings[keyPath: path]
        case .text, .flag, .time, .choice: nil
        }
    }
}

extension ServedPage {
    /// A page of the documentation as it is sent.
    fileprivate init(_ page: DocumentationPage) {
        self.init(page.text, contentType: page.form.contentType)
    }
}

extension DocumentationPage.Form {
    fileprivate var contentType: StaticString {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .css: "text/css; charset=utf-8"
        case .script: "text/javascript; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        case .text: "text/plain; charset=utf-8"
        }
    }
}
