import NIOHTTP1
import Testing

@testable import Transport

@Suite struct StatusTableTests {
    @Test(arguments: [
        (Outcome.data, 200, 200, 200), (.dataWithErrors, 294, 200, 200), (.syntaxError, 400, 400, 200),
        (.requestError, 422, 400, 200), (.badRequest, 400, 400, 400), (.badHTTP, 400, 400, 400),
        (.unauthenticated, 401, 401, 401), (.notFound, 404, 404, 404), (.methodNotAllowed, 405, 405, 405),
        (.inProgress, 409, 409, 409),
        (.mutationNotAllowed, 405, 405, 405), (.notAcceptable, 406, 406, 406),
        (.requestTimeout, 408, 408, 408),
        (.payloadTooLarge, 413, 413, 413), (.uriTooLong, 414, 414, 414),
        (.unsupportedMediaType, 415, 415, 415),
        (.tooManyRequests, 429, 429, 429), (.headersTooLarge, 431, 431, 431), (.unavailable, 503, 503, 503),
        (.overloaded, 503, 503, 503), (.deadlineExceeded, 503, 503, 503), (.internalError, 500, 500, 500),
    ])
    func `each outcome has one status`(outcome: Outcome, spec: Int, compat: Int, json: Int) {
        let own = ResponseMediaType.graphQLResponse
        #expect(StatusTable.status(of: outcome, as: own, profile: .spec).code == spec)
        #expect(StatusTable.status(of: outcome, as: own, profile: .compat).code == compat)
        #expect(StatusTable.status(of: outcome, as: .json, profile: .spec).code == json)
        #expect(StatusTable.status(of: outcome, as: .json, profile: .compat).code == json)
    }
}
