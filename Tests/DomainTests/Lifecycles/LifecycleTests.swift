import Domain
import Testing

/// Every row of the state tables, and every way that no row allows.
@Suite struct LifecycleTests {
    @Test func `an order goes its ways and no others`() throws {
        try expect(
            OrderLifecycle.self,
            follows: """
                - > PENDING | W C M G | | snapshot claim number
                PENDING > CONFIRMED | W C M K S | | confirmedAt occupyTable fireTickets stockByPolicy
                PENDING > CANCELED | G | own nothingStarted nothingCaptured | release
                PENDING > CANCELED | W C M | nothingCaptured | release
                CONFIRMED > PREPARING | K S | ticketStarted | stockByPolicy
                CONFIRMED > CANCELED | C M | reason nothingCaptured | release reverseStock voidTickets
                CONFIRMED > CANCELED | W | waitersCancel reason nothingCaptured | \
                release reverseStock voidTickets
                PREPARING > READY | K S | ticketsReady | notify
                PREPARING > CANCELED | M C | reason nothingCaptured | release wasteOrReverseStock voidTickets
                READY > CANCELED | M | reason nothingCaptured | release wasteStock voidTickets
                CONFIRMED PREPARING READY SERVED > COMPLETED | S | completeOnPaid balanceZero | \
                stockByPolicy settle freeTableOnClose
                READY > SERVED | W K | |
                READY > COMPLETED | C S | leavesHouse balanceZero | stockByPolicy settle freeTableOnClose
                SERVED > COMPLETED | C M W S | balanceZero | stockByPolicy settle freeTableOnClose
                SERVED > COMPLETED | M | writeOffReason | stockByPolicy settle freeTableOnClose
                PREPARING > CONFIRMED | K M | |
                READY > PREPARING | K M | |
                SERVED > READY | K M | |
                PENDING CONFIRMED PREPARING READY > CANCELED | S | noLiveLine nothingCaptured | \
                release voidTickets
                """)
    }

    @Test func `a line of an order goes its ways and no others`() throws {
        try expect(
            OrderLineLifecycle.self,
            follows: """
                - > PENDING | W C M G | |
                PENDING > HELD | W C M K S | |
                PENDING > FIRED | W C M K S | | ticket
                HELD > FIRED | W M S | | ticket
                FIRED > PREPARING | K S | |
                PREPARING > READY | K S | |
                READY > SERVED | W K | |
                PENDING HELD FIRED PREPARING READY > VOIDED | C M | reason unpaid uninvoiced | \
                reprice reverseStock voidTicketLine
                SERVED > COMPED | M | reason | reprice
                """)
    }

    @Test func `a use of a coupon goes its ways and no others`() throws {
        try expect(
            CouponRedemptionLifecycle.self,
            follows: """
                - > CLAIMED | W C M G | usesLeft | count
                CLAIMED > USED | S | |
                CLAIMED USED > RELEASED | S | | giveBack
                """)
    }

    @Test func `a course goes its ways and no others`() throws {
        try expect(
            CourseLifecycle.self,
            follows: """
                - > HELD | W M G C S | |
                HELD > FIRED | W M | | fireLines
                HELD > FIRED | S | previousServed | fireLines
                FIRED > DONE | S | linesServed |
                """)
    }

    @Test func `a ticket goes its ways and no others`() throws {
        try expect(
            TicketLifecycle.self,
            follows: """
                - > NEW | S | |
                NEW > IN_PROGRESS | K | | startOrder
                IN_PROGRESS > READY | K | | readyOrder
                READY > BUMPED | K | |
                BUMPED > READY | K | recentlyBumped |
                NEW IN_PROGRESS READY BUMPED > VOIDED | S | | strikeThrough
                """)
    }

    @Test func `a line of a ticket goes its ways and no others`() throws {
        try expect(
            TicketLineLifecycle.self,
            follows: """
                - > NEW | S | |
                NEW > READY | K | ticketInProgress | readyLine
                NEW READY > VOIDED | S | |
                """)
    }

    @Test func `a cart goes its ways and no others`() throws {
        try expect(
            CartLifecycle.self,
            follows: """
                - > OPEN | G W C M | |
                OPEN > SUBMITTED | G W C M | valid totalAccepted | createOrder
                OPEN > MERGED | G W C M S | targetOpen | moveLines
                OPEN > ABANDONED | S | expired |
                """)
    }

    @Test func `a table goes its ways and no others`() throws {
        try expect(
            TableLifecycle.self,
            follows: """
                - > AVAILABLE | M | |
                AVAILABLE RESERVED > OCCUPIED | W C M K S | |
                AVAILABLE > RESERVED | W C M S | |
                RESERVED > AVAILABLE | W C M S | |
                AVAILABLE RESERVED > MAINTENANCE | W M | |
                MAINTENANCE > AVAILABLE | W M | |
                OCCUPIED > AVAILABLE | W C M S | sessionClosed nothingOwed |
                OCCUPIED > AVAILABLE | M | sessionClosed forceReason | auditForce
                """)
    }

