import GraphQLExecution

/// Reads some bytes as the body of a request and as variables.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzVariables(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    do throws(JSONError) {
        _ = try JSONReader.read(bytes)
    } catch {
        precondition(0...count ~= error.offset, "errors lie within the bytes")
    }
    _ = try? RequestBody.variables(bytes)
    _ = try? RequestBody.parse(bytes)
    return 0
}
