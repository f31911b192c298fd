import Foundation
import FoundationNetworking

extension URLSession {
    /// The answer to a request, waited for to its end: the session's time limits end it, and no cancellation.
    ///
    /// Foundation's own `data(for:)` locks up for ever, and a thread with it, where its task is cancelled in
    /// the moment in which it begins.
    ///
    /// - Throws: `URLError`.
    func answer(to request: URLRequest) async throws -> (body: Data, response: URLResponse) {
        try await withCheckedThrowingContinuation { continuation in
            dataTask(with: request) { body, response, error in
                if let body, let response {
                    continuation.resume(returning: (body, response))
                } else {
                    continuation.resume(throwing: error ?? URLError(.badServerResponse))
                }
            }.resume()
        }
    }
}
