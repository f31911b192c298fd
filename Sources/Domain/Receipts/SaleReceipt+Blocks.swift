extension SaleReceipt {
    /// The receipt from top to bottom, in words of a language.
    ///
    /// Amounts that take away are negative. Nothing that is nothing is shown, but for a tax: a rate of 0
    /// stays a rate.
    ///
    /// - Parameter locale: of the words and of the amounts; English and what is usual for the currency
    ///   without.
    /// - Complexity: O(lines, choices and payments)
    public func blocks(locale: String?) -> [ReceiptBlock] {
        let words = ReceiptWords(locale: locale)
        let writer = Writer(receipt: self, words: words, locale: locale)
        return writer.head + writer.facts + writer.positions + writer.bill + writer.taxation
            + writer.settlement + writer.foot
    }

    /// Writes the parts of a receipt.
    private struct Writer {
        let receipt: SaleReceipt
        let words: ReceiptWords
        let locale: String?

        private func money(_ amountMinor: Int64) -> String {
            MoneyText.text(amountMinor, receipt.currency, locale: locale)
        }

        private func pair(
            _ name: String, _ amountMinor: Int64, _ weight: ReceiptBlock.Weight = .plain, indent: Int = 0
        ) -> ReceiptBlock {
            .pair(name: name, amount: money(amountMinor), weight, indent: indent)
        }

        /// A sum that is not shown when there is nothing to it.
        private func optional(
            _ name: String, _ amountMinor: Int64, _ weight: ReceiptBlock.Weight = .plain, indent: Int = 0
        ) -> [ReceiptBlock] {
            amountMinor == 0 ? [] : [pair(name, amountMinor, weight, indent: indent)]
        }

        var head: [ReceiptBlock] {
            let seller = receipt.seller
            var blocks: [ReceiptBlock] = [.centered(seller.name, .total)]
            if let legalName = seller.legalName, legalName != seller.name {
                blocks.append(.centered(legalName, .plain))
            }
            if let taxID = seller.taxID { blocks.append(.centered("\(words.taxID) \(taxID)", .plain)) }
            blocks += seller.address.map { .centered($0, .small) }
            if let phone = seller.phone { blocks.append(.centered("\(words.phone) \(phone)", .small)) }
            blocks.append(.stamp(words.standings[receipt.standing] ?? receipt.standing.rawValue))
            if receipt.isCopy { blocks.append(.stamp(words.copy)) }
            return blocks
        }

        var facts: [ReceiptBlock] {
            let occasion = receipt.occasion
            var facts: [(String, String)] = [
                (words.order, "\(occasion.number) · \(words.types[occasion.type] ?? "")"),
                (words.date, "\(occasion.madeAt.date) \(Self.clock(occasion.madeAt.time))"),
            ]
            if occasion.businessDate != occasion.madeAt.date {
                facts.append((words.businessDate, occasion.businessDate.description))
            }
            if let table = occasion.table { facts.append((words.table, table)) }
            if let waiter = occasion.waiter { facts.append((words.waiter, waiter)) }
            if let guest = occasion.guest { facts.append((words.guest, guest)) }
            return facts.map { .pair(name: $0, amount: $1, .plain, indent: 0) } + [.rule]
        }

        var positions: [ReceiptBlock] { receipt.lines.flatMap(position) + [.rule] }

        private func position(_ line: Line) -> [ReceiptBlock] {
            var blocks = [pair("\(line.quantity.decimalText) × \(Self.isolated(line.name))", line.grossMinor)]
            if line.quantity != .one {
                blocks.append(.text("@ \(money(line.unitMinor))", .small, indent: 1))
            }
            for choice in line.choices {
                let count = choice.quantity == 1 ? "" : "\(choice.quantity) × "
                let price = choice.amountMinor == 0 ? "" : " (\(signed(choice.amountMinor)))"
                let name = Self.isolated(choice.name)
                blocks.append(.text("+ \(count)\(name)\(price)", .small, indent: 1 + choice.depth))
            }
            if line.isComped { blocks.append(.text(words.onTheHouse, .small, indent: 1)) }
            return blocks
        }

        private func signed(_ amountMinor: Int64) -> String {
            amountMinor > 0 ? "+\(money(amountMinor))" : money(amountMinor)
        }

        /// From what the lines cost to what is to be paid.
        var bill: [ReceiptBlock] {
            let sums = receipt.sums
            let taxesOnTop =
                receipt.pricesIncludeTax ? [] : receipt.taxes.map { pair(name(of: $0), $0.amountMinor) }
            let changes =
                optional(words.onTheHouse, 0 &- sums.compMinor)
                + receipt.discounts.filter { $0.amountMinor != 0 }
                .map { pair(named($0), 0 &- $0.amountMinor) }
                + receipt.charges.filter { $0.amountMinor != 0 }.map { pair(named($0), $0.amountMinor) }
                + taxesOnTop
            // A sum of one position is the total.
            let subtotal = changes.isEmpty ? [] : [pair(words.subtotal, sums.subtotalMinor)]
            return subtotal + changes + [pair(words.total, sums.totalMinor, .total)]
        }

        private func named(_ amount: NamedAmount) -> String {
            let name = Self.isolated(amount.name)
            return amount.rate.map { "\(name) \(Self.percent($0))" } ?? name
        }

        /// What is taxed at which rates: taxes that stand in the bill already are not told twice.
        var taxation: [ReceiptBlock] {
            guard receipt.pricesIncludeTax, !receipt.taxes.isEmpty else { return [.rule] }
            return [.rule, .text(words.taxesIncluded, .small, indent: 0)]
                + [pair(words.net, receipt.sums.netMinor, .small, indent: 1)]
                + receipt.taxes.map { pair(name(of: $0), $0.amountMinor, .small, indent: 1) } + [.rule]
        }

        private func name(of tax: Tax) -> String {
            let component = tax.component
            let rate = Self.percent(component.rate)
            return "\(Self.isolated(component.name)) \(rate) \(words.taxBase) \(money(tax.baseMinor))"
        }

        /// What came in, what went back, what is left to be paid.
        var settlement: [ReceiptBlock] {
            let sums = receipt.sums
            var blocks = receipt.payments.flatMap(paid)
            blocks += optional(words.paid, receipt.otherPaymentsMinor)
            let shownMinor = receipt.payments.flatMap(\.refunds).reduce(0) { $0 &+ $1.amountMinor }
            // What went back of payments that are not shown, or by whom it is not told.
            if shownMinor == 0 { blocks += optional(words.refunded, 0 &- sums.refundedMinor, .strong) }
            blocks += optional(words.writtenOff, 0 &- sums.writtenOffMinor)
            if receipt.balanceMinor > 0, receipt.standing == .owed {
                blocks.append(pair(words.due, receipt.balanceMinor, .total))
            }
            return blocks.isEmpty ? [] : blocks + [.rule]
        }

        private func paid(_ payment: Payment) -> [ReceiptBlock] {
            var blocks = [pair(words.methods[payment.method] ?? payment.method.rawValue, payment.amountMinor)]
            blocks += optional(words.tip, payment.tipMinor, .small, indent: 1)
            if let tenderedMinor = payment.tenderedMinor {
                blocks.append(pair(words.tendered, tenderedMinor, .small, indent: 1))
            }
            blocks += optional(words.change, payment.changeMinor, .small, indent: 1)
            blocks += payment.refunds.map {
                pair("\(words.refunded) \($0.date)", 0 &- $0.amountMinor, .strong, indent: 1)
            }
            return blocks
        }

        var foot: [ReceiptBlock] { [.code(receipt.code), .centered(words.notFiscal, .small)] }

        /// As in `20:05`.
        private static func clock(_ time: LocalTime) -> String {
            let (hour, minute) = (time.seconds / 3600, time.seconds / 60 % 60)
            return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        }

        /// A name that stands beside numbers. One with letters that run from right to left would pull them to
        /// its other side: it is set apart by the marks that Unicode has for that.
        private static func isolated(_ name: String) -> String {
            let runsLeft = name.unicodeScalars.contains { letter in
                rightToLeft.contains { $0.contains(letter.value) }
            }
            return runsLeft ? "\u{2068}\(name)\u{2069}" : name
        }

        /// Blocks of scripts that run from right to left: Hebrew to Arabic Extended-A, their presentation
        /// forms, and what lies beyond the basic plane.
        private static let rightToLeft: [ClosedRange<UInt32>] = [
            0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
        ]

        /// As in `2.5 %`.
        private static func percent(_ rate: BasisPoints) -> String {
            let (whole, rest) = rate.value.quotientAndRemainder(dividingBy: 100)
            guard rest > 0 else { return "\(whole) %" }
            let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
            return "\(whole).\(digits) %"
        }
    }
}
