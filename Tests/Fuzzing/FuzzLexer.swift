@testable import GraphQLLanguage

/// Reads all tokens of some bytes: they come in order, do not overlap, and their texts survive being written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLexer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    withinBudget { check(UnsafeBufferPointer(start: start, count: count)) }
    return 0
}

private func check(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    do throws(SyntaxError) {
        var lexer = try Lexer(bytes, limits: .trusted)
        var end = 0
        var token = try lexer.next()
        while token.kind != .endOfFile {
            precondition(Int(token.offset) >= end && token.length > 0, "tokens come in order")
            end = Int(token.offset) + Int(token.length)
            precondition(end <= count, "tokens lie within the bytes")
            checkText(of: token, Array(bytes[Int(token.offset)..<end]))
            token = try lexer.next()
        }
        precondition(Int(token.offset) == count, "the end comes last")
    } catch {
        precondition(0...count ~= Int(error.offset), "errors lie within the bytes")
        precondition(error.location.line > 0 && error.location.column > 0, "errors have a place")
    }
}

private func checkText(of token: Token, _ literal: [UInt8]) {
    if token.kind == .string {
        let text = StringLiteral.decode(literal[...])
        checkEqual(StringLiteral.decode(Array(StringPrinter.quoted(text).utf8)[...]), text)
    } else if token.kind == .blockString {
        let text = BlockString.decode(literal[...])
        guard let block = StringPrinter.block(text) else {
            preconditionFailure("what was read can be written")
        }
        checkEqual(BlockString.decode(Array(block.utf8)[...]), text)
    }
}

/// Byte for byte: `==` takes composed and decomposed letters for equal.
private func checkEqual(_ text: String, _ other: String) {
    precondition(text.utf8.elementsEqual(other.utf8), "a text survives being written")
}
