import Accounts
import Foundation
import Testing

@testable import Server

/// A kitchen whose displays are dark, in the whole server: its managers are told, and told when it is over.
@Suite(.serialized, .tags(.slow)) struct KitchenWatchTests: ServingSuite {
    private static let hasty = ["COMANDA_KITCHEN_DISPLAY_PATIENCE": "1s", "COMANDA_KITCHEN_WATCH": "100ms"]

    @Test func `an order that no display acknowledges raises an alert, and one that does ends it`()
        async throws
    {
        try await serving(settings: Self.hasty) { world in
            let house = try await KitchenHouse(world)
            let bearer = try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: "BRANCH_MANAGER", branches: nil,
                id: "1")
            let socket = try await SocketClient.open(port: world.port, bearer: bearer)
            try socket.subscribe(
                "1",
                """
                subscription { kitchenAlertChanged(branchId: "\(house.branch)") {
                  changeType alert { ticket { status } resolvedAt } } }
                """)
            try socket.subscribe("2", "{ __typename }")
            #expect(await socket.answer(to: "2").count == 2)

            try await house.order()
            let raised = try #require(await socket.messages(4).last)
            let open = #""changeType":"CREATED","alert":{"ticket":{"status":"NEW"},"resolvedAt":null}"#
            #expect(raised.contains(open), "\(raised)")

            let read = try await world.query(
                "{ branch(id: \"\(house.branch)\") { eventCursor } }", role: "KITCHEN")
            let cursor = try #require(read.text("eventCursor"))
            let answer = try await world.query(
                """
                mutation { kitchenDisplayAcknowledge(input: {
                  branchId: "\(house.branch)", cursor: "\(cursor)" }) { userErrors { message } } }
                """, role: "KITCHEN")
            #expect(answer.body.contains(#""userErrors":[]"#), "\(answer)")
            let over = try #require(await socket.messages(5).last)
            #expect(over.contains(#""changeType":"STATUS_CHANGED""#), "\(over)")
            #expect(!over.contains(#""resolvedAt":null"#), "\(over)")
            socket.close()
        }
    }
}
