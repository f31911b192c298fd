import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks other houses over HTTP and waits for their whole answers: follows no redirect, so that a secret goes
/// where the operator said and nowhere else, and reads no more than it must.
///
/// A request goes out once: one whose connection breaks has no answer, and whoever asked says it again.
/// Foundation's own client, where a kept connection dies under a request with a body, sends the head once
/// more without the body, and whoever uses that connection next gets the answer to another request.
final class HTTPExchange: Sendable {
    /// What is done.
    enum Method: String {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    /// A request to somebody else.
    struct Request {
        var method = Method.get
        let url: String
        var headers: [(name: String, value: String)] = []
        var body: Data?
    }

    /// What came back.
    struct Answer {
        let status: Int
        let contentType: String?
        let body: Data
    }

    private let client: HTTPClient
    private let timeout: TimeAmount
    private let bodyByteCountMax: Int

    /// - Parameters:
    ///   - timeout: after which nobody waits for an answer.
    ///   - bodyByteCountMax: the largest answer; a larger one is none.
    init(timeout: Duration, bodyByteCountMax: Int) {
        self.timeout = TimeAmount(timeout)
        self.bodyByteCountMax = bodyByteCountMax
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: self.timeout, read: self.timeout))
        configuration.httpVersion = .http1Only
        client = HTTPClient(configuration: configuration)
    }

    deinit {
        // Whoever was not closed is closed now; one that is closed already says so, and nobody needs to know.
        client.shutdown { _ in }
    }

    /// The answer to a request. The time limit ends it, and no cancellation: what was asked for may be done.
    ///
    /// - Throws: what the library says, which may hold the address; and for an answer that is too large.
    func answer(to request: Request) async throws -> Answer {
        let asked = try HTTPClient.Request(
            url: request.url, method: HTTPMethod(rawValue: request.method.rawValue),
            headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }),
            body: request.body.map { .data($0) })
        let whole = ResponseAccumulator(request: asked, maxBodySize: bodyByteCountMax)
        let response = try await client.execute(request: asked, delegate: whole, deadline: .now() + timeout)
            .futureResult.get()
        return Answer(
            status: Int(response.status.code), contentType: response.headers.first(name: "Content-Type"),
            body: response.body.map { Data($0.readableBytesView) } ?? Data())
    }

    /// Lets go of the connections; who asks afterwards gets no answer.
    func close() async throws {
        try await client.shutdown()
    }
}
