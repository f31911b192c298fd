public import Postgres

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The demonstration data: organizations as files in a directory, each with the menus that it names.
///
/// Identifiers follow from names, so loading twice meets its own rows. An organization that is there already
/// is left alone, with everything that people have changed in it.
public struct DemoData: Sendable {
    /// An organization that is there after loading.
    public struct Organization: Sendable, Hashable {
        /// The tenant.
        public let id: UUIDBytes
        /// Its name in URLs.
        public let slug: String
        /// Its name.
        public let name: String
        /// Its branches in the order of the file.
        public let branches: [Branch]
        /// Whether this call has loaded it.
        public let isNew: Bool
    }

    /// A branch of such an organization.
    public struct Branch: Sendable, Hashable {
        /// The branch.
        public let id: UUIDBytes
        /// Its name in URLs.
        public let slug: String
        /// Its name.
        public let name: String
        /// The code by which guests find its menu.
        public let publicCode: String
    }

    private static let isPresent = Statement(
        "demo.isPresent",
        "SELECT EXISTS (SELECT FROM lookup_key('ORGANIZATION_SLUG', sha256(convert_to($1, 'UTF8'))))",
        parameters: [.text])

    private let directory: String

    /// The data of a directory, such as `Config/demo`.
    public init(directory: String) {
        self.directory = directory
    }

    /// Loads the organizations that are not there yet, each in one transaction, and returns all of them.
    ///
    /// - Parameter connection: of the application's role or the owner's.
    /// - Throws: `.unreadable` for a directory without any; the problems of a file with the file's own lines.
    public func load(on connection: PostgresConnection) async throws(MenuImportError) -> [Organization] {
        var organizations: [Organization] = []
        for name in try fileNames() {
            guard let document = try organizationDocument(name) else { continue }
            let rows = OrganizationRows(document, identifiers: .named("demo/\(document.slug)"))
            let isNew = try await !isPresent(document, connection)
            if isNew { try await load(document, rows, on: connection) }
            organizations.append(Self.summary(document, rows, isNew: isNew))
        }
        guard !organizations.isEmpty else { throw .unreadable(path: directory) }
        return organizations
    }

    private func fileNames() throws(MenuImportError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter { $0.hasSuffix(".json") }.sorted()
        } catch {
            throw .unreadable(path: directory)
        }
    }

    /// The organization that a file describes; nil for a file of another format, such as a menu.
    private func organizationDocument(_ name: String) throws(MenuImportError) -> OrganizationDocument? {
        let file = try MenuFile(path: directory + "/" + name)
        let problems = ProblemList()
        let node: JSONNode
        do throws(ImportProblem) {
            node = try file.nodes()
        } catch {
            throw .invalid([error])
        }
        guard case .object(let members) = node.value,
            case .string(OrganizationDocument.formatName)? = members.first(where: { $0.name == "format" })?
                .value.value
        else { return nil }
        let document = OrganizationDocument(node, problems: problems)
        guard problems.problems.isEmpty else { throw .invalid(problems.sorted) }
        return document
    }

    private func isPresent(
        _ document: OrganizationDocument, _ connection: PostgresConnection
    ) async throws(MenuImportError) -> Bool {
        do {
            return try await connection.run(Self.isPresent.bind(.text(document.slug))).bool(0, 0) == true
        } catch {
            throw .database(error)
        }
    }

    private func load(
        _ document: OrganizationDocument, _ rows: OrganizationRows, on connection: PostgresConnection
    ) async throws(MenuImportError) {
        let importer = MenuImporter(identifiers: .named("demo/\(document.slug)"))
        try await TenantTransaction(connection: connection).run(of: rows.id) { () throws(MenuImportError) in
            try await Self.write(rows, on: connection)
            for menu in document.menus {
                guard let branch = rows.branchIDs[menu.branch] else {
                    throw .unknownBranch(code: menu.branch)
                }
                let file = try MenuFile(path: directory + "/" + menu.file)
                _ = try await importer.run(file, organization: rows.id, branch: branch, in: connection)
            }
        }
    }

    private static func write(
        _ rows: OrganizationRows, on connection: PostgresConnection
    ) async throws(MenuImportError) {
        var writer = MenuWriter(organization: rows.id, runner: connection)
        do {
            try await writer.upsert(rows.organizations, into: .organizations)
            try await writer.upsert(rows.taxClasses, into: .taxClasses)
            try await writer.upsert(rows.taxRates, into: .taxRates)
            try await writer.upsert(rows.branches, into: .branches)
            try await writer.upsert(rows.spaces, into: .spaces)
            try await writer.upsert(rows.tables, into: .tables)
        } catch {
            throw .database(error)
        }
    }

    private static func summary(
        _ document: OrganizationDocument, _ rows: OrganizationRows, isNew: Bool
    ) -> Organization {
        let branches = document.branches.compactMap { branch in
            rows.branchIDs[branch.slug].map {
                Branch(id: $0, slug: branch.slug, name: branch.name, publicCode: branch.publicCode)
            }
        }
        return Organization(
            id: rows.id, slug: document.slug, name: document.name, branches: branches, isNew: isNew)
    }
}
