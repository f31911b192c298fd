internal import Domain
internal import Postgres

extension UUIDBytes {
    /// A new row's ID, sorted by when it was made.
    static func version7(unixSeconds: Int64) -> UUIDBytes {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(clamping: unixSeconds.multipliedReportingOverflow(by: 1000).partialValue)
        let (high, low) = UUIDVersion7.make(unixMilliseconds: milliseconds, using: &generator)
        return UUIDBytes(high: high, low: low)
    }
}
