private import FoundationEssentials

/// The offsets of a zone of the IANA database, as the system has it.
public struct SystemTimeZone: ZoneOffsets {
    private let zone: TimeZone

    /// A zone by its name, as in `America/Lima`; nil for one that the system does not know.
    ///
    /// It knows names only in a process that links the whole of Foundation, which brings the zones.
    public init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.zone = zone
    }

    /// Seconds that the clock is ahead of UTC.
    public func offsetSeconds(atUnixSeconds unixSeconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(unixSeconds)))
    }
}
