import GraphQLExecution
import GraphQLSchema
import Testing

@Suite struct PersistedDocumentTests {
    /// A hash that a test can do in its head: the length in hexadecimal, padded.
    private static func hash(_ document: String) -> String {
        let digits = String(document.utf8.count, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    private static let imported = "{ imported: __typename }"

    private func service(
        trustedOnly: Bool = false, change: (inout ExecutionLimits) -> Void = { _ in }
    ) throws -> GraphQLService<NamedSessions> {
        var limits = ExecutionLimits()
        change(&limits)
        return try GraphQLService(
            schema: Schema(sdl: "type Query { one: Int }"),
            resolvers: [
                ObjectResolver(
                    typeName: "Query", fields: [Field("one", .value(needs: []) { _, _ in .integer(1) })])
            ],
            sessions: NamedSessions(), limits: limits,
            persisted: PersistedDocuments(
                trustedOnly: { _ in trustedOnly }, sha256: { Self.hash(String(decoding: $0, as: UTF8.self)) },
                namespace: { $0 },
                trusted: { hash, caller throws(LoadError) in
                    if caller == "broken" { throw LoadError(message: "Away.", code: "UNAVAILABLE") }
                    return caller == "a" && hash == Self.hash(Self.imported) ? Array(Self.imported.utf8) : nil
                }))
    }

    private func run(
        _ service: GraphQLService<NamedSessions>, _ query: String?, _ reference: DocumentReference?,
        as caller: String = "a"
    ) async -> String {
        let response = await service.execute(
            GraphQLRequest(document: query.map { Array($0.utf8) }, reference: reference), for: caller,
            access: .all, values: RequestValues(nowSeconds: 0), requestID: "r")
        return response.body.text
    }

    @Test func `a hash is enough once its document was sent`() async throws {
        let service = try service()
        let reference = DocumentReference.automatic(Self.hash("{ one }"))

        let unknown = await run(service, nil, reference)
        let sent = await run(service, "{ one }", reference)
        let known = await run(service, nil, reference)

        #expect(unknown.hasPrefix(#"{"errors":[{"message":"PersistedQueryNotFound","#))
        #expect(unknown.contains(#""code":"PERSISTED_QUERY_NOT_FOUND","requestId":"r""#))
        #expect(sent == #"{"data":{"one":1}}"#)
        #expect(known == sent)
        #expect(service.planCacheCounters.misses == 1)
        #expect(service.planCacheCounters.hits == 1)
    }

    @Test func `a wrong hash is refused and poisons nothing`() async throws {
        let service = try service()
        let reference = DocumentReference.automatic(Self.hash("{ one }"))

        let wrong = await run(service, "{ __typename }", reference)
        let after = await run(service, nil, reference)

        #expect(wrong.contains("PERSISTED_QUERY_HASH_MISMATCH"))
        #expect(after.contains("PERSISTED_QUERY_NOT_FOUND"))
    }

    @Test func `a hash of another tenant is unknown`() async throws {
        let service = try service()
        let reference = DocumentReference.automatic(Self.hash("{ one }"))

        _ = await run(service, "{ one }", reference, as: "a")

        #expect(await run(service, nil, reference, as: "b").contains("PERSISTED_QUERY_NOT_FOUND"))
    }

    @Test func `an invalid document is not kept under its hash`() async throws {
        let service = try service()
        let reference = DocumentReference.automatic(Self.hash("{ nope }"))

        #expect(await run(service, "{ nope }", reference).contains("GRAPHQL_VALIDATION_FAILED"))
        #expect(await run(service, nil, reference).contains("PERSISTED_QUERY_NOT_FOUND"))
    }

    @Test func `the oldest hashes go when there are too many`() async throws {
        let service = try service { $0.automaticDocumentCountMax = 32 }
        let documents = (0..<40).map { "{ one" + String(repeating: " ", count: $0) + "}" }

        for document in documents {
            _ = await run(service, document, .automatic(Self.hash(document)))
        }
        let first = await run(service, nil, .automatic(Self.hash(documents[0])))
        let last = await run(service, nil, .automatic(Self.hash(documents[39])))

        #expect(first.contains("PERSISTED_QUERY_NOT_FOUND"))
        #expect(last == #"{"data":{"one":1}}"#)
    }

    @Test func `whoever sends many documents pushes out nobody else's`() async throws {
        let service = try service { $0.automaticDocumentCountMax = 32 }
        func send(_ count: Int, as caller: String) async {
            let document = "{ one \(String(repeating: " ", count: count))}"
            _ = await run(service, document, .automatic(Self.hash(document)), as: caller)
        }
        func knows(_ count: Int, as caller: String) async -> Bool {
            let document = "{ one \(String(repeating: " ", count: count))}"
            let answer = await run(service, nil, .automatic(Self.hash(document)), as: caller)
            return answer == #"{"data":{"one":1}}"#
        }
        for count in 0..<4 { await send(count, as: "a") }
        for count in 0..<200 { await send(count, as: "public") }
        for count in 0..<4 { #expect(await knows(count, as: "a")) }
        #expect(await knows(199, as: "public"))
        #expect(await !knows(0, as: "public"))

        // Many tenants together: the one that holds most gives way.
        for tenant in 0..<6 {
            for count in 0..<8 { await send(count, as: "tenant \(tenant)") }
        }
        for count in 0..<4 { #expect(await knows(count, as: "a")) }
    }

    @Test func `an imported document runs by its id for its tenant alone`() async throws {
        let service = try service()
        let reference = DocumentReference.trusted(Self.hash(Self.imported))

        #expect(await run(service, nil, reference) == #"{"data":{"imported":"Query"}}"#)
        #expect(await run(service, nil, reference, as: "b").contains("PERSISTED_DOCUMENT_NOT_FOUND"))
        #expect(await run(service, nil, reference, as: "broken").contains("UNAVAILABLE"))
    }

    @Test func `trusted only runs nothing else`() async throws {
        let service = try service(trustedOnly: true)
        let imported = Self.hash(Self.imported)

        #expect(await run(service, "{ one }", nil).contains("DOCUMENT_NOT_TRUSTED"))
        #expect(
            await run(service, "{ one }", .automatic(Self.hash("{ one }"))).contains("DOCUMENT_NOT_TRUSTED"))
        #expect(
            await run(service, nil, .automatic(Self.hash("{ one }"))).contains(
                "PERSISTED_QUERY_NOT_SUPPORTED"))
        #expect(await run(service, nil, .automatic(imported)) == #"{"data":{"imported":"Query"}}"#)
        #expect(await run(service, nil, .trusted(imported)) == #"{"data":{"imported":"Query"}}"#)
        #expect(service.planCacheCounters.misses == 1)
    }

    @Test func `a service without persisted documents says so`() async throws {
        let result = try GraphQLService(
            schema: Schema(sdl: Zoo.sdl), resolvers: Zoo.resolvers, mutations: Zoo.mutations,
            sessions: MemorySessions())
        let response = await result.execute(
            GraphQLRequest(document: nil, reference: .automatic(Self.hash("x"))), for: (), access: .all,
            values: RequestValues(nowSeconds: 0), requestID: "r")

        #expect(response.body.text.contains("PersistedQueryNotSupported"))
    }
}

@Suite struct DocumentReferenceTests {
    private func parse(_ text: String) throws -> GraphQLRequest {
        try Array(text.utf8).withUnsafeBytes { try RequestBody.parse($0) }
    }

    private static let hash = String(repeating: "aB", count: 32)

    @Test func `a body names its document in two ways`() throws {
        let automatic = try parse(
            #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(Self.hash)"}}}"#)
        let trusted = try parse(#"{"documentId":"sha256:\#(Self.hash)","variables":{"a":1}}"#)

        #expect(automatic.reference == .automatic(Self.hash.lowercased()))
        #expect(automatic.document == nil)
        #expect(trusted.reference == .trusted(Self.hash.lowercased()))
        #expect(trusted.variables?["a"] == .int(1))
    }

    @Test(arguments: [
        #"{"documentId":"x"}"#, #"{"documentId":"sha256:abc"}"#, #"{"documentId":7}"#, #"{"extensions":7}"#,
        #"{"documentId":"sha256:\#(hash)","query":"{a}"}"#,
        #"{"query":"{a}","extensions":{"persistedQuery":{"version":2,"sha256Hash":"\#(hash)"}}}"#,
        #"{"query":"{a}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"zz"}}}"#,
        #"{"query":"{a}","extensions":{"persistedQuery":{"version":1}}}"#,
        #"{"extensions":{}}"#, #"{"extensions":{"persistedQuery":null}}"#, "{}",
    ])
    func `a name of another form is refused`(body: String) {
        #expect(throws: RequestBodyError.self) { try parse(body) }
    }

    @Test func `other extensions are ignored`() throws {
        #expect(try parse(#"{"query":"{a}","extensions":{"x":1}}"#).reference == nil)
        #expect(try parse(#"{"query":"{a}","extensions":null,"documentId":null}"#).reference == nil)
    }
}

/// Sessions whose caller is a name; nothing is ever loaded.
final class NamedSessions: SessionSource {
    typealias Session = MemorySessions
    typealias Caller = String

    func scope(of caller: String, reading statements: [LoadStatement]) -> String { caller }

    func read<Result: Sendable>(
        for caller: String, _ body: @Sendable (MemorySessions) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await body(MemorySessions())
    }

    func write<Result: Sendable>(
        for caller: String,
        _ body: @Sendable (MemorySessions) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        try await body(MemorySessions()).value
    }
}
