internal import CHiredis
internal import Glibc

/// One connection to a Redis server. Calls block, up to the time limit.
///
/// What fails once is over: whoever holds it makes a new one.
final class RedisConnection {
    private let context: UnsafeMutablePointer<redisContext>

    /// Connects, and says who asks; nil where the server is not there or lets nobody in.
    ///
    /// - Parameter milliseconds: how long each call may take.
    init?(_ address: RedisAddress, milliseconds: Int) {
        let limit = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
        guard let context = redisConnectWithTimeout(address.host, Int32(address.port), limit) else {
            return nil
        }
        self.context = context
        guard context.pointee.err == 0, redisSetTimeout(context, limit) == REDIS_OK else { return nil }
        if let password = address.password {
            guard does(["AUTH"] + (address.user.map { [$0] } ?? []) + [password]) else { return nil }
        }
        if address.database != 0 {
            guard does(["SELECT", "\(address.database)"]) else { return nil }
        }
    }

    deinit { redisFree(context) }

    /// Sends a command, and whether the server did it.
    func does(_ words: [String]) -> Bool {
        guard send(words) else { return false }
        var reply: UnsafeMutableRawPointer?
        guard redisGetReply(context, &reply) == REDIS_OK else { return false }
        return Self.isGood(reply)
    }

    /// Sends a command; the answer is among what is heard.
    func send(_ words: [String]) -> Bool {
        var copies = words.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
        let sizes = words.map(\.utf8.count)
        guard redisAppendCommandArgv(context, Int32(words.count), &copies, sizes) == REDIS_OK else {
            return false
        }
        var isDone: Int32 = 0
        while isDone == 0 {
            guard redisBufferWrite(context, &isDone) == REDIS_OK else { return false }
        }
        return true
    }

    /// What a wait has brought.
    enum Heard: Sendable {
        case something, nothing
        /// The connection is over, or talks nonsense.
        case lost
    }

    /// Waits for what the server says unasked.
    func hear(milliseconds: Int) -> Heard {
        var wait = pollfd(fd: context.pointee.fd, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Int32(milliseconds)) > 0 else { return .nothing }
        guard redisBufferRead(context) == REDIS_OK else { return .lost }
        var heard = Heard.nothing
        while true {
            var reply: UnsafeMutableRawPointer?
            guard redisGetReplyFromReader(context, &reply) == REDIS_OK else { return .lost }
            guard let reply else { return heard }
            guard Self.isGood(reply) else { return .lost }
            heard = .something
        }
    }

    /// Frees a reply; false for an error.
    private static func isGood(_ reply: UnsafeMutableRawPointer?) -> Bool {
        guard let reply else { return false }
        defer { freeReplyObject(reply) }
        return reply.assumingMemoryBound(to: redisReply.self).pointee.type != REDIS_REPLY_ERROR
    }
}
