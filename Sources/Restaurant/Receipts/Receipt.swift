internal import DataLoader
internal import Domain
internal import Foundation
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// What a guest gets on paper of an order, in one of its forms.
///
/// - SeeAlso: `schema.graphql`, type `Receipt`; `Config/permissions.yaml`, key `Receipt`.
enum Receipt: ObjectType {
    enum Columns {
        static let kind = Column<String>("kind", at: 0)
        static let fileName = Column<String>("file_name", at: 1)
        static let mediaType = Column<String>("media_type", at: 2)
        static let isBase64 = Column<Bool>("is_base64", at: 3)
        static let content = Column<String>("content", at: 4)
    }

    static let fields: [Field] = [
        .column("kind", Columns.kind, as: .plainText),
        .column("fileName", Columns.fileName),
        .column("mediaType", Columns.mediaType, as: .plainText),
        .column("isBase64", Columns.isBase64),
        .column("content", Columns.content),
    ]

    /// `Query.receipt`: there is one for whoever sees the order.
    static let door = Field.one(
        "receipt", ofOrder, key: .id("orderId", .order), absence: .notFound,
        requires: Field.Requirement(Order.byID, key: [.id("orderId", .order)]))

    /// Two packets: the order, and which of its payments and people there are for the caller.
    private static let ofOrder = ComputedLoader.one(
        "Receipt.ofOrder", arguments: ["format", "paper", "locale", "isCopy", "opensDrawer"],
        companions: [Payment.byID, Member.byID]
    ) {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        let form = Form(reads.arguments)
        var rows: [[[[UInt8]?]]] = []
        for key in reads.keys {
            var row: [[UInt8]?]?
            if let order = (key.first ?? nil)?.withUnsafeBytes({ UUIDBytes($0) }),
                let stored = try await stored(order, isCopy: form.isCopy, reads)
            {
                // Drawing takes milliseconds: the threads that run requests must not wait for it.
                row = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                    () async throws(LoadError) in try form.row(of: stored)
                }
            }
            rows.append(row.map { [$0] } ?? [])
        }
        return rows
    }

    /// What is stored of an order, without the payments and people that the caller may not see.
    private static func stored(
        _ order: UUIDBytes, isCopy: Bool, _ reads: ComputedReads
    ) async throws(LoadError) -> StoredReceipt? {
        let results = try await reads.read(StoredReceipt.reading(order, for: reads.caller))
        guard var stored = StoredReceipt(results, code: EntityKind.order.id(order), isCopy: isCopy) else {
            return nil
        }
        let payments = try await reads.existing(0, stored.payments.map { [$0.bytes] })
        let people = try await reads.existing(1, [stored.waiter].compactMap { $0 }.map { [$0.bytes] })
        stored.show(
            payments: payments ?? stored.payments.map { _ in true }, waiter: people?.first ?? true)
        return stored
    }

    /// In which form a receipt is wanted.
    private struct Form {
        enum Format: String {
            case html = "HTML"
            case pdf = "PDF"
            case escpos = "ESC_POS"
        }

        let format: Format
        let paper: TillReceipt.Paper
        let locale: String?
        let isCopy: Bool
        let opensDrawer: Bool

        /// The arguments in the order in which the loader names them.
        init(_ arguments: [InputValue]) {
            func word(_ index: Int) -> String? {
                guard arguments.indices.contains(index) else { return nil }
                switch arguments[index] {
                case .enumeration(let word), .string(let word): return word
                default: return nil
                }
            }
            format = word(0).flatMap(Format.init) ?? .html
            paper = word(1).flatMap(TillReceipt.Paper.init) ?? .wide
            locale = word(2)
            isCopy = arguments.dropFirst(3).first == .boolean(true)
            opensDrawer = arguments.dropFirst(4).first == .boolean(true)
        }

        /// The receipt as a row of ``Receipt/Columns``.
        func row(of stored: StoredReceipt) throws(LoadError) -> [[UInt8]?] {
            let receipt = stored.receipt
            let locale = locale ?? stored.locale
            let blocks = receipt.blocks(locale: locale)
            let number = "\(receipt.occasion.businessDate)-\(receipt.occasion.number)"
            let title = "\(receipt.seller.name) \(number)"
            switch format {
            case .html:
                let page = ReceiptPage.document(blocks, title: title, locale: locale)
                return row(receipt, number, "html", "text/html; charset=utf-8", page, isBase64: false)
            case .pdf:
                let document = ReceiptPDF.document(
                    blocks, title: title, madeAt: receipt.occasion.madeAt.date.description)
                return row(receipt, number, "pdf", "application/pdf", try Self.text(document))
            case .escpos:
                let bytes = TillReceipt(blocks, on: paper, opensDrawer: opensDrawer)?.bytes
                return row(receipt, number, "bin", "application/octet-stream", try Self.text(bytes))
            }
        }

        private static func text(_ bytes: [UInt8]?) throws(LoadError) -> String {
            guard let bytes else {
                throw LoadError(message: "The receipt could not be drawn.", code: "INTERNAL")
            }
            return Data(bytes).base64EncodedString()
        }

        private func row(
            _ receipt: SaleReceipt, _ number: String, _ ending: String, _ mediaType: String,
            _ content: String, isBase64: Bool = true
        ) -> [[UInt8]?] {
            [
                Array(receipt.standing.rawValue.utf8), Array("receipt-\(number).\(ending)".utf8),
                Array(mediaType.utf8), [isBase64 ? 1 : 0], Array(content.utf8),
            ]
        }
    }
}
