import NIOCore
import NIOHTTP1

extension Endpoint {
    /// A request that wants a WebSocket.
    func beginSocket(
        _ head: HTTPRequestHead, from client: ClientAddress?, requestID: String
    ) -> Start {
        func refused(_ outcome: Outcome, message: String? = nil) -> Start {
            .answered(refusal(outcome, requestID: requestID, message: message))
        }
        guard let live else { return refused(.notFound) }
        do throws(SocketRefusal) {
            let opening = try SocketOpening(
                head, client: client, requestID: requestID,
                origins: live.limits.origins.union([ownOrigin(head)].compactMap(\.self)))
            guard !readiness.isDraining else { return refused(.unavailable) }
            if let outcome = live.enter(client) { return refused(outcome) }
            return .upgrade(opening, live)
        } catch {
            switch error {
            case .badRequest(let message): return refused(.badRequest, message: message)
            case .origin: return refused(.originForbidden)
            case .version: return refused(.upgradeRequired)
            }
        }
    }
}
