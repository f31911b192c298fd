/// The words on a receipt in one language.
///
/// English and Spanish; every other language gets English, since a half-translated bill is worse than one in
/// a language that tills all over the world print.
public struct ReceiptWords: Sendable {
    /// What stands on top, by how far the order is.
    public let standings: [SaleReceipt.Standing: String]
    let copy: String
    let taxID: String
    let phone: String
    let order: String
    let date: String
    let businessDate: String
    let table: String
    let waiter: String
    let guest: String
    let types: [OrderType: String]
    let subtotal: String
    let onTheHouse: String
    let net: String
    let taxes: String
    let taxesIncluded: String
    let taxBase: String
    let total: String
    let paid: String
    let methods: [PaymentMethod: String]
    let tip: String
    let tendered: String
    let change: String
    let refunded: String
    let writtenOff: String
    let due: String
    let notFiscal: String
}

extension ReceiptWords {
    /// The words of a language.
    ///
    /// - Parameter locale: a language tag, of which the first part counts; English without one.
    public init(locale: String?) {
        self = locale?.prefix { $0 != "-" } == "es" ? .spanish : .english
    }

    private static let english = ReceiptWords(
        standings: [
            .owed: "BILL – TO BE PAID", .paid: "RECEIPT", .partiallyRefunded: "PARTLY REFUNDED",
            .refunded: "REFUNDED", .canceled: "CANCELED",
        ],
        copy: "COPY", taxID: "Tax ID", phone: "Phone", order: "Order", date: "Date",
        businessDate: "Business day", table: "Table", waiter: "Served by", guest: "For",
        types: [.dineIn: "Dine in", .takeaway: "Takeaway", .delivery: "Delivery"],
        subtotal: "Subtotal", onTheHouse: "On the house", net: "Net", taxes: "Taxes",
        taxesIncluded: "Taxes in the total", taxBase: "on", total: "TOTAL", paid: "Paid",
        methods: [
            .cash: "Cash", .card: "Card", .upi: "UPI", .yape: "Yape", .plin: "Plin",
            .bankTransfer: "Bank transfer", .other: "Other",
        ],
        tip: "Tip", tendered: "Given", change: "Change", refunded: "Refunded",
        writtenOff: "Written off", due: "TO BE PAID", notFiscal: "This is not a fiscal document.")

    private static let spanish = ReceiptWords(
        standings: [
            .owed: "CUENTA – POR PAGAR", .paid: "RECIBO", .partiallyRefunded: "DEVUELTO EN PARTE",
            .refunded: "DEVUELTO", .canceled: "ANULADO",
        ],
        copy: "COPIA", taxID: "RUC / NIF", phone: "Teléfono", order: "Pedido", date: "Fecha",
        businessDate: "Día comercial", table: "Mesa", waiter: "Atendido por", guest: "Para",
        types: [.dineIn: "En el local", .takeaway: "Para llevar", .delivery: "Delivery"],
        subtotal: "Subtotal", onTheHouse: "Cortesía", net: "Neto", taxes: "Impuestos",
        taxesIncluded: "Impuestos incluidos", taxBase: "sobre", total: "TOTAL", paid: "Pagado",
        methods: [
            .cash: "Efectivo", .card: "Tarjeta", .upi: "UPI", .yape: "Yape", .plin: "Plin",
            .bankTransfer: "Transferencia", .other: "Otro",
        ],
        tip: "Propina", tendered: "Recibido", change: "Vuelto", refunded: "Devuelto",
        writtenOff: "Condonado", due: "POR PAGAR", notFiscal: "Este no es un comprobante de pago fiscal.")
}
