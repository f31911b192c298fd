internal import Domain
internal import Postgres

/// What the row of an order, with those of its branch and organization, says on its paper.
struct ReceiptHeader: Sendable {
    let seller: SaleReceipt.Seller
    let occasion: SaleReceipt.Occasion
    let standing: SaleReceipt.Standing
    let currency: Currency
    let pricesIncludeTax: Bool
    let sums: SaleReceipt.Sums
    let locale: String?
    let waiter: UUIDBytes?

    /// Reads what `StoredReceipt.header` found; nil where that is nothing.
    init?(_ found: PostgresResult) {
        guard found.rowCount == 1, let date = found.int(0, 1).flatMap({ LocalDate(dayNumber: Int($0)) }),
            let number = found.int(0, 0).flatMap({ OrderNumber(date: date, number: Int($0)) }),
            let zone = found.string(0, 3).flatMap({ SystemTimeZone(identifier: $0) }),
            let madeAt = found.int(0, 2).flatMap({ LocalMoment(unixSeconds: $0, in: zone) }),
            let type = found.string(0, 4).flatMap(OrderType.init),
            let currency = found.string(0, 8).flatMap({ Currency(code: $0) }),
            let name = found.string(0, 18)
        else { return nil }
        self.currency = currency
        pricesIncludeTax = found.bool(0, 9) ?? true
        let sums = Self.sums(found)
        self.sums = sums
        standing = Self.standing(isCanceled: found.string(0, 7) == "CANCELED", sums)
        seller = SaleReceipt.Seller(
            name: name, legalName: found.string(0, 19), taxID: found.string(0, 20),
            address: (found.string(0, 21) ?? "").split(separator: "\n").map(String.init),
            phone: found.string(0, 22))
        locale = found.string(0, 23)
        waiter = found.uuid(0, 24)
        let served = found.string(0, 25) ?? ""
        occasion = SaleReceipt.Occasion(
            number: number.shortText, businessDate: date, madeAt: madeAt, type: type,
            table: found.string(0, 5), waiter: served.isEmpty ? nil : served, guest: found.string(0, 6))
    }

    private static func sums(_ found: PostgresResult) -> SaleReceipt.Sums {
        var sums = SaleReceipt.Sums()
        let places: [WritableKeyPath<SaleReceipt.Sums, Int64>] = [
            \.subtotalMinor, \.compMinor, \.netMinor, \.taxMinor, \.totalMinor, \.paidMinor, \.refundedMinor,
            \.writtenOffMinor,
        ]
        for (column, place) in zip(10..., places) { sums[keyPath: place] = found.int(0, column) ?? 0 }
        return sums
    }

    private static func standing(isCanceled: Bool, _ sums: SaleReceipt.Sums) -> SaleReceipt.Standing {
        // What was forgone is settled too, but never goes back.
        let forgoneMinor = sums.refundedMinor > 0 ? 0 : sums.writtenOffMinor
        let status = PaymentStatus(
            totalMinor: sums.totalMinor, capturedMinor: sums.paidMinor &+ forgoneMinor,
            refundedMinor: sums.refundedMinor)
        switch status {
        case .refunded: return .refunded
        case .partiallyRefunded: return .partiallyRefunded
        case .paid: return isCanceled ? .canceled : .paid
        case .unpaid, .partiallyPaid: return isCanceled ? .canceled : .owed
        }
    }
}
