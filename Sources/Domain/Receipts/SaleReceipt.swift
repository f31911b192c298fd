/// What a guest gets on paper of an order: what was sold, at which taxes, and what was paid.
///
/// Made of what the order kept of its day, so that it reads the same however the menu has changed. It is the
/// paper of the house and no fiscal document: those have series of their own.
public struct SaleReceipt: Hashable, Sendable {
    /// How far an order is, as its paper says on top; the raw values are the schema's `ReceiptKind`.
    public enum Standing: String, CaseIterable, Sendable {
        /// Something is still owed: a bill to be paid.
        case owed = "BILL"
        /// Everything is paid.
        case paid = "RECEIPT"
        /// Some of the money went back.
        case partiallyRefunded = "PARTIALLY_REFUNDED"
        /// All the money went back.
        case refunded = "REFUNDED"
        /// The order was called off.
        case canceled = "CANCELED"
    }

    /// Who sells.
    public struct Seller: Hashable, Sendable {
        /// The name on the door.
        public var name: String
        /// The name in the commercial register.
        public var legalName: String?
        /// The number by which the tax office knows the seller.
        public var taxID: String?
        /// The lines of the address, from the street to the country.
        public var address: [String]
        /// In the form of E.164.
        public var phone: String?

        /// A seller.
        public init(
            name: String, legalName: String? = nil, taxID: String? = nil, address: [String] = [],
            phone: String? = nil
        ) {
            self.name = name
            self.legalName = legalName
            self.taxID = taxID
            self.address = address
            self.phone = phone
        }
    }

    /// What the order is called, when it was made and for whom.
    public struct Occasion: Hashable, Sendable {
        /// The number that is called out: `042`.
        public var number: String
        /// The business day to which it belongs.
        public var businessDate: LocalDate
        /// What the branch's clocks showed when it was made.
        public var madeAt: LocalMoment
        /// Where it went.
        public var type: OrderType
        /// The table's label.
        public var table: String?
        /// Who served.
        public var waiter: String?
        /// Who it is for.
        public var guest: String?

        /// An occasion.
        public init(
            number: String, businessDate: LocalDate, madeAt: LocalMoment, type: OrderType,
            table: String? = nil, waiter: String? = nil, guest: String? = nil
        ) {
            self.number = number
            self.businessDate = businessDate
            self.madeAt = madeAt
            self.type = type
            self.table = table
            self.waiter = waiter
            self.guest = guest
        }
    }

    /// A position that was sold; what was taken off the order again has none.
    public struct Line: Hashable, Sendable {
        /// As it was called.
        public var name: String
        /// How much of it.
        public var quantity: Quantity
        /// The price of one with its choices, in minor units.
        public var unitMinor: Int64
        /// The price of all before discounts.
        public var grossMinor: Int64
        /// Whether it is on the house.
        public var isComped: Bool
        /// What was chosen with it, the choices of choices behind those that opened them.
        public var choices: [Choice]

        /// A line.
        public init(
            name: String, quantity: Quantity, unitMinor: Int64, grossMinor: Int64, isComped: Bool = false,
            choices: [Choice] = []
        ) {
            self.name = name
            self.quantity = quantity
            self.unitMinor = unitMinor
            self.grossMinor = grossMinor
            self.isComped = isComped
            self.choices = choices
        }
    }

    /// What was chosen with a line.
    public struct Choice: Hashable, Sendable {
        /// As it was called.
        public var name: String
        /// How many, for one of what it hangs on.
        public var quantity: Int
        /// What it adds to one; nothing where it was free.
        public var amountMinor: Int64
        /// How many choices lie between it and the line.
        public var depth: Int

        /// A choice.
        public init(name: String, quantity: Int = 1, amountMinor: Int64 = 0, depth: Int = 0) {
            self.name = name
            self.quantity = quantity
            self.amountMinor = amountMinor
            self.depth = depth
        }
    }

    /// A discount or charge by its name.
    public struct NamedAmount: Hashable, Sendable {
        /// As it was called.
        public var name: String
        /// Its share of the whole, where it is one.
        public var rate: BasisPoints?
        /// In minor units.
        public var amountMinor: Int64

        /// An amount.
        public init(name: String, rate: BasisPoints? = nil, amountMinor: Int64) {
            self.name = name
            self.rate = rate
            self.amountMinor = amountMinor
        }
    }

