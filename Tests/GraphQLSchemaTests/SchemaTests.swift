import GraphQLLanguage
import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SchemaTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                directive @listSize(assumed: Int = 10, args: [String!]) on FIELD_DEFINITION
                interface Named { name: String! }
                interface Pet implements Named { name: String! }
                type Dog implements Named & Pet {
                  name: String!, barks(loud: Boolean = true, at: [Where!]): [[Int!]]!
                }
                type Cat implements Named & Pet {
                  name: String!, mice: Int @deprecated, lives: Int @listSize(assumed: 9)
                }
                type Rock { weight: Float }
                union Thing = Dog | Rock
                enum Color { RED GREEN @deprecated(reason: "faded") }
                input Where { x: Int = 1, y: Inner = {}, color: Color = RED }
                input Inner { z: [Int] = 3 }
                input Choice @oneOf { a: Int, b: String }
                scalar Date @specifiedBy(url: "https://date")
                type Query { pet(where: Where = {x: 2}): Pet, thing: Thing }
                extend type Query { color(date: Date): Color }
                """)
    }

    @Test func `types and fields are found by name`() throws {
        let dog = try #require(schema.type(named: "Dog"))
        let barks = try #require(schema.field(named: "barks", of: dog))

        #expect(schema[barks].coordinate == "Dog.barks")
        #expect(schema.description(of: schema[barks].type) == "[[Int!]]!")
        #expect(schema.field(named: "meows", of: dog) == nil)
        #expect(schema.type(named: "Bird") == nil)
        #expect(schema.rootType(.query) == schema.type(named: "Query"))
        #expect(schema.rootType(.mutation) == nil)
        #expect(schema.field(named: "color", of: schema.queryType) != nil)
    }

    @Test func `every composite type has __typename`() throws {
        for name in ["Dog", "Pet", "Thing"] {
            #expect(schema.field(.typename, of: try #require(schema.type(named: name))) == .typename)
        }
        #expect(schema.field(.typename, of: try #require(schema.type(named: "Color"))) == nil)
    }

    @Test func `names of a document become symbols once`() throws {
        let document = try Parser.parse(Array("{ pet { name unknown name } }".utf8))
        let symbols = schema.symbols(of: document)

        #expect(symbols.count == 3)
        #expect(schema.field(symbols[0], of: schema.queryType) != nil)
        #expect(symbols[2] == .unknown)
    }

    @Test func `possible types are the objects behind an abstract type`() throws {
        func possible(_ name: String) throws -> [String] {
            schema[try #require(schema.type(named: name))].possibleTypes.types.map { schema[$0].name }
        }
        #expect(try possible("Named") == ["Dog", "Cat"])
        #expect(try possible("Thing") == ["Dog", "Rock"])
        #expect(try possible("Dog") == ["Dog"])
    }

    @Test func `default values are coerced, those of nested input objects too`() throws {
        let pet = try #require(schema.field(named: "pet", of: schema.queryType))

        let value = schema.inputValues[schema[pet].arguments.lowerBound].defaultValue

        #expect(value?["x"] == .int(2))
        #expect(value?["y"]?["z"] == .list([.int(3)]))
        #expect(value?["color"] == .enumeration("RED"))
    }

    @Test func `applied directives carry their arguments with defaults`() throws {
        let cat = try #require(schema.type(named: "Cat"))
        let lives = try #require(schema.field(named: "lives", of: cat))
        let mice = try #require(schema.field(named: "mice", of: cat))

        #expect(schema[lives].directives.first?.argument("assumed") == .int(9))
        #expect(schema[mice].deprecationReason == "No longer supported")
        #expect(schema[try #require(schema.type(named: "Date"))].specifiedByURL == "https://date")
        #expect(schema[try #require(schema.type(named: "Choice"))].isOneOf)
        let color = schema[try #require(schema.type(named: "Color"))]
        #expect(color.enumValues.map(\.deprecationReason) == [nil, "faded"])
    }

    @Test func `a view hides the fields outside it, never __typename`() throws {
        let pet = try #require(schema.field(named: "pet", of: schema.queryType))
        let thing = try #require(schema.field(named: "thing", of: schema.queryType))
        let view = SchemaView([thing])

        #expect(view.isVisible(thing))
        #expect(!view.isVisible(pet))
        #expect(view.isVisible(.typename))
        #expect(SchemaView.all.isVisible(pet))
    }
}
