import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Coupons in carts and orders: what they take off, and how often.
@Suite(.database(World.template))
struct CouponTests {
    @Test
    func `a coupon in a cart is taken off at each read, and claimed when the cart is sent`() async throws {
        let world = try World()
        _ = await world.run(CouponActs.create("hola20", CouponActs.percentage + ", minimumMinor: 5000"))
        try await World.seatGuests()
        let cart = World.firstID(.cart, in: await world.asGuest(World.cartCreate))

        let early = await world.asGuest(CouponActs.apply(cart, " hola20"))
        _ = await world.asGuest(World.cartLinesAdd(cart, World.platter()))
        let read = await world.asGuest(
            "{ cart(id: \"\(cart)\") { coupons { code amount { amountMinor } } changes { kind } } }")
        let removed = await world.asGuest(CouponActs.apply(cart, "Hola20", "cartCouponRemove"))
        let again = await world.asGuest(CouponActs.apply(cart, "HOLA20"))
        let before = try await CouponActs.uses()
        let sent = await world.asGuest(World.cartSubmit(cart, total: 5640))

        #expect(early.contains(#""code":"HOLA20","problem":"NOTHING_IN_SCOPE""#), "\(early)")
        #expect(early.contains(#""userErrors":[]"#), "\(early)")
        #expect(
            read.contains(#"{"coupons":[{"code":"HOLA20","amount":{"amountMinor":1410}}],"changes":[]}"#),
            "\(read)")
        #expect(removed.contains(#""coupons":[],"discount":{"amountMinor":0},"total":{"amountMinor":7050}"#))
        #expect(again.contains(#""discount":{"amountMinor":1410},"total":{"amountMinor":5640}"#), "\(again)")
        #expect(before == ["HOLA20 0 -"])
        #expect(sent.contains(#""userErrors":[]"#), "\(sent)")
        #expect(try await CouponActs.uses() == ["HOLA20 1 CLAIMED"])
        #expect(
            try await World.texts("SELECT total_minor || ' ' || discount_minor FROM orders") == ["5640 1410"])
        #expect(
            try await World.texts("SELECT payload ->> 'status' FROM events WHERE type = 'redemption.changed'")
                == ["CLAIMED"])
    }

    @Test
    func `a use stands in its branch's audit chain alone, so that no branch waits for another one`()
        async throws
    {
        let world = try World()
        _ = await world.run(CouponActs.create("HOLA20", CouponActs.percentage + ", useMax: 5"))
        let ofOrganization = "SELECT count(*) FROM audit_log WHERE branch_id IS NULL"
        let before = try await World.texts(ofOrganization)
        let made = await world.run(CouponActs.order(#""HOLA20""#)).text
        _ = await world.run(
            OrderLineTests.document(
                "orderCancel", "id: \"\(World.firstID(.order, in: made))\", reason: \"Cold\""))

        #expect(try await CouponActs.uses() == ["HOLA20 0 RELEASED"])
        #expect(try await World.texts(ofOrganization) == before)
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test
    func `case 9: half of an order goes, its coupon stays 20 %; case 10: lines come, to the cap`()
        async throws
    {
        let world = try World()
        _ = await world.run(CouponActs.create("HOLA20", CouponActs.percentage + ", capMinor: 3000"))
        let made = await world.run(CouponActs.order(#""HOLA20""#)).text
        let (order, line) = (World.firstID(.order, in: made), World.firstID(.orderLine, in: made))

        let voided = await world.run(
            OrderLineTests.document("orderLineVoid", "lineId: \"\(line)\", reason: \"Cold\"")
        ).text
        func add(_ quantity: String) async -> String {
            await world.run(
                OrderLineTests.document(
                    "orderLinesAdd", "orderId: \"\(order)\", lines: [\(World.platter(quantity))]")
            ).text
        }
        let more = await add("1")
        let most = await add("2")

        // 20 % of 112.50, of 70.50, of 141.00, of 282.00.
        #expect(made.contains(#""discount":{"amountMinor":2250}"#), "\(made)")
        #expect(
            made.contains(
                #"{"kind":"COUPON","name":"Hola","amount":{"amountMinor":2250},"coupon":{"code":"HOLA20"}}"#))
        #expect(voided.contains(#""discount":{"amountMinor":1410}"#), "\(voided)")
        #expect(more.contains(#""discount":{"amountMinor":2820}"#), "\(more)")
        #expect(most.contains(#""discount":{"amountMinor":3000}"#), "\(most)")
        #expect(try await CouponActs.uses() == ["HOLA20 1 CLAIMED"])
    }

    @Test
    func `case 15: a coupon falls away with a line, the balance is due, and the order goes on`() async throws
    {
        let world = try World()
        try await World.asSuperuser("UPDATE branches SET policies = '{\"completeOnPaid\": true}'")
        _ = await world.run(
            CouponActs.create("FIFTY", "kind: FIXED, amountMinor: 5000, minimumMinor: 10000"))
        let made = await world.run(CouponActs.order(#""FIFTY""#, more: ", confirm: true")).text
        let (order, line) = (World.firstID(.order, in: made), World.firstID(.orderLine, in: made))
        func pay(_ amount: Int) async -> String {
            await world.run(
                """
                mutation { paymentCreate(input: {
                  orderId: "\(order)", method: CARD, amountMinor: \(amount),
                  \(World.moneyKey()) }) {
                  payment { order { status } } userErrors { message } } }
                """
            ).text
        }

        let part = await pay(6000)
        let voided = await world.run(
            OrderLineTests.document("orderLineVoid", "lineId: \"\(line)\", reason: \"Cold\"")
        ).text
        let due = try await World.texts("SELECT status || ' ' || (total_minor - paid_minor) FROM orders")
        let rest = await pay(1050)

        #expect(made.contains(#""total":{"amountMinor":6250}"#), "\(made)")
        #expect(part.contains(#""status":"CONFIRMED""#), "\(part)")
        #expect(voided.contains(#""total":{"amountMinor":7050}"#), "\(voided)")
        #expect(due == ["CONFIRMED 1050"])
        #expect(rest.contains(#""status":"COMPLETED""#), "\(rest)")
        #expect(try await CouponActs.uses() == ["FIFTY 1 USED"])
    }

    @Test
    func `a use is given back once when its order is called off, and somebody else may have it`() async throws
    {
        let world = try World()
        _ = await world.run(CouponActs.create("LAST", CouponActs.percentage + ", useMax: 1"))
        let made = await world.run(CouponActs.order(#""LAST""#)).text
        let refused = await world.run(CouponActs.order(#""LAST""#)).text
        let cancel = "id: \"\(World.firstID(.order, in: made))\", reason: \"Cold\""
        _ = await world.run(OrderLineTests.document("orderCancel", cancel))
        let twice = await world.run(OrderLineTests.document("orderCancel", cancel)).text
        let other = await world.run(CouponActs.order(#""LAST""#)).text

        #expect(refused.contains(#""code":"COUPON_NOT_APPLICABLE""#), "\(refused)")
        #expect(twice.contains("CONFLICT"), "\(twice)")
        #expect(other.contains(#""userErrors":[]"#), "\(other)")
        #expect(try await CouponActs.uses() == ["LAST 1 CLAIMED RELEASED"])
        #expect(try await World.texts("SELECT count(*) FROM orders") == ["2"])
    }

    @Test
    func `a customer uses a coupon as often as one may, and a merged customer has used it too`() async throws
    {
        let world = try World()
        _ = await world.run(CouponActs.create("ONCE", CouponActs.percentage + ", customerUseMax: 1"))
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name) VALUES
              ('\(World.uuid(901))', '\(World.uuid(1))', 'Rosa'),
              ('\(World.uuid(902))', '\(World.uuid(1))', 'Luz')
            """)
        func order(_ customer: Int?) async -> String {
            let more = customer.map { ", customerId: \"\(World.id(.customer, $0))\"" } ?? ""
            return await world.run(CouponActs.order(#""ONCE""#, more: more)).text
        }

        let nobody = await order(nil)
        let first = await order(901)
        let second = await order(901)
        _ = await world.run(
            """
            mutation { customersMerge(input: { customerId: "\(World.id(.customer, 901))",
              intoCustomerId: "\(World.id(.customer, 902))" }) { userErrors { message } } }
            """)
        let merged = await order(902)

        #expect(nobody.contains("The coupon needs a customer."), "\(nobody)")
        #expect(first.contains(#""userErrors":[]"#), "\(first)")
        #expect(second.contains("The customer has used the coupon."), "\(second)")
        #expect(merged.contains("The customer has used the coupon."), "\(merged)")
    }

    @Test
    func `a coupon of a category is taken off what stands below it, on lines that come later too`()
        async throws
    {
        let world = try World()
        let scope = "categoryIds: [\"\(World.id(.category, 110))\"], stackingGroup: \"sea\""
        _ = await world.run(CouponActs.create("SEA", CouponActs.percentage + ", " + scope))
        _ = await world.run(
            CouponActs.create(
                "MORNING",
                CouponActs.percentage
                    + ", categoryIds: [\"\(World.id(.category, 112))\"], stackingGroup: \"early\""))
        let none = await world.run(CouponActs.order(#""MORNING""#)).text
        let made = await world.run(CouponActs.order(#""SEA""#, lines: CouponActs.portion)).text
        let more = await world.run(
            OrderLineTests.document(
                "orderLinesAdd",
                "orderId: \"\(World.firstID(.order, in: made))\", lines: [\(World.platter())]")
        ).text

        #expect(none.contains("Nothing is there"), "\(none)")
        #expect(made.contains(#""discount":{"amountMinor":840}"#), "\(made)")
        #expect(more.contains(#""discount":{"amountMinor":2250}"#), "\(more)")
        #expect(try await World.texts("SELECT cardinality(line_ids) FROM order_discounts") == ["2"])
    }

    @Test
    func `of three portions the cheapest is free, and stays so while lines come and go`() async throws {
        let world = try World()
        _ = await world.run(CouponActs.create("THREE", "kind: BUY_X_GET_Y, buyQuantity: 2, freeQuantity: 1"))
        _ = await world.run(CouponActs.create("GIFT", "kind: ITEM_FREE, freeQuantity: 1, capMinor: 4000"))
        let made = await world.run(
            CouponActs.order(#""THREE""#, lines: "\(CouponActs.portion), \(World.platter("2"))")
        ).text
        let line = World.firstID(.orderLine, in: made)
        let voided = await world.run(
            OrderLineTests.document("orderLineVoid", "lineId: \"\(line)\", reason: \"Cold\"")
        ).text
        let gift = await world.run(CouponActs.order(#""GIFT""#)).text

        #expect(made.contains(#""total":{"amountMinor":14100},"discount":{"amountMinor":4200}"#), "\(made)")
        #expect(voided.contains(#""discount":{"amountMinor":0}"#), "\(voided)")
        #expect(gift.contains(#""discount":{"amountMinor":4000}"#), "\(gift)")
    }

    @Test
    func `a discount of a coupon is not taken back as one of the house's`() async throws {
        let world = try World()
        _ = await world.run(CouponActs.create("HOLA20"))
        _ = await world.run(CouponActs.order(#""HOLA20""#))
        let id = try #require(UUIDBytes(text: try await World.texts("SELECT id FROM order_discounts")[0]))
        let removed = await world.run(
            OrderLineTests.document("orderDiscountRemove", "id: \"\(EntityKind.orderDiscount.id(id))\"")
        ).text
        #expect(removed.contains("CONFLICT"), "\(removed)")
    }
}
