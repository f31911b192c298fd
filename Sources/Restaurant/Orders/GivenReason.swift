internal import Domain
internal import Postgres

/// Why something is taken back, given away or called off: one of the house's reasons, words of one's own, or
/// both.
struct GivenReason: Sendable {
    /// The fields `reasonId` and `reason` of an input.
    let id: UUIDBytes?
    /// What it is called, or what was said.
    let text: String?
    /// What was said.
    let note: String?

    /// Whether there is any.
    var isGiven: Bool { text != nil }

    /// Reads it; one packet where a reason is named.
    ///
    /// - Parameter kind: what it must be a reason for.
    static func read(
        _ input: OrderInput, for kind: String, in session: OrderSession
    ) async throws(OrderMutationFailure) -> GivenReason {
        let id = try input.uuid("reasonId", .voidReason)
        let note = try input.text("reason", 1...200)
        guard let id else { return GivenReason(id: nil, text: note, note: note) }
        let found = try await session.run(find.bind(session.tenant, .uuid(id), .text(kind)))
        guard found.rowCount == 1, let name = found.string(0, 0) else { throw .notFound("reasonId") }
        return GivenReason(id: id, text: note ?? name, note: note)
    }

    /// `void_reasons_pkey` serves it.
    private static let find = Statement(
        "GivenReason.find",
        """
        SELECT name FROM void_reasons
        WHERE organization_id = $1 AND id = $2 AND kind = $3 AND archived_at IS NULL
        """, parameters: [.uuid, .uuid, .text])
}
