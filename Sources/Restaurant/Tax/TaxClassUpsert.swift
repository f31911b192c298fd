internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a tax class, or changes one.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.taxClassUpsert`.
enum TaxClassUpsert: TaxClassPayload {
    static let typeName = "TaxClassUpsertPayload"

    private static let columns = InputColumns<MenuErrorCode>(
        "tax_classes", owners: [:],
        [
            .text("name", 1...100, isNullable: false),
            InputColumn(
                field: "code", column: "code", type: .text, fallback: nil, isNullable: false
            ) { (input) throws(MenuMutationFailure) in
                guard let code = try input.text("code", 1...40) else { return .null }
                guard code.utf8.allSatisfy(isCodeCharacter) else {
                    throw input.refusal(.invalid, "code", "A code is of A-Z, 0-9 and _.")
                }
                return .text(code)
            },
        ])

    static let mutation = MenuMutation.make(
        keyCount: 1, constraints: MenuConstraints.rejections
    ) { (input, session) throws(MenuMutationFailure) in
        try session.requireWholeReach(input, at: "taxClassId")
        guard let id = try input.uuid("taxClassId", .taxClass) else {
            guard try input.text("code", 1...40) != nil else {
                throw input.refusal(.invalid, "code", "A new class needs a code.")
            }
            let id = input.newID()
            _ = try await session.run(
                try columns.insertion(id, of: session.tenant, owners: [], input))
            return [id.bytes]
        }
        try await session.lockTaxClass(id, input)
        _ = try await session.run(try columns.change(id, of: session.tenant, input))
        try await session.tellTaxChanged(id)
        return [id.bytes]
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }

    /// `tax_classes_pkey` serves it.
    fileprivate static let lock = Statement(
        "TaxClassUpsert.lock",
        """
        SELECT version FROM tax_classes WHERE organization_id = $1 AND id = $2 AND archived_at IS NULL
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<MenuErrorCode> {
    /// Locks a live tax class, unchanged since the caller read it.
    func lockTaxClass(
        _ id: UUIDBytes, _ input: MutationInput<MenuErrorCode>
    ) async throws(MenuMutationFailure) {
        let found = try await run(TaxClassUpsert.lock.bind(tenant, .uuid(id)))
        guard found.rowCount == 1, let version = found.int(0, 0) else { throw .notFound("taxClassId") }
        try input.requireVersion(version)
    }

    /// What holds in all branches is not for those who are held to some of them.
    func requireWholeReach(
        _ input: MutationInput<MenuErrorCode>, at field: String
    ) throws(MenuMutationFailure) {
        guard caller.branches == nil else {
            throw input.refusal(
                .branchOutOfReach, field, "This concerns branches that you do not reach.")
        }
    }
}
