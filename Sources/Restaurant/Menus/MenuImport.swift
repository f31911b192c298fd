internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Brings a menu file into the database: whole, or not at all. A dry run does all of it and takes it back.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuImport`; `Import/FORMAT.md`.
enum MenuImport: ObjectType {
    static let typeName = "MenuImportPayload"

    enum Columns {
        /// Always null: the answer is the base menu's.
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
        static let menuID = Column<UUIDBytes?>("menu_id", at: 1)
    }

    static let fields: [Field] = [
        .one("menu", Menu.byID, key: .column(Columns.branchID), .column(Columns.menuID)),
        Field("counts", .outcomeList(1)),
        Field("problems", .outcomeList(2)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation: MutationMaker = { (name, services) in
        { (arguments, values, session) async throws(LoadError) -> MutationOutcome in
            let input = MutationInput<MenuErrorCode>(
                arguments["input"] ?? .null, nowSeconds: values.nowSeconds)
            let session = MutationSession<MenuErrorCode>(
                transaction: session, mutation: name, services: services, nowSeconds: values.nowSeconds)
            do throws(MenuMutationFailure) {
                return try await outcome(input, session)
            } catch {
                return refusal(try MenuMutation.rejection(for: error, MenuConstraints.rejections), [])
            }
        }
    }

    private static func outcome(
        _ input: MutationInput<MenuErrorCode>, _ session: MutationSession<MenuErrorCode>
    ) async throws(MenuMutationFailure) -> MutationOutcome {
        let branch = try input.requiredUUID("branchId", .branch)
        // Menus and groups are found by name and key, whichever branches sell them.
        try session.requireWholeReach(input, at: "branchId")
        guard let organization = session.caller.organization else { throw .notFound("branchId") }
        let isDryRun = input.bool("isDryRun") ?? false
        let report: MenuImportReport
        do throws(MenuImportError) {
            report = try await importer(input).run(
                try file(input), organization: organization, branch: branch,
                in: TransactionRunner(transaction: session.transaction))
        } catch {
            switch error {
            case .database(let error): throw .failed(error)
            case .unknownBranch: throw .notFound("branchId")
            case .unreadable: throw input.refusal(.invalid, "content", "The file is too long.")
            case .invalid(let problems):
                guard !isDryRun else { return answer(nil, [], problems, isRefused: true) }
                return refusal(
                    MenuRejection(.invalid, input: "content", "The file has \(problems.count) problems."),
                    problems)
            }
        }
        if !isDryRun { for event in report.events { session.transaction.tell(event) } }
        return answer(report.menuID, report.counts, [], isRefused: isDryRun)
    }

    private static func importer(_ input: MutationInput<MenuErrorCode>) -> MenuImporter {
        let (milliseconds, overflows) = UInt64(clamping: input.nowSeconds)
            .multipliedReportingOverflow(by: 1000)
        return MenuImporter(
            identifiers: .random(unixMilliseconds: overflows ? 0 : milliseconds),
            archivesAbsent: input.bool("archivesAbsent") ?? false)
    }

    private static func file(_ input: MutationInput<MenuErrorCode>) throws(MenuImportError) -> MenuFile {
        let bytes = Array((input.string("content") ?? "").utf8)
        guard bytes.count <= MenuFile.lengthMax else { throw .unreadable(path: "content") }
        return MenuFile(bytes: bytes, form: input.word("format") == "CSV" ? .csv : .json)
    }

    /// - Parameter isRefused: whether what was written is taken back once the payload has been read.
    private static func answer(
        _ menu: UUIDBytes?, _ counts: [MenuImportReport.Count], _ problems: [ImportProblem], isRefused: Bool
    ) -> MutationOutcome {
        MutationOutcome(
            row: RowSet(values: [[nil, menu?.bytes]], columnCount: 2),
            lists: [UserError.none, MenuImportCount.rows(counts), MenuFileProblem.rows(problems)],
            isRefused: isRefused)
    }

    private static func refusal(_ rejection: MenuRejection, _ problems: [ImportProblem]) -> MutationOutcome {
        MutationOutcome(
            row: RowSet(values: [[nil, nil]], columnCount: 2),
            lists: [
                UserError.row(rejection, typeName: MenuUserError.typeName), MenuImportCount.rows([]),
                MenuFileProblem.rows(problems),
            ], isRefused: true)
    }
}

/// The mutation's own transaction, as the importer runs its statements.
private struct TransactionRunner: StatementRunner {
    let transaction: TenantSession

    func perform(_ statement: BoundStatement) async throws(PostgresError) -> PostgresResult {
        guard let result = try await transaction.run([statement]).first else {
            throw PostgresError(.connectionLost, statement: statement.statement)
        }
        return result
    }
}
