// Times the engine alone: one line `name nanoseconds allocations` for each workload.
//
// Run by `Benchmarks/EngineBenchmark/run`, which compares it with the peers. With the paths of a schema and
// of a document behind the folder it only parses and validates these.

import Glibc
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// The bytes of a file beside this program's sources.
func bytes(_ name: String) -> [UInt8] {
    let path = name.hasPrefix("/") ? name : "\(CommandLine.arguments[1])/\(name)"
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    return Array(buffer.prefix(count))
}

/// How many blocks were asked of malloc so far; 0 without the preloaded counter.
let allocationCount: @Sendable () -> Int = {
    guard let symbol = dlsym(nil, "comanda_allocation_count") else { return { 0 } }
    let function = unsafeBitCast(symbol, to: (@convention(c) () -> Int).self)
    return { function() }
}()

/// The best of several runs of at least 50 ms each.
func measure(_ name: String, _ body: () async throws -> Int) async rethrows {
    let clock = ContinuousClock()
    var best = Double.infinity
    var allocations = 0
    var sum = try await body()
    for _ in 0..<7 {
        var count = 0
        let before = allocationCount()
        let start = clock.now
        while clock.now - start < .milliseconds(50) {
            sum &+= try await body()
            count += 1
        }
        let elapsed = (clock.now - start) / count
        let (seconds, attoseconds) = elapsed.components
        let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        if nanoseconds < best {
            best = nanoseconds
            allocations = (allocationCount() - before) / count
        }
    }
    print(name, Int(best), allocations, sum == 0 ? "nothing" : "")
}

/// Parsing and validating alone.
func measureDocument(_ large: [UInt8], on schema: Schema) async throws {
    let document = try Parser.parse(large, limits: .trusted)
    try await measure("parse") { try Parser.parse(large, limits: .trusted).fields.count }
    await measure("validate") { validate(document, on: schema, limits: .unlimited).count + 1 }
    try await measure("parse+validate") {
        validate(try Parser.parse(large, limits: .trusted), on: schema, limits: .unlimited).count + 1
    }
}

if CommandLine.arguments.count > 3 {
    let schema = try Schema(sdl: String(decoding: bytes(CommandLine.arguments[2]), as: UTF8.self))
    try await measureDocument(bytes(CommandLine.arguments[3]), on: schema)
    exit(0)
}

let schema = try Schema(sdl: String(decoding: bytes("shop.graphql"), as: UTF8.self))
var limits = ExecutionLimits()
limits.parser = .trusted
limits.validation = .unlimited
var uncached = limits
uncached.planCacheByteCountMax = 0
let service = try Shop.service(schema, limits: limits)
let cold = try Shop.service(schema, limits: uncached)

func run(_ service: GraphQLService<MemorySessions>, _ document: [UInt8]) async -> Int {
    let response = await service.execute(
        GraphQLRequest(document: document), for: (), access: .all, values: RequestValues(nowSeconds: 0),
        requestID: "")
    return response.body.count
}

let typename = Array("{ __typename }".utf8)
try await measureDocument(bytes("large.graphql"), on: schema)
await measure("typename-cold") { await run(cold, typename) }
await measure("typename") { await run(service, typename) }
for name in ["rows", "tree", "introspection"] {
    let query = bytes("\(name).graphql")
    await measure("\(name)-cold") { await run(cold, query) }
    await measure(name) { await run(service, query) }
}
