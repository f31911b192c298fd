import Glibc
import NIOCore

extension Channel {
    /// Bytes of ours that the peer's system has acknowledged since the connection was made: what tells a slow
    /// reader from one that stands still. 0 where the system does not tell. On the channel's loop only.
    var acknowledgedBytes: UInt64 {
        guard let provider = self as? any SocketOptionProvider else { return 0 }
        var acknowledged: UInt64 = 0
        let facts: EventLoopFuture<TCPFacts> = provider.unsafeGetSocketOption(
            level: .tcp, name: NIOBSDSocket.Option(rawValue: TCP_INFO))
        // On its loop the future is complete already.
        facts.assumeIsolated().whenSuccess { acknowledged = $0.acknowledgedBytes }
        return acknowledged
    }

    /// Bytes that the system has not taken from us yet. On the channel's loop only.
    var bufferedBytes: Int {
        (try? syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}

/// The beginning of the system's `struct tcp_info`, of which the C library's header knows less.
///
/// - SeeAlso: Linux, include/uapi/linux/tcp.h
private struct TCPFacts: Sendable {
    typealias EightWords = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    typealias SevenWords = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    /// State, timers, segment counts, pacing rates: 120 bytes.
    let skipped: (EightWords, SevenWords)
    /// `tcpi_bytes_acked`
    let acknowledgedBytes: UInt64
}
