import GraphQLExecution
import Testing

@Suite struct ExecutionTests {
    @Test func `a tree costs one call per level and shares nothing it need not`() async throws {
        let result = try await Zoo.run("{ keepers { name animals { name legs } } }")

        #expect(
            result.text == #"{"data":{"keepers":[{"name":"Ana","animals":[{"name":"Fish","legs":0},"#
                + #"{"name":"Rex","legs":4}]},{"name":"Bo","animals":[{"name":"Big","legs":null},"#
                + #"{"name":"Ape","legs":2}]},{"name":"Çelik","animals":[]}]},"errors":["#
                + #"{"message":"Animal.legs holds 5000000000, which is beyond GraphQL's 32-bit Int.","#
                + #""locations":[{"line":1,"column":33}],"path":["keepers",1,"animals",0,"legs"],"#
                + #""extensions":{"code":"INT_OUT_OF_RANGE","requestId":"r1"}}]}"#)
        #expect(result.rounds == [["Keeper.all × 1"], ["Animal.byKeeper × 3", "last"]])
        #expect(result.transactions == ["read"])
    }

    @Test func `keys are distinct and nulls ask for nothing`() async throws {
        let result = try await Zoo.run("{ keepers { boss { name boss { name } } } }")

        #expect(
            result.text
                == #"{"data":{"keepers":[{"boss":null},{"boss":{"name":"Ana","boss":null}},"#
                + #"{"boss":{"name":"Ana","boss":null}}]}}"#)
        #expect(result.rounds == [["Keeper.all × 1"], ["Keeper.byID × 1"]])
    }

    @Test func `loads of one level share a round, equal loads share a call`() async throws {
        let result = try await Zoo.run(
            "{ a: keeper(id: 1) { name } b: keeper(id: 2) { name } pets { __typename } }")

        #expect(result.rounds == [["Keeper.byID × 2", "Pet.all × 1", "last"]])
        #expect(result.text.hasPrefix(#"{"data":{"a":{"name":"Ana"},"b":{"name":"Bo"},"pets":"#))
    }

    @Test func `strings are escaped, numbers and IDs take their form`() async throws {
        let result = try await Zoo.run("{ keeper(id: 1) { id number nickname salary { amount text } } }")

        #expect(
            result.text
                == #"{"data":{"keeper":{"id":"Keeper-1","number":1,"nickname":"A \"quoted\"\n","#
                + #""salary":{"amount":1200,"text":"S/ 1200"}}}}"#)
    }

    @Test func `an object made of null columns is null`() async throws {
        let result = try await Zoo.run("{ keeper(id: 2) { salary { amount } } }")

        #expect(result.text == #"{"data":{"keeper":{"salary":null}}}"#)
    }

    @Test func `fields of one response name merge in the order of the document`() async throws {
        let result = try await Zoo.run(
            """
            { keeper(id: 1) { ...F number boss { name } } }
            fragment F on Keeper { boss { number } name ... on Node { id } }
            """)

        #expect(
            result.text
                == #"{"data":{"keeper":{"boss":null,"name":"Ana","id":"Keeper-1","number":1}}}"#)
    }

