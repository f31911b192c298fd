internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Permits a client to send a picture to the store: exactly these bytes, for a while.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.uploadCreate`.
enum UploadCreate: ObjectType {
    static let typeName = "UploadCreatePayload"

    enum Columns {
        static let uploadID = Column<UUIDBytes?>("upload_id", at: 0)
        static let method = Column<String?>("method", at: 1)
        static let url = Column<String?>("url", at: 2)
        static let expiresAt = Column<Instant?>("expires_at", at: 3)
    }

    static let fields: [Field] = [
        .id("uploadId", Columns.uploadID, .upload),
        .column("method", Columns.method),
        .column("url", Columns.url),
        Field("headers", .outcomeList(1)),
        .column("expiresAt", Columns.expiresAt),
        Field("userErrors", .outcomeList(0)),
    ]

    private static let columnCount = 4

    static let mutation: MutationMaker = { (name, services) in
        { (arguments, values, session) async throws(LoadError) -> MutationOutcome in
            let input = MutationInput<UploadErrorCode>(
                arguments["input"] ?? .null, nowSeconds: values.nowSeconds)
            let session = MutationSession<UploadErrorCode>(
                transaction: session, mutation: name, services: services, nowSeconds: values.nowSeconds)
            do throws(UploadFailure) {
                return try await outcome(input, session)
            } catch {
                let refusal = try UploadMutation.rejection(for: error)
                return MutationOutcome(
                    row: RowSet(
                        values: [Array(repeating: nil, count: columnCount)], columnCount: columnCount),
                    lists: [
                        UserError.row(refusal, typeName: UploadUserError.typeName), UploadHeader.rows([]),
                    ], isRefused: true)
            }
        }
    }

    private static func outcome(
        _ input: MutationInput<UploadErrorCode>, _ session: MutationSession<UploadErrorCode>
    ) async throws(UploadFailure) -> MutationOutcome {
        let terms = session.services.images
        let id = input.newID()
        let file = try file(id, input, terms)
        try await session.requirePlaceForUpload(terms.uploadCountMax)
        let (end, overflows) = session.nowSeconds.addingReportingOverflow(
            terms.uploadLifetime.components.seconds)
        let expirySeconds = overflows ? session.nowSeconds : end
        _ = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .text(input.word("kind") ?? ""),
                .text(file.name.format.contentType), .int64(Int64(file.byteCount)), .bytes(file.checksum),
                .int64(expirySeconds)))
        let permission = terms.store.permission(
            for: file, nowSeconds: session.nowSeconds, expirySeconds: expirySeconds)
        let cells: [[UInt8]?] = [
            id.bytes, Array(permission.method.utf8), Array(permission.url.utf8), instant(expirySeconds),
        ]
        return MutationOutcome(
            row: RowSet(values: [cells], columnCount: columnCount),
            lists: [UserError.none, UploadHeader.rows(permission.headers)])
    }

    /// The picture that the input announces.
    private static func file(
        _ id: UUIDBytes, _ input: MutationInput<UploadErrorCode>, _ terms: ImageTerms
    ) throws(UploadFailure) -> ImageFile {
        guard let format = input.string("contentType").flatMap(ImageFormat.init(rawValue:)) else {
            let types = ImageFormat.allCases.map(\.contentType).joined(separator: ", ")
            throw input.refusal(.unsupportedType, "contentType", "Pictures are \(types).")
        }
        guard let byteCount = input.int("byteCount"), byteCount > 0 else {
            throw input.refusal(.invalid, "byteCount", "A picture has bytes.")
        }
        guard byteCount <= terms.byteCountMax else {
            throw input.refusal(
                .tooLarge, "byteCount", "A picture has \(terms.byteCountMax) bytes at most.")
        }
        guard let checksum = Checksum.bytes(input.string("checksum") ?? "") else {
            throw input.refusal(
                .invalid, "checksum", "The checksum is a SHA-256: 64 hexadecimal digits.")
        }
        return ImageFile(
            name: ImageName(high: id.high, low: id.low, format: format), byteCount: Int(byteCount),
            checksum: checksum)
    }

    /// A moment as the cell of a timestamp: microseconds since 2000, 946,684,800 s after 1970.
    private static func instant(_ unixSeconds: Int64) -> [UInt8] {
        let (seconds, tooEarly) = unixSeconds.subtractingReportingOverflow(946_684_800)
        let (microseconds, tooLate) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let cell = tooEarly || tooLate ? 0 : microseconds
        return withUnsafeBytes(of: cell.bigEndian) { Array($0) }
    }

    private static let insert = Statement(
        "UploadCreate.insert",
        """
        INSERT INTO uploads (id, organization_id, kind, content_type, byte_count, checksum, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7))
        """, parameters: [.uuid, .uuid, .text, .text, .int8, .bytea, .int8])

    /// Who asks at the same time is counted too: one organization's go one after the other.
    fileprivate static let lock = Statement(
        "UploadCreate.lock", "SELECT pg_advisory_xact_lock(hashtextextended('uploads ' || $1::text, 0))",
        parameters: [.uuid], results: .text)

    /// `uploads_pkey` serves it.
    fileprivate static let count = Statement(
        "UploadCreate.count",
        "SELECT count(*) FROM (SELECT FROM uploads WHERE organization_id = $1 LIMIT $2) AS u",
        parameters: [.uuid, .int8])
}

/// SHA-256 in the form in which tools print it.
enum Checksum {
    /// The 32 bytes behind 64 hexadecimal digits; nil for any other text.
    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        return bytes
    }
}

extension MutationSession<UploadErrorCode> {
    /// The organization may upload something more: uploads fill a disk.
    fileprivate func requirePlaceForUpload(_ countMax: Int) async throws(UploadFailure) {
        let found = try await run([
            UploadCreate.lock.bind(tenant), UploadCreate.count.bind(tenant, .int64(Int64(countMax))),
        ])
        guard (found.last?.int(0, 0) ?? 0) < countMax else {
            throw .refused(
                .uploadLimit, "byteCount",
                "The organization has \(countMax) uploads; take pictures away that are not needed.")
        }
    }
}
