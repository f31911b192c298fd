import GraphQLExecution
import GraphQLSchema
import Testing

/// A small schema over tables in memory, with every kind of source.
enum Zoo {
    static let sdl = """
        type Query {
          keepers: [Keeper!]!
          keeper(id: Int!): Keeper
          strictKeeper(id: Int!): Keeper!
          pets: [Pet]!
          animals(first: Int = 2, after: String): AnimalConnection!
          node(id: ID!): Node
          greeting(name: String = "you", times: Int): String
          fails: String
        }
        type Mutation {
          rename(input: RenameInput!): RenamePayload!
          explode: RenamePayload
          offline: RenamePayload
          adopt(keeper: ID!): RenamePayload
        }
        input RenameInput { id: Int!, name: String! }
        type RenamePayload { keeper: Keeper, userErrors: [UserError!]! }
        type UserError { message: String! }
        interface Node { id: ID! }
        type Keeper implements Node {
          id: ID! number: Int! name: String! nickname: String animals: [Animal!]! boss: Keeper salary: Money
          broken: String! badges: [String!]
        }
        type Animal implements Node { id: ID! name: String! legs: Int keeper: Keeper! }
        type Money { amount: Int! text: String! }
        union Pet = Dog | Cat
        type Dog { name: String! barks: Boolean! owner: Keeper }
        type Cat { name: String! lives: Int! }
        type AnimalConnection { edges: [AnimalEdge!]! nodes: [Animal!]! pageInfo: PageInfo! }
        type AnimalEdge { cursor: String! node: Animal! }
        type PageInfo {
          hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
        }
        """

    static let keepers = MemoryTable(
        name: "Keeper",
        rows: [
            [1, "Ana", "A \"quoted\"\n", nil, 1200, "all"], [2, "Bo", nil, 1, nil, "all"],
            [3, "Çelik", "ñ", 1, 5, "all"],
        ])
    static let animals = MemoryTable(
        name: "Animal",
        rows: [
            [1, "Rex", 4, 1, "all"], [2, "Ape", 2, 2, "all"], [3, "Fish", 0, 1, "all"],
            [4, "Big", 5_000_000_000, 2, "all"],
        ])
    static let pets = MemoryTable(
        name: "Pet",
        rows: [
            ["all", "Dog", "Rex", true, nil, 1], ["all", "Cat", "Tom", nil, 9, nil],
            ["all", "Cow", "Moo", nil, nil, nil],
        ])

    static let keeperByID = keepers.loader("byID", .one, by: 0)
    static let keeperAll = keepers.loader("all", .many, by: 5)
    static let animalByID = animals.loader("byID", .one, by: 0)
    static let animalByKeeper = animals.loader("byKeeper", .many, by: 3, groupedByKey: true, shuffled: true)
    static let animalPage = animals.loader("page", .page, by: 4, parameters: [.argument("first")])
    static let petAll = pets.loader("all", .many, by: 0)

    static let all = KeyPart.constant(Array("all".utf8))

    static func integerKey(_ value: InputValue) -> [UInt8]? {
        guard case .int(let number) = value else { return nil }
        return MemoryValue.int(number).bytes
    }

    static func decode(_ id: String) -> NodeReference? {
        let parts = id.split(separator: "-")
        guard parts.count == 2, let number = Int64(parts[1]) else { return nil }
        return NodeReference(typeName: String(parts[0]), key: [MemoryValue.int(number).bytes])
    }

    static func globalID(_ type: String) -> WireForm {
        .custom { cell, output in
            output.append("\"\(type)-")
            output.appendInteger(Int64(cell.bytes.last ?? 0))
            output.append("\"")
            return true
        }
    }

    static let cursor = Cursor(needs: [0]) { row in "c\(row[0].bytes.last ?? 0)" }
}
