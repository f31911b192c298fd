import DataLoader
import Foundation
import GraphQLExecution
import Postgres

/// The engine as the demonstration uses it: documents in, decoded data out, on behalf of one organization.
struct DemoEngine: Sendable {
    /// On whose behalf most of it is played.
    static let manager = "ORG_ADMIN"
    /// Who brings plates to tables: whoever runs the house does not.
    static let waiter = "WAITER"

    let service: GraphQLService<TenantSessions>
    let organization: UUIDBytes
    /// What a role may do.
    let access: @Sendable (String) -> AccessPolicy

    /// Why a step of the demonstration did not happen, in the API's own words.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// What every answer looks like.
    private struct Answer<Value: Decodable>: Decodable {
        let data: Value?
        let errors: [Fault]?
    }

    private struct Fault: Decodable {
        let message: String
    }

    /// A payload: one node of interest, or refusals.
    private struct Payload<Node: Decodable>: Decodable {
        let node: Node?
        let userErrors: [Fault]
    }

    /// Asks a query.
    func ask<Value: Decodable>(
        _ document: String, by role: String = DemoEngine.manager, as type: Value.Type
    ) async throws -> Value {
        let caller = TenantCaller(organization: organization, role: role)
        let response = await service.execute(
            GraphQLRequest(document: Array(document.utf8)), for: caller, access: access(role),
            values: RequestValues(nowSeconds: Int64(Date().timeIntervalSince1970)), requestID: "demo")
        let answer = try JSONDecoder().decode(Answer<Value>.self, from: Data(response.body.text.utf8))
        if let fault = answer.errors?.first { throw Refusal(description: fault.message) }
        guard let data = answer.data else { throw Refusal(description: "no data") }
        return data
    }

    /// Runs a mutation.
    ///
    /// - Parameters:
    ///   - node: the payload's field that holds the node, with what is read of it.
    ///   - input: the fields of the input as they stand in a document.
    func run<Node: Decodable>(
        _ mutation: String, _ input: String, by role: String = DemoEngine.manager, node: String,
        as type: Node.Type
    ) async throws -> Node {
        let document =
            "mutation { it: \(mutation)(input: { \(input) }) { node: \(node) userErrors { message } } }"
        let payload = try await ask(document, by: role, as: [String: Payload<Node>].self)["it"]
        guard let node = payload?.node else {
            throw Refusal(
                description: "\(mutation): \(payload?.userErrors.first?.message ?? "no payload")")
        }
        return node
    }
}
