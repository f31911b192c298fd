import Restaurant

extension WriteStory {
    /// Tables, those who are expected at them, those who come and go.
    static let floor = WriteStory(
        name: "floor",
        steps: [
            .step("spaceCreate", #"branchId: $branch, name: "Patio""#, "space", ("space", .space)),
            .step("spaceUpdate", "spaceId: $space, floorNumber: 1", "space"),
            .step("tableCreate", #"spaceId: $space, label: "P1""#, "table", ("table", .table)),
            .step("tableUpdate", "tableId: $table, capacity: 6", "table"),
            .step("tableQrRotate", "tableId: $table", "table"),
            .step("tableAssign", "tableId: $table, memberId: $member", "table"),
            .step("tableUnassign", "tableId: $table, memberId: $member", "table"),
            .step("tableStatusSet", "tableId: $table, status: MAINTENANCE", "table", as: "WAITER"),
            .step("tableArchive", "tableId: $table", "table"),
            .step("reservationCreate", booking("$table2"), "reservation", ("booking", .reservation)),
            .step("reservationUpdate", "reservationId: $booking, partySize: 3", "reservation"),
            .step("reservationSeat", "reservationId: $booking", "session", ("seated", .tableSession)),
            .step("reservationCreate", booking("$table3"), "reservation", ("called", .reservation)),
            .step("reservationCancel", "reservationId: $called", "reservation"),
        ] + sessions)

    private static func booking(_ table: String) -> String {
        "branchId: $branch, tableId: \(table), guestName: \"Rosa\", startsAt: \"2026-03-02T20:00:00Z\""
    }

    private static let sessions: [Step] = [
        scan("tableSessionStart", 4, "refused"),
        .step("tableSessionReject", "sessionId: $refused", "session", as: "WAITER"),
        scan("tableSessionStart", 1, "session"),
        .step("tableSessionApprove", "sessionId: $session", "session", as: "WAITER"),
        scan("tableSessionJoin", 1, "session"),
        .step(
            "serviceRequestCreate", "type: CALL_WAITER", "request", ("request", .serviceRequest),
            as: "CUSTOMER"),
        .step("serviceRequestAcknowledge", "requestId: $request", "request", as: "WAITER"),
        .step("serviceRequestResolve", "requestId: $request", "request", as: "WAITER"),
        .step(
            "tableSessionMove", "sessionId: $session, tableId: $table5", "session",
            ("session", .tableSession), as: "WAITER"),
        .step(
            "tableSessionsMerge", "sessionId: $session, intoSessionId: $seated", "session", as: "WAITER"),
        .step("tableSessionClose", "sessionId: $seated", "session", as: "WAITER"),
    ]

    /// A guest with the code of a table.
    static func scan(_ mutation: String, _ table: Int, _ name: String) -> Step {
        Step(
            mutation: mutation, input: "qrToken: \"qr-token-of-table-\(table)\", guestName: \"Luz\"",
            selection: "pass { sessionId guestId }", role: "PUBLIC",
            keeps: [name: .tableSession, "guest": .sessionGuest])
    }
}
