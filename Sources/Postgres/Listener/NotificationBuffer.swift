/// Notifications that have arrived and wait for their consumer: equal ones count once, and their number is
/// bounded.
struct NotificationBuffer {
    private struct Notification: Hashable {
        let channel: String
        let payload: String
    }

    /// Beyond it single notifications mean nothing any more: the consumer is told to catch up.
    private static let countMax = 1024

    private var waiting: [Notification] = []
    private var known: Set<Notification> = []
    private var hasOverflowed = false

    mutating func add(_ channel: String, _ payload: String) {
        let notification = Notification(channel: channel, payload: payload)
        guard !hasOverflowed, known.insert(notification).inserted else { return }
        guard waiting.count < Self.countMax else {
            hasOverflowed = true
            waiting.removeAll()
            return
        }
        waiting.append(notification)
    }

    /// The oldest; `.reconnected` when some were dropped.
    mutating func take() -> ListenerEvent? {
        if hasOverflowed {
            self = NotificationBuffer()
            return .reconnected
        }
        guard let first = waiting.first else { return nil }
        waiting.removeFirst()
        known.remove(first)
        return .notification(channel: first.channel, payload: first.payload)
    }
}
