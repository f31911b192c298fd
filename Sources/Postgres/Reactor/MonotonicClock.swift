import Glibc

/// Nanoseconds of a clock that no time correction moves; state machines take it as an argument.
typealias Nanoseconds = UInt64

/// Reads the monotonic clock and converts deadlines to it.
enum MonotonicClock {
    /// The present, about 20 ns.
    static var now: Nanoseconds {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The monotonic time of a deadline.
    static func time(of deadline: ContinuousClock.Instant) -> Nanoseconds {
        let remaining = deadline - ContinuousClock.now
        return remaining > .zero ? now &+ remaining.nanoseconds : now
    }
}

extension Duration {
    /// Whole nanoseconds, at least zero and at most some centuries.
    var nanoseconds: Nanoseconds {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max / 2 : min(product, .max / 4) + UInt64(attoseconds / 1_000_000_000)
    }
}
