/// Countries whose time zone and currency a new branch can take over; the raw values are the schema's
/// `BranchPreset`.
public enum BranchPreset: String, Sendable, CaseIterable {
    /// India.
    case india = "IN"
    /// Peru.
    case peru = "PE"

    /// The IANA name of the time zone.
    public var timezone: String {
        switch self {
        case .india: "Asia/Kolkata"
        case .peru: "America/Lima"
        }
    }

    /// The code of the currency.
    public var currency: String {
        switch self {
        case .india: "INR"
        case .peru: "PEN"
        }
    }
}
