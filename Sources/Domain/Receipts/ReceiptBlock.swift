/// One element of a receipt from top to bottom: what every form of it shows, each in its own way.
public enum ReceiptBlock: Hashable, Sendable {
    /// How much a line stands out.
    public enum Weight: String, Sendable {
        /// As the rest.
        case plain
        /// A sum.
        case strong
        /// What is to be paid.
        case total
        /// Beside what matters: choices, taxes, addresses.
        case small
    }

    /// A line in the middle; the text is broken where it does not fit.
    case centered(String, Weight)
    /// What must be seen first: a copy, a bill that is owed, money that went back.
    case stamp(String)
    /// A name with its amount, `indent` steps in. The name is broken where it does not fit.
    case pair(name: String, amount: String, Weight, indent: Int)
    /// A line of its own.
    case text(String, Weight, indent: Int)
    /// A line across the paper.
    case rule
    /// A QR code of a text.
    case code(String)
}
