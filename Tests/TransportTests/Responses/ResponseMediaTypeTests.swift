import Testing

@testable import Transport

@Suite struct ResponseMediaTypeTests {
    @Test(
        arguments: [
            (nil, .graphQLResponse), ("*/*", .graphQLResponse), ("application/*", .graphQLResponse),
            ("application/json", .json),
            ("application/graphql-response+json, application/json;q=0.9", .graphQLResponse),
            ("application/graphql-response+json;q=0.5, application/json", .json),
            ("application/json, */*;q=0.1", .json), ("text/html, application/json ; q=0.3", .json),
            ("APPLICATION/JSON", .json), ("application/json;charset=utf-8", .json),
            ("*/*, application/graphql-response+json;q=0", .json),
            ("text/html", nil), ("application/json;q=0", nil), ("", nil), ("application/json;q=x", nil),
            (";,;", nil),
        ] as [(String?, ResponseMediaType?)])
    func `the best acceptable type is chosen`(accept: String?, expected: ResponseMediaType?) {
        #expect(ResponseMediaType.negotiated(accept: accept) == expected)
    }
}
