import Conformance
import Testing

@Suite struct ConformanceEngineTests {
    private func answer(_ line: String) -> String {
        var engine = ConformanceEngine()
        return String(decoding: engine.answer(Array(line.utf8)), as: UTF8.self)
    }

    @Test func `a document is accepted or refused with its place`() {
        #expect(answer(#"{"k": "parse", "src": "{ a }"}"#) == #"{"ok":true}"#)
        #expect(answer(#"{"k": "parse", "src": "{ a"}"#).hasPrefix(#"{"ok":false,"error":{"message":"#))
        #expect(answer(#"{"k": "parse", "src": "{\n a"}"#).hasSuffix(#""locations":[[2,3]]}}"#))
    }

    @Test func `only the rules that are asked for report`() {
        let case0 = #"{"k": "validate", "sdl": "type Query { a: Int }", "src": "{ b c: a { d } }", "rules": "#

        #expect(answer(case0 + #"["FieldsOnCorrectTypeRule"]}"#).contains("[[1,3]]"))
        #expect(!answer(case0 + #"["FieldsOnCorrectTypeRule"]}"#).contains("[[1,10]]"))
        #expect(answer(case0 + #"["ScalarLeafsRule"]}"#).contains("[[1,10]]"))
        #expect(answer(case0 + "null}").contains("[[1,3]]"))
    }

    @Test func `what the engine does not know is skipped, never guessed`() {
        #expect(
            answer(#"{"k": "validate", "sdl": "type Query { a: Int }", "src": "{ a }", "rules": ["Other"]}"#)
                == #"{"skip":true}"#)
    }

    @Test func `a line that is no case says so`() {
        #expect(answer("{").contains("errors"))
        #expect(answer(#"{"k": "sing"}"#).contains("errors"))
    }
}
