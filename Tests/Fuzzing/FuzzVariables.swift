import GraphQLExecution

/// Reads some bytes as the body of a request and as variables.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzVariables(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    withinBudget { check(UnsafeRawBufferPointer(start: start, count: count)) }
    return 0
}

private func check(_ bytes: UnsafeRawBufferPointer) {
    do throws(JSONError) {
        _ = try JSONReader.read(bytes)
    } catch {
        precondition(0...bytes.count ~= error.offset, "errors lie within the bytes")
    }
    _ = try? RequestBody.variables(bytes)
    _ = try? RequestBody.parse(bytes)
}