    @Test func `a table session goes its ways and no others`() throws {
        try expect(
            TableSessionLifecycle.self,
            follows: """
                - > PENDING | G | |
                - > ACTIVE | W C M S | tableFree | occupyTable
                PENDING > ACTIVE | W C M | tableFree | occupyTable
                PENDING > ACTIVE | S | autoApprove tableFree | occupyTable
                PENDING > REJECTED | W C M | | revokeTokens
                PENDING > REJECTED | S | unanswered | revokeTokens
                ACTIVE > CLOSED | W C M S | noOpenOrder balanceZero | revokeTokens freeTable
                ACTIVE > CLOSED | M | forceReason | revokeTokens freeTable auditForce
                ACTIVE > CLOSED | S | expired noOpenOrder | revokeTokens freeTable
                ACTIVE > MOVED | W C M | targetAvailable | rebindTokens moveOrders freeTable
                ACTIVE > MERGED | W C M | targetActive | rebindTokens moveOrders freeTable
                """)
    }

    @Test func `a reservation goes its ways and no others`() throws {
        try expect(
            ReservationLifecycle.self,
            follows: """
                - > BOOKED | G W C M | | reserveTable
                BOOKED > SEATED | W C M | tableFree | openSession
                BOOKED > CANCELED | G | own | freeTable
                BOOKED > CANCELED | W C M | | freeTable
                BOOKED > NO_SHOW | W C M S | overdue | freeTable
                """)
    }

    @Test func `a payment goes its ways and no others`() throws {
        try expect(
            PaymentLifecycle.self,
            follows: """
                - > PENDING | W C M G S | withinBalance keyFresh |
                - > AUTHORIZED | W C M G S | withinBalance keyFresh |
                PENDING AUTHORIZED > CAPTURED | W C M G S | | paidAt linkDrawer maybeComplete
                PENDING AUTHORIZED > FAILED | W C M G S | |
                PENDING AUTHORIZED > VOIDED | W C M G S | |
                CAPTURED > VOIDED | C M | sameBusinessDay drawerOpen reason |
                CAPTURED PARTIALLY_REFUNDED > PARTIALLY_REFUNDED | M | leavesRest | reverseRewards
                CAPTURED PARTIALLY_REFUNDED > PARTIALLY_REFUNDED | C | leavesRest withinCashierLimit | \
                reverseRewards
                CAPTURED PARTIALLY_REFUNDED > REFUNDED | M | takesRest | reverseRewards
                CAPTURED PARTIALLY_REFUNDED > REFUNDED | C | takesRest withinCashierLimit | reverseRewards
                """)
    }

    @Test func `a drawer goes its ways and no others`() throws {
        try expect(
            CashSessionLifecycle.self,
            follows: """
                - > OPEN | C M | | postFloat
                OPEN > COUNTING | C | own |
                OPEN > COUNTING | M | |
                COUNTING > CLOSED | C | own counted | settle
                COUNTING > CLOSED | M | counted | settle
                """)
    }

    @Test func `what is over stays over`() {
        #expect(OrderLifecycle.State.allCases.filter(OrderLifecycle.isFinal) == [.completed, .canceled])
        #expect(OrderLineLifecycle.State.allCases.filter(OrderLineLifecycle.isFinal) == [.voided, .comped])
        #expect(TicketLifecycle.State.allCases.filter(TicketLifecycle.isFinal) == [.voided])
        #expect(
            CartLifecycle.State.allCases.filter(CartLifecycle.isFinal) == [.submitted, .merged, .abandoned])
        #expect(TableLifecycle.State.allCases.filter(TableLifecycle.isFinal).isEmpty)
        #expect(
            TableSessionLifecycle.State.allCases.filter(TableSessionLifecycle.isFinal) == [
                .rejected, .closed, .moved, .merged,
            ])
    }

    @Test func `an order that has captured money is called off by nobody`() {
        let facts = Set(OrderLifecycle.Condition.allCases).subtracting([.nothingCaptured])
        for state in OrderLifecycle.State.allCases {
            for party in ActingParty.allCases {
                #expect(throws: TransitionRefusal<OrderLifecycle>.self) {
                    try OrderLifecycle.transition(from: state, to: .canceled, by: party, given: facts)
                }
            }
        }
    }

    @Test func `case 27: an order with no live line left is called off by itself`() throws {
        let way = try OrderLifecycle.transition(
            from: .preparing, to: .canceled, by: .system, given: [.noLiveLine, .nothingCaptured])

        #expect(way.effects == [.release, .voidTickets])
    }

    @Test func `case 28: a table with money owed is freed by force and with a reason only`() throws {
        #expect(throws: TransitionRefusal<TableLifecycle>.missing([.nothingOwed])) {
            try TableLifecycle.transition(
                from: .occupied, to: .available, by: .waiter, given: [.sessionClosed, .forceReason])
        }
        let way = try TableLifecycle.transition(
            from: .occupied, to: .available, by: .administrator, given: [.sessionClosed, .forceReason])
        #expect(way.effects == [.auditForce])
    }

    @Test func `who may but lacks something is told what, by the first way that lacks least`() {
        #expect(throws: TransitionRefusal<OrderLifecycle>.missing([.balanceZero])) {
            try OrderLifecycle.transition(from: .served, to: .completed, by: .manager, given: [])
        }
        #expect(throws: TransitionRefusal<OrderLifecycle>.missing([.reason])) {
            try OrderLifecycle.transition(
                from: .confirmed, to: .canceled, by: .waiter, given: [.nothingCaptured, .waitersCancel])
        }
    }

    @Test(arguments: MemberRole.allCases)
    func `members act by their roles`(role: MemberRole) {
        let expected: [MemberRole: ActingParty] = [
            .orgAdmin: .administrator, .branchManager: .manager, .cashier: .cashier, .waiter: .waiter,
            .kitchen: .kitchen,
        ]
        #expect(ActingParty(role) == expected[role])
    }
}
