import Foundation
import FoundationNetworking
import Synchronization

/// Waits for the answers to requests, follows no redirect and reads no more than it must: a secret goes where
/// the operator said and nowhere else.
final class DirectExchange: NSObject, URLSessionDataDelegate, Sendable {
    /// An answer as far as it has come.
    private struct Waiting {
        let continuation: CheckedContinuation<(status: Int, body: Data)?, Never>
        var body = Data()
    }

    private let bodyByteCountMax: Int
    private let waiting = Mutex<[Int: Waiting]>([:])

    /// - Parameter bodyByteCountMax: the largest answer; a larger one is none.
    init(bodyByteCountMax: Int) {
        self.bodyByteCountMax = bodyByteCountMax
    }

    /// The status and body of a task's answer; nil for none. The session's time limits end it, and no
    /// cancellation.
    func answer(to task: URLSessionDataTask) async -> (status: Int, body: Data)? {
        await withCheckedContinuation { continuation in
            waiting.withLock { $0[task.taskIdentifier] = Waiting(continuation: continuation) }
            task.resume()
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooMuch = waiting.withLock { waiting -> Bool in
            waiting[dataTask.taskIdentifier]?.body.append(data)
            return waiting[dataTask.taskIdentifier]?.body.count ?? 0 > bodyByteCountMax
        }
        if isTooMuch { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let own = waiting.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        guard error == nil, let response = task.response as? HTTPURLResponse else {
            return own.continuation.resume(returning: nil)
        }
        own.continuation.resume(returning: (response.statusCode, own.body))
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