    /// What one component of the tax comes to.
    public struct Tax: Hashable, Sendable {
        /// Name and rate.
        public var component: TaxComponent
        /// What is taxed.
        public var baseMinor: Int64
        /// The tax.
        public var amountMinor: Int64

        /// A tax.
        public init(component: TaxComponent, baseMinor: Int64, amountMinor: Int64) {
            self.component = component
            self.baseMinor = baseMinor
            self.amountMinor = amountMinor
        }
    }

    /// Money that came in.
    public struct Payment: Hashable, Sendable {
        /// How it was paid.
        public var method: PaymentMethod
        /// What it paid of the order.
        public var amountMinor: Int64
        /// What was given on top.
        public var tipMinor: Int64
        /// What was handed over, where that is known.
        public var tenderedMinor: Int64?
        /// What was handed back of it.
        public var changeMinor: Int64
        /// What went back later, and when.
        public var refunds: [Refund]

        /// A payment.
        public init(
            method: PaymentMethod, amountMinor: Int64, tipMinor: Int64 = 0, tenderedMinor: Int64? = nil,
            changeMinor: Int64 = 0, refunds: [Refund] = []
        ) {
            self.method = method
            self.amountMinor = amountMinor
            self.tipMinor = tipMinor
            self.tenderedMinor = tenderedMinor
            self.changeMinor = changeMinor
            self.refunds = refunds
        }
    }

    /// Money of a payment that went back.
    public struct Refund: Hashable, Sendable {
        /// The business day.
        public var date: LocalDate
        /// The amount with its tip.
        public var amountMinor: Int64

        /// A refund.
        public init(date: LocalDate, amountMinor: Int64) {
            self.date = date
            self.amountMinor = amountMinor
        }
    }

    /// The sums of the order, as it keeps them.
    public struct Sums: Hashable, Sendable {
        /// The lines before comps and discounts.
        public var subtotalMinor: Int64 = 0
        /// What is on the house.
        public var compMinor: Int64 = 0
        /// Without tax.
        public var netMinor: Int64 = 0
        /// All taxes.
        public var taxMinor: Int64 = 0
        /// What is to be paid.
        public var totalMinor: Int64 = 0
        /// What payments brought in, tips apart.
        public var paidMinor: Int64 = 0
        /// What of it went back, tips apart.
        public var refundedMinor: Int64 = 0
        /// What the house forgoes.
        public var writtenOffMinor: Int64 = 0

        /// No sums yet.
        public init() {}
    }

    /// Who sells.
    public var seller: Seller
    /// Which order.
    public var occasion: Occasion
    /// How far it is.
    public var standing: Standing
    /// Whether it was printed before, so that nobody takes it for another sale.
    public var isCopy: Bool
    /// Of every amount.
    public var currency: Currency
    /// Whether prices are written with their tax.
    public var pricesIncludeTax: Bool
    /// What was sold.
    public var lines: [Line]
    /// What was taken off.
    public var discounts: [NamedAmount]
    /// What was put on top.
    public var charges: [NamedAmount]
    /// The taxes by component and rate.
    public var taxes: [Tax]
    /// What came in, as far as whoever asks may see it.
    public var payments: [Payment]
    /// What it all comes to.
    public var sums: Sums
    /// What the code at the end holds.
    public var code: String

    /// A receipt without lines.
    public init(
        seller: Seller, occasion: Occasion, standing: Standing, currency: Currency,
        pricesIncludeTax: Bool, code: String, isCopy: Bool = false
    ) {
        self.seller = seller
        self.occasion = occasion
        self.standing = standing
        self.currency = currency
        self.pricesIncludeTax = pricesIncludeTax
        self.code = code
        self.isCopy = isCopy
        lines = []
        discounts = []
        charges = []
        taxes = []
        payments = []
        sums = Sums()
    }

    /// What is still to be paid; nothing is owed of what was called off.
    public var balanceMinor: Int64 {
        standing == .canceled
            ? 0 : sums.totalMinor &- sums.paidMinor &+ sums.refundedMinor &- sums.writtenOffMinor
    }

    /// What others paid than ``payments`` shows.
    public var otherPaymentsMinor: Int64 {
        sums.paidMinor &- payments.reduce(0) { $0 &+ $1.amountMinor }
    }
}
