import GraphQLExecution
import Testing

@testable import Transport

/// The header `Explain`, which tells how an answer came about.
@Suite struct ExplainTests {
    /// The modes of the calls that these header fields lead to.
    private func modes(_ fields: [[String]], explains: Bool) async throws -> [String?] {
        let responder = ScriptedResponder()
        try await withServer(
            responder, change: { $0.explains = explains },
            body: { port in
                for headers in fields {
                    let call = post(#"{"query":"{ a }"}"#, headers: headers)
                    _ = await RawHTTP.talk(port: port, [.send(call), .read(answers: 1)])
                }
            })
        return responder.calls.map { $0.explanation?.mode.rawValue }
    }

    private static let asked = [
        ["Explain: plan"], ["Explain: RUN"], ["Explain: everything"], [],
        ["Explain: run", "Accept: multipart/mixed"],
    ]

    @Test func `it is heeded where the server says so, for answers that come whole`() async throws {
        #expect(try await modes(Self.asked, explains: true) == ["plan", "run", nil, nil, nil])
    }

    @Test func `it means nothing anywhere else`() async throws {
        #expect(try await modes(Self.asked, explains: false) == [nil, nil, nil, nil, nil])
    }
}
