import Foundation
import Testing

@testable import Server

/// What whoever starts the server for the first time finds in the demonstration.
@Suite(.serialized, .tags(.slow)) struct DemoEveningTests: ServingSuite {
    private struct Answer: Decodable {
        struct Data: Decodable {
            let orders: Orders
        }

        struct Orders: Decodable {
            let nodes: [Order]
        }

        struct Order: Decodable {
            let status: String
            let paymentStatus: String
        }

        let data: Data
    }

    @Test func `orders in every state, some paid in part and some whole`() async throws {
        try await serving(playsEvening: true) { world in
            var world = world
            world.organization = try #require(world.organizations.first)
            let branch = try #require(world.organization.branches.first?.id)
            let text = try await world.query(
                "{ orders(branchId: \"\(branch)\", first: 50) { nodes { status paymentStatus } } }",
                role: "ORG_ADMIN"
            ).body
            let orders = try JSONDecoder().decode(Answer.self, from: Data(text.utf8)).data.orders.nodes

            let states = ["PENDING", "CONFIRMED", "PREPARING", "READY", "SERVED", "COMPLETED", "CANCELED"]
            #expect(Set(orders.map(\.status)) == Set(states))
            #expect(Set(orders.map(\.paymentStatus)) == ["UNPAID", "PARTIALLY_PAID", "PAID"])
        }
    }
}