    @Test func `skip and include are decided before anything is loaded`() async throws {
        let query = """
            query ($no: Boolean!) {
              keeper(id: 1) { ... @include(if: $no) { number name } name number @skip(if: $no) }
              pets @include(if: $no) { __typename }
            }
            """

        let without = try await Zoo.run(query, variables: #"{"no": false}"#)
        let with = try await Zoo.run(query, variables: #"{"no": true}"#)

        #expect(without.text == #"{"data":{"keeper":{"name":"Ana","number":1}}}"#)
        #expect(without.rounds == [["Keeper.byID × 1", "last"]])
        #expect(with.text.hasPrefix(#"{"data":{"keeper":{"number":1,"name":"Ana"},"pets":"#))
    }

    @Test func `a field that nothing loads needs no transaction`() async throws {
        let result = try await Zoo.run("{ __typename greeting }")

        #expect(result.text == #"{"data":{"__typename":"Query","greeting":"Hello you"}}"#)
        #expect(result.transactions.isEmpty)
    }

    @Test func `arguments take literals, variables and defaults`() async throws {
        let query =
            "query ($n: String, $t: Int = 2) { a: greeting(name: $n) b: greeting(name: \"x\", times: $t) }"

        let plain = try await Zoo.run(query)
        let given = try await Zoo.run(query, variables: #"{"n": "Zoë", "t": 3}"#)

        #expect(plain.text == #"{"data":{"a":"Hello you","b":"xx"}}"#)
        #expect(given.text == #"{"data":{"a":"Hello Zoë","b":"xxx"}}"#)
    }
}

@Suite struct AbstractTypeTests {
    @Test func `each row of a union takes the selections of its own type`() async throws {
        let result = try await Zoo.run(
            "{ pets { __typename ... on Dog { barks owner { name } } ... on Cat { lives } } }")

        #expect(
            result.text.hasPrefix(
                #"{"data":{"pets":[{"__typename":"Dog","barks":true,"owner":{"name":"Ana"}},"#
                    + #"{"__typename":"Cat","lives":9},null]}"#))
        #expect(result.rounds == [["Pet.all × 1"], ["Keeper.byID × 1", "last"]])
    }

    @Test func `a node is found by the type that its ID names`() async throws {
        let query = """
            {
              a: node(id: "Keeper-2") { id ... on Keeper { name } }
              b: node(id: "Animal-1") { __typename id }
            }
            """
        let result = try await Zoo.run(query)

        #expect(
            result.text
                == #"{"data":{"a":{"id":"Keeper-2","name":"Bo"},"#
                + #""b":{"__typename":"Animal","id":"Animal-1"}}}"#
        )
        #expect(result.rounds.count == 1)
    }

    @Test(arguments: ["Keeper-99", "Keeper-x", "Boat-1", ""])
    func `an ID that names nothing answers NOT_FOUND`(id: String) async throws {
        let result = try await Zoo.run("{ node(id: \"\(id)\") { id } }")

        #expect(result.text.hasPrefix(#"{"data":{"node":null},"errors":[{"message":"#))
        #expect(result.text.contains(#""path":["node"],"extensions":{"code":"NOT_FOUND""#))
        #expect(result.kind == .dataWithErrors)
    }
}

@Suite struct ConnectionTests {
    @Test func `a page knows whether another follows`() async throws {
        let result = try await Zoo.run(
            "{ animals(first: 2) { edges { cursor node { name } } pageInfo { hasNextPage endCursor } } }")

        #expect(
            result.text
                == #"{"data":{"animals":{"edges":[{"cursor":"c1","node":{"name":"Rex"}},"#
                + #"{"cursor":"c2","node":{"name":"Ape"}}],"#
                + #""pageInfo":{"hasNextPage":true,"endCursor":"c2"}}}}"#
        )
    }

    @Test func `the last page says so, and nodes load their own children`() async throws {
        let result = try await Zoo.run(
            "{ animals(first: 9) { nodes { name keeper { name } } "
                + "pageInfo { hasNextPage hasPreviousPage } } }"
        )

        #expect(result.text.contains(#"{"name":"Big","keeper":{"name":"Bo"}}"#))
        #expect(result.text.hasSuffix(#""pageInfo":{"hasNextPage":false,"hasPreviousPage":false}}}}"#))
        #expect(result.rounds == [["Animal.page × 1"], ["Keeper.byID × 2", "last"]])
    }

    @Test func `an empty page has no cursors`() async throws {
        let result = try await Zoo.run(
            "{ animals(first: 0) { nodes { name } pageInfo { startCursor endCursor } } }")

        #expect(
            result.text
                == #"{"data":{"animals":{"nodes":[],"pageInfo":{"startCursor":null,"endCursor":null}}}}"#)
    }
}
