import GraphQLExecution
import GraphQLSchema

/// Ships in memory: chains of loads, lists of every nullability, and fields that fail.
enum Fleet {
    static let sdl = """
        type Query {
          ship(number: Int = 1): Ship
          ships: [Ship!]!
          port: Port!
          sailors(first: Int = 9): SailorConnection!
          things: [Thing]!
          motto: String
          failing: String
        }
        type Mutation { launch: Launched }
        type Launched { ship: Ship }
        type Ship {
          number: Int! name: String broken: String! failing: String hull: Hull
          captain: Sailor strictCaptain: Sailor! sister: Ship port: Port
          crew: [Sailor]! strictCrew: [Sailor!]
          flags: [String] oddFlags: [String] strictFlags: [String!] noFlags: [String]
        }
        type Hull { weight: Int port: Port }
        type Sailor { number: Int! name: String rank: String! ship: Ship failing: String }
        type Port { name: String ships: [Ship!]! }
        union Thing = Buoy | Light
        type Buoy { name: String port: Port }
        type Light { name: String keeper: Sailor }
        type SailorConnection { edges: [SailorEdge!]! nodes: [Sailor!]! pageInfo: PageInfo! }
        type SailorEdge { cursor: String! node: Sailor! }
        type PageInfo { hasNextPage: Boolean! endCursor: String }
        """

    static let ships = MemoryTable(
        name: "Ship",
        rows: [
            [1, "Aurora", 1, 2, 1, 500, "all"], [2, "Borea", 2, nil, 2, nil, "all"],
            [3, "Calypso", nil, 1, 1, 7, "all"],
        ])
    static let sailors = MemoryTable(
        name: "Sailor",
        rows: [
            [1, "Ana", "captain", 1, "all"], [2, "Bo", "captain", 2, "all"], [3, "Cy", "mate", 1, "all"],
            [4, "Di", nil, 1, "all"], [5, "Ed", "mate", 1, "all"],
        ])
    static let ports = MemoryTable(name: "Port", rows: [[1, "Lima", "all"], [2, "Ilo", "all"]])
    static let things = MemoryTable(
        name: "Thing",
        rows: [
            ["all", "Buoy", "red", 1, nil], ["all", "Light", "north", nil, 3],
            ["all", "Buoy", "tip", 2, nil],
        ])

    static let shipByNumber = ships.loader("byNumber", .one, by: 0)
    static let shipAll = ships.loader("all", .many, by: 6)
    static let shipByPort = ships.loader("byPort", .many, by: 4)
    static let sailorByNumber = sailors.loader("byNumber", .one, by: 0)
    static let sailorByShip = sailors.loader("byShip", .many, by: 3)
    static let sailorPage = sailors.loader("page", .page, by: 4, parameters: [.argument("first")])
    static let portByNumber = ports.loader("byNumber", .one, by: 0)
    static let portAll = ports.loader("all", .one, by: 2)
    static let thingAll = things.loader("all", .many, by: 0)

    static let all = KeyPart.constant(Array("all".utf8))

    @Sendable static func fails(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output {
        throw FieldError(message: "Out of order.", code: "BROKEN")
    }

    @Sendable static func null(_ row: Row, _ request: FieldRequest) throws(FieldError) -> Output { .null }

    static func constant(_ output: Output) -> Field.Source { .value(needs: []) { _, _ in output } }

    static let resolvers: [ObjectResolver] = [
        ObjectResolver(
            typeName: "Query",
            fields: [
                Field(
                    "ship", .one(shipByNumber, key: [.argument("number", Zoo.integerKey)], absence: .null)),
                Field("ships", .many(shipAll, key: [all])),
                Field("port", .one(portByNumber, key: [.constant(one)], absence: .null)),
                Field("sailors", .page(sailorPage, key: [all], cursor: Zoo.cursor)),
                Field("things", .many(thingAll, key: [all])),
                Field("motto", constant(.string("ahoy"))),
                Field("failing", .value(needs: [], fails)),
            ]),
        ObjectResolver(typeName: "Mutation", fields: [Field("launch", .mutation)]),
        ObjectResolver(
            typeName: "Launched",
            fields: [Field("ship", .one(shipByNumber, key: [.column(0)], absence: .null))]),
        ObjectResolver(
            typeName: "Ship",
            fields: [
                Field("number", .column(0, .integer)), Field("name", .column(1, .text)),
                Field("broken", .value(needs: [], null)), Field("failing", .value(needs: [], fails)),
                Field("hull", .embedded(columns: [5, 4])),
                Field("captain", .one(sailorByNumber, key: [.column(2)], absence: .null)),
                Field("strictCaptain", .one(sailorByNumber, key: [.column(2)], absence: .null)),
                Field("sister", .one(shipByNumber, key: [.column(3)], absence: .null)),
                Field("port", .one(portByNumber, key: [.column(4)], absence: .null)),
                Field("crew", .many(sailorByShip, key: [.column(0)])),
                Field("strictCrew", .many(sailorByShip, key: [.column(0)])),
                Field("flags", constant(.list([.string("a"), .string("b"), .string("c")]))),
                Field("oddFlags", constant(.list([.string("a"), .list([]), .string("c")]))),
                Field("strictFlags", constant(.list([.string("a"), .string("b"), .null]))),
                Field("noFlags", constant(.null)),
            ]),
        ObjectResolver(
            typeName: "Hull",
            fields: [
                Field("weight", .column(0, .integer)),
                Field("port", .one(portByNumber, key: [.column(1)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "Sailor",
            fields: [
                Field("number", .column(0, .integer)), Field("name", .column(1, .text)),
                Field("rank", .column(2, .text)), Field("failing", .value(needs: [], fails)),
                Field("ship", .one(shipByNumber, key: [.column(3)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "Port",
            fields: [
                Field("name", .column(1, .text)), Field("ships", .many(shipByPort, key: [.column(0)])),
            ]),
        ObjectResolver(typeName: "Thing", fields: [], typeNameColumn: 1),
        ObjectResolver(
            typeName: "Buoy",
            fields: [
                Field("name", .column(2, .text)),
                Field("port", .one(portByNumber, key: [.column(3)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "Light",
            fields: [
                Field("name", .column(2, .text)),
                Field("keeper", .one(sailorByNumber, key: [.column(4)], absence: .null)),
            ]),
        ObjectResolver(
            typeName: "SailorConnection",
            fields: [
                Field("edges", .pageItems), Field("nodes", .pageItems), Field("pageInfo", .pageInfo),
            ]),
        ObjectResolver(typeName: "SailorEdge", fields: [Field("cursor", .cursor), Field("node", .pageNode)]),
        ObjectResolver(
            typeName: "PageInfo",
            fields: [
                Field("hasNextPage", .pageInfoField(.hasNextPage)),
                Field("endCursor", .pageInfoField(.endCursor)),
            ]),
    ]

    private static let one = MemoryValue.int(1).bytes ?? []
}
