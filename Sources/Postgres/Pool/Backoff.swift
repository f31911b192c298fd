/// When the next attempt to connect may be made: exponential, with jitter, never more often than a least
/// delay.
///
/// After a success it stays careful for a while, so that a server that takes one connection and refuses the
/// next (53300, a crash loop) does not meet a storm.
struct Backoff {
    private static let carefulTime: Nanoseconds = 1_000_000_000

    private let delayMin: Nanoseconds
    private let delayMax: Nanoseconds
    private var random: UInt64
    private var lastFailure: Nanoseconds?
    /// Failures in a row.
    private(set) var failures = 0
    /// No attempt before.
    private(set) var nextAttempt: Nanoseconds = 0

    init(delayMin: Nanoseconds, delayMax: Nanoseconds, seed: UInt64) {
        self.delayMin = delayMin
        self.delayMax = max(delayMin, delayMax)
        random = seed
    }

    /// Whether the server refused lately, so that attempts are made one at a time.
    func isCareful(_ now: Nanoseconds) -> Bool {
        guard let lastFailure else { return false }
        return failures > 0 || now < lastFailure &+ Self.carefulTime
    }

    /// An attempt begins: the next one keeps its distance if the server refused lately.
    mutating func attempted(_ now: Nanoseconds) {
        if isCareful(now) { nextAttempt = max(nextAttempt, now &+ delayMin) }
    }

    /// The attempt failed.
    mutating func failed(_ now: Nanoseconds) {
        // Attempts that were made together fail together: that is one failure.
        let isSame = failures > 0 && now < (lastFailure ?? 0) &+ delayMin
        if !isSame { failures += 1 }
        lastFailure = now
        let exponent = UInt64(min(failures - 1, 16))
        let (grown, overflow) = delayMin.multipliedReportingOverflow(by: 1 << exponent)
        let delay = overflow ? delayMax : min(grown, delayMax)
        // Between half and all of it, so that instances that failed together do not return together.
        let jittered = delay / 2 &+ nextRandom() % (delay / 2 &+ 1)
        nextAttempt = now &+ max(delayMin, jittered)
    }

    /// A connection broke: the server may be going away, so be careful.
    mutating func disturbed(_ now: Nanoseconds) {
        lastFailure = now
    }

    /// The attempt succeeded.
    mutating func succeeded(_ now: Nanoseconds) {
        failures = 0
        nextAttempt = isCareful(now) ? now &+ delayMin : now
    }

    /// SplitMix64: reproducible from the seed.
    private mutating func nextRandom() -> UInt64 {
        random &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (random ^ random >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
