import Postgres
import Restaurant
import TestSupport
import Testing

/// On what terms coupons hold, who makes them, and what they refuse.
@Suite(.database(World.template))
struct CouponTermsTests {
    /// It is Sunday, 2026-03-01, eleven in the morning in Lima.
    @Test(arguments: [
        ("isActive: false", "INACTIVE"), (#"validFrom: "2026-03-01T16:00:01Z""#, "NOT_STARTED"),
        (#"validUntil: "2026-03-01T16:00:00Z""#, "EXPIRED"), ("weekdays: [MONDAY]", "OTHER_HOURS"),
        (#"startsAt: "11:00:01", endsAt: "10:59:00""#, "OTHER_HOURS"),
        (#"startsAt: "11:00:00", endsAt: "10:59:00""#, nil), ("orderTypes: [DINE_IN]", "OTHER_ORDER_TYPE"),
        ("branchIds: [\"\(World.id(.branch, 12))\"]", "OTHER_BRANCH"),
        ("customerUseMax: 1", "CUSTOMER_NEEDED"),
        ("minimumMinor: 4201", "MINIMUM_NOT_REACHED"), ("minimumMinor: 4200", nil),
        ("itemIds: [\"\(World.id(.item, 121))\"]", "NOTHING_IN_SCOPE"), ("useMax: 1", nil),
    ])
    func `a coupon says why it takes nothing off, and an order is refused for it`(
        _ terms: String, _ problem: String?
    ) async throws {
        let world = try World()
        let made = await world.run(CouponActs.create("CODE", "\(CouponActs.percentage), \(terms)")).text
        try #require(made.contains(#""userErrors":[]"#), "\(made)")

        let quote = await world.run(CouponActs.quote(#""code""#), role: "WAITER", branches: [11]).text
        let check = await world.run(
            """
            { it: couponValidate(branchId: "\(World.id(.branch, 11))", code: "Code", type: TAKEAWAY,
              at: "2026-03-01T16:00:00Z", lines: [\(CouponActs.portion)]) {
              code problem amount { amountMinor } } }
            """, role: "WAITER", branches: [11]
        ).text
        let order = await world.run(CouponActs.order(#""CODE""#, lines: CouponActs.portion)).text

        let word = problem.map { "\"\($0)\"" } ?? "null"
        let off = problem == nil ? 840 : 0
        let applied = #"{"code":"CODE","problem":\#(word),"amount":{"amountMinor":\#(off)}}"#
        #expect(quote.contains("[\(applied)],\"total\":{\"amountMinor\":\(4200 - off)}"), "\(quote)")
        #expect(check.contains(applied), "\(check)")
        #expect(order.contains("COUPON_NOT_APPLICABLE") == (problem != nil), "\(order)")
        #expect(try await World.texts("SELECT used_count FROM coupon_counts") == [problem == nil ? "1" : "0"])
    }

    @Test
    func `coupons of several groups go together, of one group not`() async throws {
        let world = try World()
        for (code, group) in [("A", "one"), ("B", "one"), ("C", "two"), ("D", nil)] {
            let stacking = group.map { ", stackingGroup: \"\($0)\"" } ?? ""
            _ = await world.run(CouponActs.create("CODE-\(code)", CouponActs.percentage + stacking))
        }
        let both = await world.run(CouponActs.quote(#""CODE-A", "CODE-C""#)).text
        let same = await world.run(CouponActs.quote(#""CODE-A", "CODE-B", "CODE-D", "NONE""#)).text
        let order = await world.run(CouponActs.order(#""CODE-A", "CODE-B""#)).text
        let six = (1...6).map { "\"N-\($0)\"" }.joined(separator: ",")
        let many = await world.run(CouponActs.quote(six)).text

        // 42.00 less 20 % is 33.60, and that less 20 % 26.88.
        #expect(both.contains(#""total":{"amountMinor":2688}"#), "\(both)")
        #expect(same.contains(#"{"code":"CODE-B","problem":"NOT_STACKABLE""#), "\(same)")
        #expect(same.contains(#"{"code":"CODE-D","problem":"NOT_STACKABLE""#), "\(same)")
        #expect(same.contains(#"{"code":"NONE","problem":"UNKNOWN""#), "\(same)")
        #expect(order.contains("COUPON_NOT_APPLICABLE"), "\(order)")
        #expect(many.contains("BAD_USER_INPUT"), "\(many)")
        #expect(try await CouponActs.uses().allSatisfy { $0.hasSuffix(" 0 -") })
    }

    @Test(arguments: [
        ("kind: PERCENTAGE", "rateBasisPoints"),
        ("kind: PERCENTAGE, rateBasisPoints: 10001", "rateBasisPoints"),
        ("kind: FIXED, amountMinor: 0", "amountMinor"),
        ("kind: FIXED, amountMinor: 5, capMinor: 4", "capMinor"),
        ("kind: ITEM_FREE, freeQuantity: 1, buyQuantity: 1", "buyQuantity"),
        ("kind: BUY_X_GET_Y, freeQuantity: 101, buyQuantity: 1", "freeQuantity"),
        ("kind: FIXED, amountMinor: 5, minimumMinor: -1", "minimumMinor"),
        ("kind: FIXED, amountMinor: 5, weekdays: []", "weekdays"),
        (#"kind: FIXED, amountMinor: 5, startsAt: "10:00:00""#, "endsAt"),
        (
            #"kind: FIXED, amountMinor: 5, validFrom: "2026-03-02T00:00:00Z", "#
                + #"validUntil: "2026-03-01T00:00:00Z""#, "validUntil"
        ),
    ])
    func `what makes no sense is refused at its field`(_ terms: String, _ field: String) async throws {
        let world = try World()
        let (text, _) = await world.run(CouponActs.create("CODE", terms))
        #expect(text.contains(#""field":["input","\#(field)"],"code":"INVALID""#), "\(text)")
    }

    @Test
    func `a coupon changes its terms, not below what was used, and not behind somebody's back`() async throws
    {
        let world = try World()
        let made = await world.run(CouponActs.create("CODE", CouponActs.percentage + ", useMax: 2")).text
        let id = World.firstID(.coupon, in: made)
        for _ in 1...2 { _ = await world.run(CouponActs.order(#""CODE""#)) }
        func update(_ terms: String) async -> String {
            await world.run(
                """
                mutation { it: couponUpdate(input: { couponId: "\(id)", \(terms) }) {
                  coupon { useMax isActive version redemptions { nodes { status order { number } } } }
                  userErrors { field ... on CouponUserError { code } } } }
                """
            ).text
        }

        let below = await update("useMax: 1")
        let stale = await update("expectedVersion: 7, useMax: 3")
        let changed = await update("expectedVersion: 1, useMax: null, isActive: false")
        let twin = await world.run(CouponActs.create("code")).text

        #expect(below.contains("LIMIT_BELOW_USE"), "\(below)")
        #expect(stale.contains("CONFLICT"), "\(stale)")
        #expect(changed.contains(#""useMax":null,"isActive":false,"version":2"#), "\(changed)")
        #expect(changed.contains(#"{"status":"CLAIMED","order":{"number":2}}"#), "\(changed)")
        #expect(twin.contains("CODE_TAKEN"), "\(twin)")
    }

    @Test
    func `generated coupons have codes of their own, one use each, and the same terms`() async throws {
        let world = try World()
        let (text, _) = await world.run(
            """
            mutation { it: couponsGenerate(input: { count: 50, prefix: "vip", name: "VIP", currency: "PEN",
              \(CouponActs.percentage), itemIds: ["\(World.id(.item, 120))"] }) {
              coupons { code useMax itemIds } userErrors { message } } }
            """)
        #expect(text.contains(#""useMax":1,"itemIds":["\#(World.id(.item, 120))"]}"#), "\(text)")
        let codes = try await World.texts("SELECT code FROM coupons WHERE code ~ '^VIP-[A-Z0-9]{10}$'")
        #expect(Set(codes).count == 50)
        let list = await world.run(
            #"{ coupons(search: "vip", first: 2) { nodes { name } pageInfo { hasNextPage } } }"#
        ).text
        #expect(list.contains(#"{"name":"VIP"}],"pageInfo":{"hasNextPage":true}"#), "\(list)")
    }

    @Test
    func `a manager makes and changes coupons of the branches within reach`() async throws {
        let world = try World()
        func make(_ code: String, _ more: String) async -> String {
            await world.run(
                CouponActs.create(code, CouponActs.percentage + more), role: "BRANCH_MANAGER", branches: [11]
            ).text
        }
        let everywhere = await make("ALL", "")
        let elsewhere = await make("THERE", ", branchIds: [\"\(World.id(.branch, 12))\"]")
        let foreign = await make("FAR", ", branchIds: [\"\(World.id(.branch, 21))\"]")
        let here = await make("HERE", ", branchIds: [\"\(World.id(.branch, 11))\"]")
        let all = await world.run(CouponActs.create("BOTH")).text
        let taken = await world.run(
            """
            mutation { it: couponUpdate(input: { couponId: "\(World.firstID(.coupon, in: all))",
              isActive: false }) { userErrors { ... on CouponUserError { code } } } }
            """, role: "BRANCH_MANAGER", branches: [11]
        ).text

        #expect(everywhere.contains("INVALID"), "\(everywhere)")
        #expect(elsewhere.contains("NOT_FOUND") && foreign.contains("NOT_FOUND"), "\(elsewhere) \(foreign)")
        #expect(here.contains(#""userErrors":[]"#), "\(here)")
        #expect(taken.contains("NOT_FOUND"), "\(taken)")
    }

    @Test
    func `case 21: another tenant's item or coupon is nobody's`() async throws {
        let world = try World()
        let made = await world.run(CouponActs.create("CODE")).text
        func target(_ number: Int) async -> String {
            await world.run(
                CouponActs.create(
                    "X-CODE", CouponActs.percentage + ", itemIds: [\"\(World.id(.item, number))\"]")
            ).text
        }
        let foreign = await target(220)
        let nobody = await target(9999)
        let read = await world.run(
            "{ node(id: \"\(World.firstID(.coupon, in: made))\") { id } }", organization: 2
        ).text
        let other = await world.run(CouponActs.create("CODE"), organization: 2).text

        #expect(foreign == nobody)
        #expect(foreign.contains("NOT_FOUND"), "\(foreign)")
        #expect(read.contains(#""node":null"#), "\(read)")
        #expect(other.contains(#""userErrors":[]"#), "\(other)")
        #expect(try await World.texts("SELECT count(*) FROM coupons") == ["2"])
    }
}
