internal import DataLoader
import Domain
public import Postgres

/// Brings menu files into the database: whole, or not at all.
///
/// A file is read and checked completely before the first row is written, and all problems are reported
/// together with their lines. What is there already is found again (items by SKU or by category and name,
/// groups by key, the rest by parent and name) and changed in place, so that importing a file twice changes
/// nothing.
public struct MenuImporter: Sendable {
    private static let branchByCode = Statement(
        "import.branchByCode",
        """
        SELECT organization_id, entity_id
        FROM lookup_key('BRANCH_PUBLIC_CODE', sha256(convert_to(lower($1), 'UTF8')))
        """, parameters: [.text])
    private static let branchCurrency = Statement(
        "import.branchCurrency", "SELECT currency FROM branches WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    private let identifiers: ImportIdentifiers
    private let archivesAbsent: Bool

    /// An importer.
    ///
    /// - Parameters:
    ///   - identifiers: where the identifiers of new rows come from.
    ///   - archivesAbsent: whether categories, items and modifiers that the menu has and the file has not are
    ///     taken off the menu. Otherwise they stay as they are.
    public init(identifiers: ImportIdentifiers, archivesAbsent: Bool = false) {
        self.identifiers = identifiers
        self.archivesAbsent = archivesAbsent
    }

    /// Imports a file for a branch that is named by its public code, in a transaction of its own.
    ///
    /// - Parameter connection: of the application's role or the owner's; row level security holds for both.
    @discardableResult
    public func run(
        _ file: MenuFile, branchCode: String, on connection: PostgresConnection
    ) async throws(MenuImportError) -> MenuImportReport {
        let found: PostgresResult
        do {
            found = try await connection.run(Self.branchByCode.bind(.text(branchCode)))
        } catch {
            throw .database(error)
        }
        guard found.rowCount == 1, let organization = found.uuid(0, 0), let branch = found.uuid(0, 1) else {
            throw .unknownBranch(code: branchCode)
        }
        return try await TenantTransaction(connection: connection).run(of: organization) {
            () throws(MenuImportError) in
            let report = try await self.run(file, organization: organization, branch: branch, in: connection)
            try await tell(report, organization, on: connection)
            return report
        }
    }

    /// Writes the events of an import that no mutation makes, at the end of its transaction: they hold locks
    /// that all writers of their branches want.
    private func tell(
        _ report: MenuImportReport, _ organization: UUIDBytes, on connection: PostgresConnection
    ) async throws(MenuImportError) {
        do {
            for (index, event) in report.events.enumerated() {
                let id = identifiers.make("events/\(report.menuID)/\(index)")
                _ = try await connection.run(event.insertion(id: id, organization: organization))
            }
        } catch {
            throw .database(error)
        }
    }

    /// Imports a file for a branch within a transaction that is open and has the tenant set. Whoever opened
    /// it writes the report's events.
    ///
    /// - Throws: the caller must then roll back.
    public func run(
        _ file: MenuFile, organization: UUIDBytes, branch: UUIDBytes, in runner: some StatementRunner
    ) async throws(MenuImportError) -> MenuImportReport {
        let problems = ProblemList()
        let node: JSONNode
        do throws(ImportProblem) {
            node = try file.nodes()
        } catch {
            throw .invalid([error])
        }
        let currency = try await currency(of: branch, organization, in: runner)
        var reader = MenuDocumentReader(problems: problems, branchCurrency: currency)
        let document = reader.document(node)
        guard problems.problems.isEmpty else { throw .invalid(problems.sorted) }
        do throws(PostgresError) {
            let existing = try await ExistingMenu.load(for: document, organization: organization, on: runner)
            let rows = MenuRows(
                document, existing: existing, branch: branch, identifiers: identifiers, problems: problems)
            if problems.problems.isEmpty {
                var writer = MenuWriter(organization: organization, runner: runner)
                var report = try await writer.write(rows, archivesAbsent: archivesAbsent)
                if !report.isUnchanged {
                    report.events = try await ImportEvents.of(rows, organization: organization, on: runner)
                }
                return report
            }
        } catch {
            throw .database(error)
        }
        throw .invalid(problems.sorted)
    }

    private func currency(
        of branch: UUIDBytes, _ organization: UUIDBytes, in runner: some StatementRunner
    ) async throws(MenuImportError) -> Currency {
        let code: String?
        do {
            let rows = try await runner.perform(Self.branchCurrency.bind(.uuid(organization), .uuid(branch)))
            code = rows.rowCount == 1 ? rows.string(0, 0) : nil
        } catch {
            throw .database(error)
        }
        guard let currency = code.flatMap({ Currency(code: $0) }) else {
            throw .unknownBranch(code: branch.description)
        }
        return currency
    }
}
