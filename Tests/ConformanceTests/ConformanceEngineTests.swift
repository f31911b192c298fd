import Conformance
import Testing

@Suite struct ConformanceEngineTests {
    private func answer(_ line: String) async -> String {
        var engine = ConformanceEngine()
        return String(decoding: await engine.answer(Array(line.utf8)), as: UTF8.self)
    }

    @Test func `a document is accepted or refused with its place`() async {
        #expect(await answer(#"{"k": "parse", "src": "{ a }"}"#) == #"{"ok":true}"#)
        #expect(await answer(#"{"k": "parse", "src": "{ a"}"#).hasPrefix(#"{"ok":false,"error":{"message":"#))
        #expect(await answer(#"{"k": "parse", "src": "{\n a"}"#).hasSuffix(#""locations":[[2,3]]}}"#))
    }

    @Test func `only the rules that are asked for report`() async {
        let case0 = #"{"k": "validate", "sdl": "type Query { a: Int }", "src": "{ b c: a { d } }", "rules": "#

        #expect(await answer(case0 + #"["FieldsOnCorrectTypeRule"]}"#).contains("[[1,3]]"))
        #expect(await !answer(case0 + #"["FieldsOnCorrectTypeRule"]}"#).contains("[[1,10]]"))
        #expect(await answer(case0 + #"["ScalarLeafsRule"]}"#).contains("[[1,10]]"))
        #expect(await answer(case0 + "null}").contains("[[1,3]]"))
    }

    @Test func `what the engine does not know is skipped, never guessed`() async {
        #expect(
            await answer(
                #"{"k": "validate", "sdl": "type Query { a: Int }", "src": "{ a }", "rules": ["Other"]}"#)
                == #"{"skip":true}"#)
    }

    @Test func `a line that is no case says so`() async {
        #expect(await answer("{").contains("errors"))
        #expect(await answer(#"{"k": "sing"}"#).contains("errors"))
    }
}
