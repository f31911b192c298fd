import GraphQLSchema
import Testing

@Suite struct IncrementalDirectivesTests {
    private static let sdl = "type Query { a: Int }"

    @Test func `a schema has defer and stream only where they are switched on`() throws {
        let plain = try Schema(sdl: Self.sdl)
        let incremental = try Schema(sdl: Self.sdl, deliversIncrementally: true)

        #expect(!plain.deliversIncrementally)
        #expect(plain.directive(.defer) == nil)
        #expect(plain.directive(.stream) == nil)
        #expect(incremental.deliversIncrementally)
        #expect(incremental.directive(.defer)?.locations == [.fragmentSpread, .inlineFragment])
        #expect(incremental.directive(.stream)?.locations == [.field])
    }

    @Test func `their arguments are as the proposal has them`() throws {
        let schema = try Schema(sdl: Self.sdl, deliversIncrementally: true)
        let arguments = [schema.directive(.defer), schema.directive(.stream)].map { directive in
            schema.inputValues[directive?.arguments ?? 0..<0].map { argument in
                let text = schema.description(of: argument.type)
                return "\(argument.name): \(text) = \(argument.defaultValue.map { "\($0)" } ?? "-")"
            }
        }

        #expect(
            arguments == [
                ["if: Boolean! = boolean(true)", "label: String = -"],
                ["if: Boolean! = boolean(true)", "label: String = -", "initialCount: Int = int(0)"],
            ])
    }

    @Test func `names of fixed number are what they say`() throws {
        let schema = try Schema(sdl: "type Query { defer: Int stream: Int label: Int initialCount: Int }")

        #expect(
            schema.types[schema.queryType.index].fields.map { schema.fields[$0].symbol }
                == [.defer, .stream, .label, .initialCount])
    }
}
