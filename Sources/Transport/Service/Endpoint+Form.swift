import NIOCore
import NIOHTTP1

extension Endpoint {
    /// A form that was posted: the token endpoint's, the only one there is.
    func beginForm(
        _ head: HTTPRequestHead, body: ByteBuffer, from address: String?, requestID: String
    ) -> Start {
        guard admission.enter() else { return .answered(refusal(.overloaded, requestID: requestID)) }
        let isForm = Self.isForm(head.headers) && !head.headers.contains(name: "content-encoding")
        return .work(
            .form(
                FormCall(
                    parameters: isForm ? FormParameters(body) : nil,
                    hasAuthorization: head.headers.contains(name: "authorization"), address: address,
                    requestID: requestID)))
    }

    /// Answers a form.
    func answer(_ call: FormCall) async -> ByteBuffer? {
        guard let tokenEndpoint else { return refusal(.notFound, requestID: call.requestID) }
        let reply = await tokenEndpoint(call)
        var answer = Answer(
            status: HTTPResponseStatus(statusCode: reply.status), requestID: call.requestID)
        // RFC 6749 §5.1 asks for both; `Cache-Control` stands in every answer.
        answer.extraHeaders = "Pragma: no-cache\r\n"
        answer.retryAfter = reply.retryAfter
        return answer.encoded(reply.body, allocator: allocator)
    }

    private static func isForm(_ headers: HTTPHeaders) -> Bool {
        let types = headers["content-type"]
        guard types.count == 1, let type = types.first?.split(separator: ";").first else { return false }
        return type.lowercased().filter { $0 != " " && $0 != "\t" } == "application/x-www-form-urlencoded"
    }
}
