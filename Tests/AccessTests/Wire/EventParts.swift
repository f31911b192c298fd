import Foundation

extension AccessClient.Reply {
    private static let next = "event: next\ndata: "
    private static let end = "event: complete\ndata:"

    /// The answer of an operation in payloads.
    init(payloads: [Data]) {
        self.init(
            status: 200, head: [], body: payloads.count == 1 ? payloads[0] : Parts.body(of: payloads))
    }

    /// The same answer with what a stream of events brings as its body; one that is no stream as it is.
    ///
    /// - SeeAlso: GraphQL over SSE, distinct connections mode
    var joiningEvents: AccessClient.Reply {
        guard head.contains(where: { $0.lowercased() == "content-type: text/event-stream; charset=utf-8" })
        else { return self }
        let events = String(decoding: body, as: UTF8.self).components(separatedBy: "\n\n")
        guard events.contains(Self.end) else { return self }
        var joined = AccessClient.Reply(
            payloads: events.filter { $0.hasPrefix(Self.next) }
                .map { Data($0.dropFirst(Self.next.count).utf8) })
        joined.head = head
        return joined
    }
}
