import GraphQLExecution
import Postgres
import Testing

@testable import DataLoader

/// Statements that show personal values say whose they are, behind what the plan knows of; and marks that the
/// audit would miss are gaps.
@Suite struct PersonalColumnTests {
    private enum Guest {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String?>("name", at: 1, isPersonal: true)
        static let points = Column<Int32>("points", at: 2)
        static let card = Column<String>("card", at: 3, "upper(t.name)", isPersonal: true)
        static let table = Table("guests", columns: columnList(id, name, points, card), person: "t.owner_id")
    }

    private static func statement(
        _ cardinality: LoaderCardinality, _ source: LoaderSource, page: PageOrder? = nil
    ) -> SelectStatement {
        SelectStatement(
            name: "Guest", cardinality: cardinality, table: Guest.table, source: source, orderBy: "t.id",
            page: page)
    }
    private static let byID = statement(.one, .column(Guest.id))

    @Test(arguments: [
        (
            [0, 1], "SELECT t.id, t.id, t.name, (true) IS TRUE, t.owner_id",
            PersonPlace(position: 4, values: [2])
        ),
        (
            [3], "SELECT t.id, upper(t.name), (true) IS TRUE, t.owner_id",
            PersonPlace(position: 3, values: [1])
        ),
        ([2, 0], "SELECT t.id, t.points, t.id, (true) IS TRUE", nil),
    ])
    func `whose values they are stands behind the flags, where there are any`(
        _ columns: [Int], _ selection: String, _ place: PersonPlace?
    ) throws {
        var fence = RowFence()
        fence.flags = ["(true) IS TRUE"]

        let prepared = Self.byID.prepare(columns: columns, fence: fence)

        #expect(prepared.text.hasPrefix(selection + "\nFROM"), "\(prepared.text)")
        #expect(prepared.flagPositions == [columns.count + 1])
        #expect(try #require(prepared.context as? LoadContext).person == place)
    }

    @Test func `a page says it for each row`() throws {
        let pages = Self.statement(
            .page, .keys(["of": .uuid], match: "t.of = k.of"), page: PageOrder(Guest.id))

        let prepared = pages.prepare(columns: [2, 1])

        let lines = prepared.text.split(separator: "\n")
        #expect(lines[0] == "SELECT k.ord, p.c0, p.c1, p.f0")
        #expect(lines[4] == "SELECT t.points AS c0, t.name AS c1, t.id AS o0, t.owner_id AS f0")
        #expect(
            try #require(prepared.context as? LoadContext).person == PersonPlace(position: 3, values: [2]))
        #expect(prepared.flagPositions == [])
    }

    // MARK: Marks and the audit

    private static let catalog = Catalog([
        "guests": [
            "id": .init(type: "uuid", isNullable: false),
            "name": .init(type: "text", isNullable: true, person: "owner_id"),
            "points": .init(type: "integer", isNullable: false),
        ],
        "visits": ["id": .init(type: "uuid", isNullable: false)],
    ])

    private static let gaps: [(Table, [String])] = [
        (Guest.table, []),
        (
            Table(
                "guests", columns: columnList(Guest.id, Column<String?>("name", at: 1)),
                person: "t.owner_id"),
            ["guests.name is sealed in the audit, and is not marked"]
        ),
        (
            Table("guests", columns: columnList(Guest.id, Guest.name)),
            ["guests.name: personal, and the table names nobody"]
        ),
        (
            Table("guests", columns: columnList(Guest.id, Guest.name), person: "t.id"),
            ["guests.name is sealed for owner_id, and marked for t.id"]
        ),
        (
            Table(
                "guests", columns: columnList(Guest.id, Column<String>("card", at: 1, "upper(t.name)")),
                person: "t.owner_id"),
            ["guests.card reads guests.name, which is sealed in the audit, and is not marked"]
        ),
        (
            Table(
                "visits",
                columns: columnList(
                    Guest.id,
                    Column<String>(
                        "whose", at: 1, "g.name",
                        joins: [.left("guests", as: "g", on: "g.id = t.guest_id")]),
                    Column<String>(
                        "first", at: 2, "(SELECT v.name FROM guests AS v WHERE \(tenant: "v") LIMIT 1)"),
                    Column<String>("place", at: 3, "(SELECT t.name || g.names FROM guests AS g)"))),
            [
                "visits.whose reads guests.name, which is sealed in the audit, and is not marked",
                "visits.first reads guests.name, which is sealed in the audit, and is not marked",
            ]
        ),
    ]

    @Test(arguments: gaps.indices)
    func `a column that shows what the audit seals and is not marked is a gap`(_ index: Int) {
        let (table, gaps) = Self.gaps[index]
        #expect(Self.catalog.gaps(of: table) == gaps)
    }
}
