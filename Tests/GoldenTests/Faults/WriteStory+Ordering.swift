import Restaurant

extension WriteStory {
    /// Two orders on their way through the kitchen to the till, and one that is called off.
    static let ordering = WriteStory(
        name: "ordering", steps: stations + carts + sent + lines + kitchen + display + money)

    private static let stations: [Step] = [
        .step(
            "stationCreate", #"branchId: $branch, name: "Pase", isDefault: true"#, "station",
            ("station", .station)),
        .step("stationUpdate", #"stationId: $station, name: "Barra""#, "station"),
        .step("stationRoutesSet", "stationId: $station, itemIds: [$ceviche]", "station"),
    ]

    private static let portion =
        #"{ itemId: $ceviche, quantity: "1", selections: [{ groupId: $size, modifierId: $personal }] }"#
    private static let platter = """
        { itemId: $ceviche, quantity: "2", instructions: "sin cebolla", selections: [{
          groupId: $size, modifierId: $platter, selections: [{ groupId: $side, modifierId: $corn }] }] }
        """

    private static let carts: [Step] = [
        scan("tableSessionStart", 1, "session"),
        .step("tableSessionApprove", "sessionId: $session", "session", as: "WAITER"),
        .step("cartCreate", "branchId: $branch, $key", "cart", ("cart", .cart), as: "CUSTOMER"),
        .step(
            "cartLinesAdd", "cartId: $cart, lines: [\(platter), \(portion)], $key", "cart",
            as: "CUSTOMER",
            finds: [
                Find(
                    name: "first", kind: .cartLine,
                    query: "SELECT id FROM cart_lines WHERE quantity = 2"),
                Find(
                    name: "second", kind: .cartLine,
                    query: "SELECT id FROM cart_lines WHERE quantity = 1"),
            ]),
        .step(
            "cartLineUpdate", #"cartId: $cart, lineId: $first, quantity: "3", $key"#, "cart", as: "CUSTOMER"),
        .step("cartLinesRemove", "cartId: $cart, lineIds: [$second], $key", "cart", as: "CUSTOMER"),
        .step(
            "cartCreate", "branchId: $branch, type: DINE_IN, $key", "cart", ("other", .cart), as: "WAITER"),
        .step("cartLinesAdd", "cartId: $other, lines: [\(portion)], $key", "cart", as: "WAITER"),
        .step("cartCreate", #"branchId: $branch, deviceKey: "kiosk", $key"#, "cart", as: "WAITER"),
        .step("customerCreate", #"name: "Rosa", phone: "+51987654321""#, "customer", ("guest1", .customer)),
        .step("cartCustomerAttach", "cartId: $other, customerId: $guest1, $key", "cart", as: "WAITER"),
        .step("cartMerge", "cartId: $other, intoId: $cart, $key", "cart", as: "WAITER"),
        .step(
            "couponCreate",
            #"code: "HOLA20", name: "Hola", kind: PERCENTAGE, currency: "PEN", rateBasisPoints: 2000, $key"#,
            "coupon", ("coupon", .coupon)),
        .step(
            "couponUpdate",
            #"couponId: $coupon, useMax: 2, startsAt: "00:00:00", endsAt: "00:00:00", categoryIds: [], $key"#,
            "coupon"),
        .step(
            "couponsGenerate",
            """
            count: 2, prefix: "VIP", name: "Invita la casa", kind: ITEM_FREE, currency: "PEN",
            freeQuantity: 1, itemIds: [$ceviche], branchIds: [$branch], $key
            """, "coupons"),
        .step("cartCouponApply", #"cartId: $cart, code: "hola20", $key"#, "cart", as: "CUSTOMER"),
        .step("cartCouponRemove", #"cartId: $cart, code: "HOLA20", $key"#, "cart", as: "CUSTOMER"),
        .step("cartCouponApply", #"cartId: $cart, code: "HOLA20", $key"#, "cart", as: "CUSTOMER"),
        .step(
            "loyaltyProgramUpdate", #"name: "Amigos", currency: "PEN", lotDays: 90, $key"#, "loyaltyProgram"),
        .step(
            "loyaltyAdjust", #"customerId: $guest1, points: 200, reason: "Regalo", $key"#, "loyaltyAccount"),
        .step(
            "rewardUpsert", #"name: "Postre", points: 80, currency: "PEN", amountMinor: 100, $key"#, "reward",
            ("reward", .reward)),
        .step("cartCustomerAttach", "cartId: $cart, customerId: $guest1, $key", "cart", as: "WAITER"),
        .step("cartRewardApply", "cartId: $cart, rewardId: $reward, $key", "cart", as: "CASHIER"),
        .step("cartRewardRemove", "cartId: $cart, rewardId: $reward, $key", "cart", as: "CASHIER"),
        .step("cartRewardApply", "cartId: $cart, rewardId: $reward, $key", "cart", as: "CASHIER"),
        .step(
            "cartSubmit", "cartId: $cart, expectedTotal: 1, acceptChanges: true, $key", "order",
            ("sent", .order), as: "CUSTOMER"),
    ]

    private static let sent: [Step] = [
        .step("orderConfirm", "id: $sent, $key", "order", as: "WAITER", finds: [ticket("sentTicket", 1)]),
        .step("ticketStart", "ticketId: $sentTicket, $key", "ticket", as: "KITCHEN", finds: [ticketLine]),
        .step("ticketLineReady", "ticketLineId: $portionMade, $key", "ticketLine", as: "KITCHEN"),
    ]

    private static let lines: [Step] = [
        .step(
            "orderCreate",
            """
            branchId: $branch, tableId: $table3, source: WAITER_APP, customerId: $guest1, $key,
            lines: [\(platter.replacing("{ itemId", with: "{ course: 1, itemId")),
              \(portion.replacing("{ itemId", with: "{ course: 2, itemId"))]
            """, "order", ("order", .order), as: "WAITER",
            finds: [line("line", course: 1), line("later", course: 2)]),
        .step("rewardRedeem", "orderId: $order, rewardId: $reward, $key", "order", as: "CASHIER"),
        .step("orderLineUpdate", #"lineId: $line, quantity: "3", $key"#, "order", as: "WAITER"),
        .step("orderLinesAdd", "orderId: $order, lines: [\(portion)], $key", "order", as: "WAITER"),
        .step("voidReasonUpsert", #"name: "Frío", kind: VOID, $key"#, "voidReason", ("reason", .voidReason)),
        .step(
            "orderDiscountAdd", #"orderId: $order, name: "Amigos", rateBasisPoints: 1000, $key"#, "order",
            finds: [
                Find(
                    name: "discount", kind: .orderDiscount,
                    query: "SELECT id FROM order_discounts WHERE kind = 'MANUAL'")
            ]),
        .step("orderDiscountRemove", "id: $discount, $key", "order"),
        .step("orderCourseHold", "orderId: $order, course: 2, $key", "order", as: "WAITER"),
        .step("orderConfirm", "id: $order, $key", "order", as: "WAITER", finds: [ticket("ticket", 2)]),
        .step(
            "orderCourseFire", "orderId: $order, course: 2, $key", "order", as: "WAITER",
            finds: [ticket("laterTicket", 2, course: 2)]),
        .step("orderLineVoid", "lineId: $later, reasonId: $reason, $key", "order"),
        .step("orderLineVoid", #"lineId: $line, quantity: "1", reasonId: $reason, $key"#, "order"),
        .step("orderTransferTable", "orderId: $order, tableId: $table4, $key", "order", as: "WAITER"),
    ]

    private static let kitchen: [Step] = [
        .step("ticketAcknowledge", "ticketId: $laterTicket, $key", "ticket", as: "KITCHEN"),
        .step("ticketStart", "ticketId: $ticket, $key", "ticket", as: "KITCHEN"),
        .step("ticketReady", "ticketId: $ticket, $key", "ticket", as: "KITCHEN"),
        .step("ticketBump", "ticketId: $ticket, $key", "ticket", as: "KITCHEN"),
        .step("ticketRecall", "ticketId: $ticket, $key", "ticket", as: "KITCHEN"),
        .step("orderStatusSet", "id: $order, status: SERVED, $key", "order", as: "WAITER"),
    ]

    /// What a display says of itself, and what ends with it.
    private static let display: [Step] = [
        .step(
            "kitchenDisplayAcknowledge", #"branchId: $branch, cursor: "1""#, "branch", as: "KITCHEN",
            finds: [alert]),
        .step("kitchenDisplayAcknowledge", #"branchId: $branch, cursor: "2""#, "branch", as: "KITCHEN"),
    ]

    private static let money: [Step] = [
        .step("checkSplit", "orderId: $order, parts: 2, $key", "order", as: "WAITER"),
        .step("checkMerge", "orderId: $order, $key", "order", as: "WAITER"),
        .step("orderLineComp", "lineId: $line, reason: \"Frío\", $key", "order"),
        .step(
            "cashSessionOpen", #"branchId: $branch, register: "Caja", floatMinor: 5000, $key"#,
            "cashSession", ("drawer", .cashSession)),
        .step(
            "cashMovementCreate", #"cashSessionId: $drawer, kind: DROP, amountMinor: 100, reason: "x", $key"#,
            "movement"),
        .step(
            "paymentCreate", "orderId: $sent, method: CARD, amountMinor: 1000, $key", "payment",
            ("paid", .payment)),
        .step("tipAdjust", "paymentId: $paid, tipMinor: 150, $key", "payment"),
        .step(
            "paymentRefund", #"paymentId: $paid, amountMinor: 400, tipMinor: 50, reason: "Frío", $key"#,
            "payment"),
        .step(
            "paymentCreate", "orderId: $sent, method: CASH, amountMinor: 300, $key", "payment",
            ("mistaken", .payment)),
        .step("paymentVoid", #"paymentId: $mistaken, reason: "Otra mesa", $key"#, "payment"),
        .step(
            "paymentCreate", "orderId: $sent, method: YAPE, amountMinor: 200, authorizeOnly: true, $key",
            "payment", ("asked", .payment), finds: [promised]),
        .step("paymentCapture", "paymentId: $promised, $key", "payment"),
        .step("cashSessionClose", "cashSessionId: $drawer, $key", "cashSession"),
        .step("cashSessionClose", "cashSessionId: $drawer, countedMinor: 4900, $key", "cashSession"),
        .step(
            "orderCreate", "branchId: $branch, type: TAKEAWAY, source: POS, $key, lines: [\(portion)]",
            "order", ("canceled", .order), as: "WAITER"),
        .step("orderCancel", #"id: $canceled, reason: "Se fueron", $key"#, "order"),
    ]

    /// An alert that the next acknowledgement ends.
    private static let alert = Find(
        name: "alert", kind: .kitchenAlert,
        query: """
            INSERT INTO kitchen_alerts (id, organization_id, branch_id, station_id, ticket_id, sequence,
              unshown_since)
            SELECT gen_random_uuid(), organization_id, branch_id, station_id, id, 2, now()
            FROM kitchen_tickets ORDER BY id LIMIT 1 RETURNING id
            """)

    private static let ticketLine = Find(
        name: "portionMade", kind: .ticketLine, query: "SELECT id FROM ticket_lines ORDER BY id LIMIT 1")

    /// The payment that a provider was asked for, once it has had it promised.
    private static let promised = Find(
        name: "promised", kind: .payment,
        query: """
            UPDATE provider_requests SET state = 'CONFIRMED', outcome = 'DONE', sent_at = now(),
              confirmed_at = now();
            UPDATE payments SET status = 'AUTHORIZED' WHERE is_provided RETURNING id
            """)

    /// The ticket of the n-th order of the day.
    private static func ticket(_ name: String, _ number: Int, course: Int = 1) -> Find {
        Find(
            name: name, kind: .kitchenTicket,
            query: """
                SELECT t.id FROM kitchen_tickets AS t JOIN orders AS o ON o.id = t.order_id
                WHERE o.number = \(number) AND t.course = \(course)
                """)
    }

    /// A line of the second order.
    private static func line(_ name: String, course: Int) -> Find {
        Find(
            name: name, kind: .orderLine,
            query: """
                SELECT l.id FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id
                WHERE o.number = 2 AND l.course = \(course)
                """)
    }
}
