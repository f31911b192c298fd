import Foundation
import Hummingbird

/// The least that a Hummingbird server can do: a route with a constant answer, to measure ourselves against.
@main
struct StaticRoute {
    static func main() async throws {
        let port = ProcessInfo.processInfo.environment["PORT"].flatMap { Int($0) } ?? 8098
        let router = Router()
        router.get("/static") { _, _ in #"{"data":{"__typename":"Query"}}"# }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await application.runService()
    }
}
