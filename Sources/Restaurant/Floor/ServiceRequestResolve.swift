internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Says that somebody is on the way.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.serviceRequestAcknowledge`.
enum ServiceRequestAcknowledge: ObjectType {
    static let typeName = "ServiceRequestAcknowledgePayload"
    static let fields = ServiceRequestPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        try await ServiceRequestStatus.set("ACKNOWLEDGED", from: ["PENDING"], input, session)
    }
}

/// Says that a request was met.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.serviceRequestResolve`.
enum ServiceRequestResolve: ObjectType {
    static let typeName = "ServiceRequestResolvePayload"
    static let fields = ServiceRequestPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        try await ServiceRequestStatus.set("RESOLVED", from: ["PENDING", "ACKNOWLEDGED"], input, session)
    }
}

/// How a request changes its status.
enum ServiceRequestStatus {
    /// Writes a status that may follow the one that the request has.
    ///
    /// - Returns: the payload's keys.
    static func set(
        _ status: String, from before: [String], _ input: FloorInput, _ session: FloorSession
    ) async throws(FloorFailure) -> [[UInt8]?] {
        let id = try input.requiredUUID("requestId", .serviceRequest)
        let found = try await session.run(
            lock.bind(session.tenant, .uuid(id), session.caller.branchArray))
        guard found.rowCount == 1, let branch = found.uuid(0, 0), let old = found.string(0, 1),
            let version = found.int(0, 2)
        else { throw .notFound("requestId") }
        try input.requireVersion(version)
        guard before.contains(old) else {
            throw .refused(.conflict, "requestId", "It is \(old) and can not become \(status).")
        }
        _ = try await session.run(update.bind(session.tenant, .uuid(id), .text(status), session.writer))
        session.transaction.tell(FloorEvent.request(id, in: branch, status: status))
        return [id.bytes]
    }

    /// `service_requests_pkey` serves both.
    private static let lock = Statement(
        "ServiceRequestStatus.lock",
        """
        SELECT branch_id, status, version FROM service_requests
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    private static let update = Statement(
        "ServiceRequestStatus.update",
        """
        UPDATE service_requests SET status = $3,
          acknowledged_at = CASE WHEN $3 = 'ACKNOWLEDGED' THEN now() ELSE acknowledged_at END,
          resolved_at = CASE WHEN $3 = 'RESOLVED' THEN now() END,
          updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .uuid])
}
