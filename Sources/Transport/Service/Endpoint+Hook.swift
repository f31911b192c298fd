import NIOCore
import NIOHTTP1

extension Endpoint {
    /// How many bytes a provider may send at once: an event is a few hundred.
    static var hookBytesMax: Int { 16 << 10 }

    /// Something that a provider tells.
    func beginHook(_ head: HTTPRequestHead, body: ByteBuffer, requestID: String) -> Start {
        guard body.readableBytes <= Self.hookBytesMax else {
            return .answered(refusal(.payloadTooLarge, requestID: requestID))
        }
        guard admission.enter() else { return .answered(refusal(.overloaded, requestID: requestID)) }
        let signatures = head.headers["comanda-signature"]
        let signature = signatures.count == 1 ? signatures.first : nil
        return .work(.hook(HookCall(body: body, signature: signature), requestID))
    }

    /// Hears it.
    func answer(_ call: HookCall, _ requestID: String) async -> ByteBuffer {
        guard let hook else { return refusal(.notFound, requestID: requestID) }
        switch await hook(call) {
        case .heard:
            let answer = Answer(status: .noContent, requestID: requestID)
            return answer.encodedWithoutBody(allocator: allocator)
        case .malformed: return refusal(.badRequest, requestID: requestID)
        case .unproven: return refusal(.unauthenticated, requestID: requestID)
        case .unavailable: return refusal(.unavailable, requestID: requestID)
        }
    }
}
