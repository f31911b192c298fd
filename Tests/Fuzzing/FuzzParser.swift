import GraphQLLanguage

/// Parses some bytes within the default limits; what parses prints, and what is printed prints as it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    withinBudget { check(Array(UnsafeBufferPointer(start: start, count: count))) }
    return 0
}

private func check(_ bytes: [UInt8]) {
    do throws(SyntaxError) {
        let first = Printer.text(of: try Parser.parseSchema(bytes, limits: ParserLimits()))
        guard let second = printed(first) else { preconditionFailure("what is printed parses") }
        precondition(first.utf8.elementsEqual(second.utf8), "what is printed prints as it is")
    } catch {
        precondition(0...bytes.count ~= Int(error.offset), "errors lie within the bytes")
    }
    _ = try? SchemaCoordinate.parse(bytes)
}

private func printed(_ text: String) -> String? {
    // Printed text may be longer than what it was printed from.
    guard let source = try? Parser.parseSchema(Array(text.utf8)) else { return nil }
    return Printer.text(of: source)
}
