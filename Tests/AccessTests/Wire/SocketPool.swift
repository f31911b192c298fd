import Foundation
import TestSupport

/// WebSockets that are kept, as many for each credential as requests go side by side; each carries one
/// operation after the other.
actor SocketPool {
    private let port: Int
    private var idle: [String?: [GraphQLSocket]] = [:]

    init(port: Int) {
        self.port = port
    }

    /// Sends one request, and puts the answer together as HTTP would have brought it.
    func ask(_ request: AccessClient.Request) async throws -> AccessClient.Reply {
        let token = request.principal.token
        let socket: GraphQLSocket
        if let kept = idle[token]?.popLast() {
            socket = kept
        } else {
            socket = try await GraphQLSocket.open(port: port, token: token, silence: 120)
        }
        let outcome = try await socket.run(try request.carriage.body(of: request))
        idle[token, default: []].append(socket)
        return switch outcome {
        case .results(let payloads): AccessClient.Reply(payloads: payloads.map { Data($0.utf8) })
        case .refused(let errors):
            AccessClient.Reply(status: 200, head: [], body: Data("{\"errors\":\(errors)}".utf8))
        }
    }
}
