/// Where what is ordered goes.
public enum OrderType: String, CaseIterable, Sendable {
    /// To a table.
    case dineIn = "DINE_IN"
    /// Over the counter, to be taken along.
    case takeaway = "TAKEAWAY"
    /// To an address.
    case delivery = "DELIVERY"
}

/// By what way an order came.
public enum OrderSource: String, CaseIterable, Sendable {
    /// A waiter's device.
    case waiterApp = "WAITER_APP"
    /// The till.
    case pos = "POS"
    /// A guest at a table, by the code on it.
    case customerQR = "CUSTOMER_QR"
    /// A guest from elsewhere.
    case online = "ONLINE"
    /// Another program.
    case integration = "INTEGRATION"
}
