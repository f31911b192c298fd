import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Receipts as they are asked for: each form, who gets one, and what it shows to whom.
@Suite(.database(World.template))
struct ReceiptTests {
    /// What the answer holds.
    private struct Answer {
        let text: String
        /// The content, as bytes.
        let bytes: [UInt8]
        var content: String { String(decoding: bytes, as: UTF8.self) }
    }

    private func receipt(
        _ world: World, _ order: String = OrderRows.id(), _ more: String = "", role: String = "CASHIER",
        organization: Int = 1, branches: [Int]? = [11], member: Int? = 404
    ) async throws -> Answer {
        let (text, _) = await world.run(
            """
            { receipt(orderId: "\(order)" \(more)) { kind fileName mediaType isBase64 content } }
            """, role: role, organization: organization, branches: branches, member: member)
        let answer = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let shown = (answer?["data"] as? [String: Any])?["receipt"] as? [String: Any]
        let content = shown?["content"] as? String ?? ""
        guard shown?["isBase64"] as? Bool == true else {
            return Answer(text: text, bytes: Array(content.utf8))
        }
        return Answer(text: text, bytes: Array(try #require(Data(base64Encoded: content))))
    }

    /// An order of two lines that is not paid yet, the first by a name of our own.
    private func order(named name: String = "Ceviche clásico") async throws {
        try await OrderRows.order(paidMinor: 0)
        try await World.asSuperuser(
            """
            UPDATE order_lines SET name = '\(name)' WHERE id = '\(World.uuid(7001))';
            UPDATE organizations SET legal_name = 'Mar Adentro S.A.C.', tax_id = '20123456789'
            """)
    }

    @Test
    func `a page holds what the order kept`() async throws {
        let world = try World()
        try await order()

        let page = try await receipt(world, OrderRows.id(), ", isCopy: true")

        #expect(
            page.text.contains(
                #""kind":"BILL","fileName":"receipt-2026-03-01-7000.html","mediaType":"text/html"#),
            "\(page.text.prefix(300))")
        try expect(page.content, equals: "bill.html")
    }

    @Test
    func `what guests and kitchens typed cannot become markup`() async throws {
        let world = try World()
        // A bracket with a mark behind it is one letter to Swift.
        try await order(named: "<script>alert(1)</script> & \"<\u{301}b\u{301}>\u{301}")

        let page = try await receipt(world).content

        let escaped = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&lt;\u{301}b\u{301}&gt;"
        #expect(page.range(of: escaped, options: .literal) != nil, "\(page)")
        #expect(!page.unicodeScalars.split(separator: "<").contains { $0.first == "\u{301}" })
        #expect(!page.contains("<script"))
    }

    @Test
    func `money that came in and went back is on it, and each payment for whoever may see it`() async throws {
        let world = try World()
        try await World.orders()
        let order = World.id(.order, 6001)
        let payment = try await world.paid(4000, tipMinor: 300, more: ", tenderedMinor: 5000")

        let paid = try await receipt(world, order, ", locale: \"en\"")
        _ = await world.money(
            "paymentRefund", "\(payment), reason: \"Cold\", amountMinor: 1000", "refund { id }",
            as: "BRANCH_MANAGER")
        let refunded = try await receipt(world, order, ", locale: \"en\"")
        let ofOther = try await receipt(world, order, ", locale: \"en\"", role: "WAITER", member: 405)

        #expect(paid.text.contains(#""kind":"RECEIPT""#))
        for row in ["Cash</span> <span class=\"amount\">S/ 40.00", "Tip", "S/ 3.00", "Change", "S/ 7.00"] {
            #expect(paid.content.contains(row), "\(row)")
        }
        #expect(refunded.text.contains(#""kind":"PARTIALLY_REFUNDED""#))
        #expect(refunded.content.contains("-S/ 10.00") && refunded.content.contains("PARTLY REFUNDED"))
        // A waiter sees the payments that it took; that something was paid, the order says to all.
        #expect(ofOther.content.contains("Paid</span> <span class=\"amount\">S/ 40.00"))
        #expect(!ofOther.content.contains("Cash</span>") && !ofOther.content.contains("S/ 3.00"))
    }

    @Test
    func `a PDF holds the same as text, whatever the script`() async throws {
        let world = try World()
        try await order(named: "Ceviche தோசை 麻婆豆腐")

        let document = try await receipt(world, OrderRows.id(), ", format: PDF, locale: \"en\"")
        let again = try await receipt(world, OrderRows.id(), ", format: PDF, locale: \"en\"")
        let text = try PDFText.read(document.bytes)

        #expect(document.text.contains(#""fileName":"receipt-2026-03-01-7000.pdf""#))
        #expect(document.text.contains(#""mediaType":"application/pdf","isBase64":true"#))
        #expect(document.bytes == again.bytes, "the same order makes the same document")
        for part in [
            "Miraflores", "Mar Adentro S.A.C.", "20123456789", "BILL – TO BE PAID", "Leche de tigre",
            "S/ 20.00", "TOTAL", "S/ 156.00", "IGV 16 %", "தோசை", "麻婆豆腐",
        ] { #expect(text.contains(part), "\(part) is not in \(text)") }
    }

    @Test(arguments: [("MM58", 384), ("MM80", 576)])
    func `a till's printer gets text, and pictures of what it cannot write`(
        _ paper: String, _ dots: Int
    ) async throws {
        let world = try World()
        try await order(named: "தோசை")

        let more = ", format: ESC_POS, paper: \(paper), locale: \"es\", opensDrawer: true"
        let printed = try PrintedReceipt(try await receipt(world, OrderRows.id(), more).bytes)

        #expect(printed.opensDrawer && printed.isCut)
        #expect(printed.lines.allSatisfy { $0.count <= dots / 12 }, "\(printed.lines)")
        #expect(printed.lines.contains { $0.hasPrefix("1 × Leche de tigre") && $0.hasSuffix(" S/ 20.00") })
        #expect(printed.lines.contains { $0.hasPrefix("TOTAL") && $0.hasSuffix("S/ 156.00") })
        #expect(!printed.lines.contains { $0.contains("?") }, "\(printed.lines)")
        // The name in Tamil and the code at the end, as wide as the paper.
        #expect(printed.pictures.count == 2)
        #expect(printed.pictures.allSatisfy { $0.width == dots && $0.darkCount > 100 })
    }

    @Test
    func `an order that the token does not reach has no receipt`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        try await OrderRows.order(7100, branch: 21, organization: 2)
        let none = [
            try await receipt(world, OrderRows.id(7100)),
            try await receipt(world, World.id(.order, 9999)),
            try await receipt(world, branches: [12]),
            try await receipt(world, role: "CUSTOMER", member: nil),
        ]

        for answer in none {
            #expect(answer.text.contains(#""code":"NOT_FOUND""#) && answer.bytes.isEmpty, "\(answer.text)")
        }
        let kitchen = try await receipt(world, role: "KITCHEN")
        #expect(kitchen.text.contains("receipt") && kitchen.text.contains("errors"), "\(kitchen.text)")
        #expect(kitchen.bytes.isEmpty)
    }

    private func expect(_ text: String, equals file: String) throws {
        let path = Repository.path("Tests/GoldenTests/Receipts/Expected/\(file)")
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDEN"] == "1" {
            try #require(environment["CI"] == nil, "golden files are written by people, not by CI")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOfFile: path, encoding: .utf8)), "\(file) differs")
    }
}
