import Foundation
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@testable import Server

@Suite struct DocumentManifestTests {
    private static let hash = DocumentHash.of(Array("{ one }".utf8))

    private func read(_ text: String) throws -> DocumentManifest {
        try DocumentManifest(
            Data(text.utf8), file: "m.json", schema: Schema(sdl: "type Query { one: Int }"),
            limits: (ParserLimits(), ValidationLimits()))
    }

    private func problem(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return (error as? StartFailure)?.line
        }
    }

    @Test func `a hash is SHA-256 in hexadecimal`() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(DocumentHash.of([]) == empty)
    }

    @Test func `both forms of a manifest are read`() throws {
        let short = try read("{\"sha256:\(Self.hash.uppercased())\": \"{ one }\"}")
        let long = try read(
            #"{"operations": [{"id": "\#(Self.hash)", "name": "One", "body": "{ one }"}]}"#
        )

        #expect(short.entries.map(\.hash) == [Self.hash])
        #expect(long.entries.map(\.hash) == [Self.hash])
        #expect(long.entries.first?.name == "One")
        #expect(long.entries.first.map { String(decoding: $0.document, as: UTF8.self) } == "{ one }")
    }

    @Test(arguments: ["", "[]", "{\"operations\": 7}", "{\"operations\": [{}]}", "{\"a\": 1}"])
    func `what is no manifest is refused`(text: String) {
        #expect(problem(text)?.contains("no manifest") == true)
    }

    @Test func `every bad document is told with its place`() {
        let invalid = DocumentHash.of(Array("{ two }".utf8))
        let broken = DocumentHash.of(Array("{ one".utf8))
        let text = "{\"\(invalid)\": \"{ two }\", \"\(broken)\": \"{ one\", \"\(Self.hash)\": \"{ x }\"}"

        let lines = problem(text)?.split(separator: "\n") ?? []
        #expect(lines.count == 3)
        #expect(lines.contains { $0.hasPrefix("m.json: \(invalid): 1:3: ") })
        #expect(lines.contains { $0.hasPrefix("m.json: \(broken): 1:6: ") })
        #expect(lines.contains { $0.hasPrefix("m.json: \(Self.hash): the hash is not the document's") })
    }
}

/// Documents by name against the whole server.
@Suite(.serialized, .tags(.slow)) struct DocumentServingTests: ServingSuite {
    private static let document = "query Names { branches { nodes { name } } }"

    @Test func `an imported document runs by its id, for its organization alone`() async throws {
        try await serving { world in
            let hash = DocumentHash.of(Array(Self.document.utf8))
            let body = Data("{\"documentId\": \"sha256:\(hash)\"}".utf8)
            let before = try await world.post(body, role: "WAITER")
            #expect(before.status == 422)
            #expect(before.body.contains(#""code":"PERSISTED_DOCUMENT_NOT_FOUND""#))

            #expect(try await importDocuments([hash: Self.document], into: world) == 1)
            #expect(try await importDocuments([hash: Self.document], into: world) == 0)
            let after = try await world.post(body, role: "WAITER")
            #expect(after.status == 200)
            #expect(after.body.hasPrefix(#"{"data":{"branches":{"nodes":[{"name":""#))
            let guest = try await world.post(body)
            #expect(guest.body.contains("PERSISTED_DOCUMENT_NOT_FOUND"))
        }
    }

    @Test func `a hash is enough once its document was sent, by GET too`() async throws {
        try await serving { world in
            let hash = DocumentHash.of(Array("{ __typename }".utf8))
            let name = "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"\(hash)\"}}"
            let target = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))

            let unknown = try await world.get("/graphql?extensions=\(target)")
            #expect(unknown.status == 422)
            #expect(unknown.body.contains(#""message":"PersistedQueryNotFound""#))
            let sent = try await world.post(
                Data("{\"query\":\"{ __typename }\",\"extensions\":\(name)}".utf8))
            #expect(sent.status == 200)
            let known = try await world.get("/graphql?extensions=\(target)")
            #expect(known.status == 200)
            #expect(known.body == sent.body)
        }
    }

    private func importDocuments(_ texts: [String: String], into world: ServedWorld) async throws -> Int {
        let launch = try await Launch.prepared(environment: ["COMANDA_HOME": SettingsTests.root])
        let manifest = try DocumentManifest(
            JSONSerialization.data(withJSONObject: texts), file: "m.json", schema: Product.read().schema,
            limits: (ParserLimits(), ValidationLimits()))
        let address = EmbeddedCluster.connectionString(
            folder: world.cluster.folder, role: EmbeddedCluster.application)
        let organization = try DocumentImport.organization(world.organization.id)
        return try await Databases.with(address, launch.reactors) {
            try await DocumentImport(organization: organization).run(manifest, on: $0)
        }
    }
}
