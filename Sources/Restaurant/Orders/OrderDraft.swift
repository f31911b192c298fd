internal import Domain
internal import Postgres

/// An order that is about to be made: checked, priced, with all that it keeps.
struct OrderDraft: Sendable {
    /// The new order's ID; a client may have made it.
    var id: UUIDBytes
    var type: OrderType
    var source: OrderSource
    /// What is ordered and what it costs; all of its lines can be had.
    var quote: Quote
    var session: UUIDBytes?
    var table: UUIDBytes?
    var customer: UUIDBytes?
    /// The member who took it.
    var member: UUIDBytes?
    var guestName: String?
    var guestCount: Int64?
    var note: String?
    /// The input field that a refusal of its coupons and rewards names.
    var couponField = "couponCodes"
    /// Tells a request that comes again from another one with the same ID.
    var fingerprint: String?

    /// A draft of valid lines.
    init(id: UUIDBytes, type: OrderType, source: OrderSource, quote: Quote) {
        self.id = id
        self.type = type
        self.source = source
        self.quote = quote
    }
}
