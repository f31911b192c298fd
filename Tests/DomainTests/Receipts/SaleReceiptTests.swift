import Domain
import Testing

/// What stands on a receipt, from top to bottom.
struct SaleReceiptTests {
    /// A table of two in Lima, whose prices include their tax.
    static func lima() throws -> SaleReceipt {
        let day = try #require(LocalDate(year: 2026, month: 3, day: 1))
        let evening = LocalMoment(date: day, time: try #require(LocalTime(hour: 20, minute: 5)))
        var receipt = SaleReceipt(
            seller: SaleReceipt.Seller(
                name: "Mar Adentro", legalName: "Mar Adentro S.A.C.", taxID: "20123456789",
                address: ["Av. La Mar 770", "Miraflores, Lima"], phone: "+5115551234"),
            occasion: SaleReceipt.Occasion(
                number: "042", businessDate: day, madeAt: evening, type: .dineIn, table: "T1",
                waiter: "Lucía"),
            standing: .paid, currency: try #require(Currency(code: "PEN")), pricesIncludeTax: true,
            code: "order_1")
        receipt.lines = [
            SaleReceipt.Line(
                name: "Ceviche", quantity: try #require(Quantity(count: 2)), unitMinor: 6_800,
                grossMinor: 13_600,
                choices: [
                    SaleReceipt.Choice(name: "Fuente", amountMinor: 2_500),
                    SaleReceipt.Choice(name: "Choclo", quantity: 2, depth: 1),
                ]),
            SaleReceipt.Line(
                name: "Chicha", quantity: .one, unitMinor: 1_000, grossMinor: 1_000, isComped: true),
        ]
        receipt.discounts = [
            SaleReceipt.NamedAmount(name: "Hola", rate: BasisPoints(2_000), amountMinor: 2_720)
        ]
        receipt.taxes = [
            SaleReceipt.Tax(component: try tax("IGV", 1_600), baseMinor: 9_220, amountMinor: 1_476),
            SaleReceipt.Tax(component: try tax("IPM", 200), baseMinor: 9_220, amountMinor: 184),
        ]
        receipt.payments = [
            SaleReceipt.Payment(
                method: .cash, amountMinor: 10_880, tipMinor: 500, tenderedMinor: 12_000,
                changeMinor: 620)
        ]
        receipt.sums.subtotalMinor = 14_600
        receipt.sums.compMinor = 1_000
        receipt.sums.netMinor = 9_220
        receipt.sums.taxMinor = 1_660
        receipt.sums.totalMinor = 10_880
        receipt.sums.paidMinor = 10_880
        return receipt
    }

    static func tax(_ name: String, _ rate: Int) throws -> TaxComponent {
        TaxComponent(name: name, rate: try #require(BasisPoints(rate)))
    }

    /// A block a line, so that a difference can be read.
    static func text(_ receipt: SaleReceipt, locale: String? = nil) -> [String] {
        receipt.blocks(locale: locale).map { block in
            switch block {
            case .centered(let text, let weight): "| \(text) | \(weight)"
            case .stamp(let text): "[\(text)]"
            case .pair(let name, let amount, let weight, let indent):
                "\(indent) \(name) = \(amount) \(weight)"
            case .text(let text, let weight, let indent): "\(indent) \(text) \(weight)"
            case .rule: "-"
            case .code(let text): "# \(text)"
            }
        }
    }

    @Test
    func `a receipt tells who sold what, at which taxes, and what was paid`() throws {
        #expect(
            try Self.text(Self.lima()) == [
                "| Mar Adentro | total", "| Mar Adentro S.A.C. | plain", "| Tax ID 20123456789 | plain",
                "| Av. La Mar 770 | small", "| Miraflores, Lima | small", "| Phone +5115551234 | small",
                "[RECEIPT]", "0 Order = 042 · Dine in plain", "0 Date = 2026-03-01 20:05 plain",
                "0 Table = T1 plain", "0 Served by = Lucía plain", "-",
                "0 2 × Ceviche = S/ 136.00 plain", "1 @ S/ 68.00 small",
                "1 + Fuente (+S/ 25.00) small", "2 + 2 × Choclo small", "0 1 × Chicha = S/ 10.00 plain",
                "1 On the house small", "-", "0 Subtotal = S/ 146.00 plain",
                "0 On the house = -S/ 10.00 plain", "0 Hola 20 % = -S/ 27.20 plain",
                "0 TOTAL = S/ 108.80 total", "-", "0 Taxes in the total small",
                "1 Net = S/ 92.20 small", "1 IGV 16 % on S/ 92.20 = S/ 14.76 small",
                "1 IPM 2 % on S/ 92.20 = S/ 1.84 small", "-", "0 Cash = S/ 108.80 plain",
                "1 Tip = S/ 5.00 small", "1 Given = S/ 120.00 small", "1 Change = S/ 6.20 small", "-",
                "# order_1", "| This is not a fiscal document. | small",
            ])
    }

    @Test
    func `taxes on top stand between the lines and the total, by component`() throws {
        var receipt = try Self.lima()
        receipt.currency = try #require(Currency(code: "INR"))
        receipt.pricesIncludeTax = false
        receipt.taxes = [
            SaleReceipt.Tax(component: try Self.tax("CGST", 250), baseMinor: 100_000, amountMinor: 2_500),
            SaleReceipt.Tax(component: try Self.tax("SGST", 250), baseMinor: 100_000, amountMinor: 2_500),
            SaleReceipt.Tax(component: try Self.tax("Cess", 0), baseMinor: 100_000, amountMinor: 0),
        ]
        let text = Self.text(receipt)

        #expect(text.contains("0 CGST 2.5 % on ₹1,000.00 = ₹25.00 plain"), "\(text)")
        #expect(text.contains("0 Cess 0 % on ₹1,000.00 = ₹0.00 plain"), "\(text)")
        #expect(!text.contains("0 Taxes in the total small"))
        let total = try #require(text.firstIndex { $0.hasPrefix("0 TOTAL") })
        #expect(text[..<total].contains { $0.hasPrefix("0 SGST 2.5 %") })
    }

    @Test
    func `the amounts from the subtotal on sum to the total`() throws {
        let receipt = try Self.lima()
        let blocks = receipt.blocks(locale: nil)
        let amounts = blocks.compactMap { block -> (String, Int64)? in
            guard case .pair(let name, let amount, _, 0) = block,
                let minor = Int64(amount.filter { $0.isNumber })
            else { return nil }
            return (name, amount.hasPrefix("-") ? -minor : minor)
        }
        let first = try #require(amounts.firstIndex { $0.0 == "Subtotal" })
        let last = try #require(amounts.firstIndex { $0.0 == "TOTAL" })

        #expect(amounts[first..<last].reduce(0) { $0 + $1.1 } == amounts[last].1)
    }

    @Test(arguments: [
        (SaleReceipt.Standing.owed, false, ["[BILL – TO BE PAID]"]), (.paid, true, ["[RECEIPT]", "[COPY]"]),
        (.refunded, false, ["[REFUNDED]"]), (.canceled, true, ["[CANCELED]", "[COPY]"]),
    ])
    func `what must be seen first is stamped`(
        _ standing: SaleReceipt.Standing, _ isCopy: Bool, _ stamps: [String]
    ) throws {
        var receipt = try Self.lima()
        receipt.standing = standing
        receipt.isCopy = isCopy

        #expect(Self.text(receipt).filter { $0.hasPrefix("[") } == stamps)
    }

    @Test
    func `money that went back is told with its day, and nothing is owed of it`() throws {
        var receipt = try Self.lima()
        receipt.standing = .partiallyRefunded
        receipt.sums.refundedMinor = 1_000
        receipt.payments[0].refunds = [
            SaleReceipt.Refund(date: receipt.occasion.businessDate.next, amountMinor: 1_000)
        ]
        let text = Self.text(receipt)

        #expect(text.contains("1 Refunded 2026-03-02 = -S/ 10.00 strong"), "\(text)")
        #expect(!text.contains { $0.contains("TO BE PAID") })
    }

    @Test
    func `payments that are not shown are one sum, and what is left is to be paid`() throws {
        var receipt = try Self.lima()
        receipt.standing = .owed
        receipt.payments = []
        receipt.sums.paidMinor = 4_000
        let text = Self.text(receipt, locale: "es-PE")

        #expect(text.contains("0 Pagado = S/ 40.00 plain"), "\(text)")
        #expect(text.contains("0 POR PAGAR = S/ 68.80 total"), "\(text)")
    }

    @Test
    func `a currency without decimals has none, and a night's sale names its business day`() throws {
        var receipt = try Self.lima()
        receipt.currency = try #require(Currency(code: "JPY"))
        receipt.occasion.businessDate = receipt.occasion.madeAt.date.previous
        let text = Self.text(receipt)

        #expect(text.contains("0 TOTAL = ¥10,880 total"), "\(text)")
        #expect(text.contains("0 Business day = 2026-02-28 plain"), "\(text)")
    }

    @Test
    func `a name that runs from right to left is set apart from the number before it`() throws {
        var receipt = try Self.lima()
        receipt.lines[0].name = "حمص"

        #expect(Self.text(receipt).contains("0 2 × \u{2068}حمص\u{2069} = S/ 136.00 plain"))
    }
}
