internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a picture of what was uploaded, once the store holds exactly what was announced. Saying it again
/// answers the same picture.
///
/// The store is asked before the transaction: it may be another machine, and slow.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.uploadComplete`.
enum UploadComplete: ObjectType {
    static let typeName = "UploadCompletePayload"

    enum Columns {
        static let imageID = Column<UUIDBytes?>("image_id", at: 0)
        static let url = Column<String?>("url", at: 1)
        static let fileName = Column<String?>("file_name", at: 2)
        static let altText = Column<String?>("alt", at: 3)
    }

    static let fields: [Field] = [
        .embedded("image", Columns.imageID, Columns.url, Columns.fileName, Columns.altText),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation: PreparedMutationMaker = UploadMutation.make(
        keyCount: 4,
        preparing: { (input, preparation) async throws(UploadFailure) -> UploadedFile in
            let id = try input.requiredUUID("uploadId", .upload)
            let upload = try await preparation.look { (session) async throws(UploadFailure) in
                try await session.upload(id)
            }
            if upload.isPending { try await require(upload.file, preparation.services.images.store) }
            return upload
        }
    ) { (input, upload, session) async throws(UploadFailure) in
        let altText = try input.text("altText", 1...500)
        let name = upload.file.name
        let id = UUIDBytes(high: name.high, low: name.low)
        let known = try await session.run([
            keep.bind(session.tenant, .uuid(id)),
            insert.bind(
                session.tenant, .uuid(id), .text(name.description), altText.map { .text($0) } ?? .null),
            find.bind(session.tenant, .uuid(id)),
        ])
        guard let image = known.last, image.rowCount == 1 else {
            throw input.refusal(.uploadOver, "uploadId", "The upload is over; begin with another one.")
        }
        return [id.bytes, nil, image.bytes(0, 0), image.bytes(0, 1)]
    }

    /// The store holds what was announced.
    private static func require(_ file: ImageFile, _ store: any ImageStore) async throws(UploadFailure) {
        switch await store.state(of: file) {
        case .whole: return
        case .missing:
            throw .refused(.notUploaded, "uploadId", "The bytes are not there yet.")
        case .other:
            throw .refused(
                .otherBytes, "uploadId", "The bytes are not those that were announced, or no picture.")
        case .unreachable:
            throw .stopped(
                LoadError(message: "The store of pictures does not answer; try again.", code: "UNAVAILABLE"))
        }
    }

    /// `uploads_pkey` serves it. What the sweeper was faster with stays over.
    private static let keep = Statement(
        "UploadComplete.keep",
        """
        UPDATE uploads SET status = 'STORED', updated_at = now()
        WHERE organization_id = $1 AND id = $2 AND status = 'PENDING'
        """, parameters: [.uuid, .uuid])

    private static let insert = Statement(
        "UploadComplete.insert",
        """
        INSERT INTO images (id, organization_id, file_name, alt)
        SELECT id, organization_id, $3, $4 FROM uploads
        WHERE organization_id = $1 AND id = $2 AND status = 'STORED'
        ON CONFLICT (organization_id, id) DO NOTHING
        """, parameters: [.uuid, .uuid, .text, .text])

    /// `images_pkey` and `uploads_pkey` serve it.
    private static let find = Statement(
        "UploadComplete.find",
        """
        SELECT i.file_name, i.alt FROM images AS i
        JOIN uploads AS u ON u.organization_id = $1 AND u.id = i.id AND u.status = 'STORED'
        WHERE i.organization_id = $1 AND i.id = $2
        """, parameters: [.uuid, .uuid])
}

/// An upload as it was announced.
struct UploadedFile: Sendable {
    let file: ImageFile
    /// Whether nobody has completed it yet.
    let isPending: Bool
}

extension MutationSession<UploadErrorCode> {
    /// The upload behind an ID.
    ///
    /// - Throws: NOT_FOUND; UPLOAD_OVER for one whose file is being removed.
    fileprivate func upload(_ id: UUIDBytes) async throws(UploadFailure) -> UploadedFile {
        let found = try await run(UploadedFile.find.bind(tenant, .uuid(id)))
        guard found.rowCount == 1, let format = found.string(0, 0).flatMap(ImageFormat.init(rawValue:)),
            let byteCount = found.int(0, 1), let checksum = found.bytes(0, 2), let status = found.string(0, 3)
        else { throw .notFound("uploadId") }
        guard status != "REMOVED" else {
            throw .refused(.uploadOver, "uploadId", "The upload is over; begin with another one.")
        }
        return UploadedFile(
            file: ImageFile(
                name: ImageName(high: id.high, low: id.low, format: format),
                byteCount: Int(clamping: byteCount), checksum: checksum),
            isPending: status == "PENDING")
    }
}

extension UploadedFile {
    /// `uploads_pkey` serves it.
    fileprivate static let find = Statement(
        "UploadedFile.find",
        """
        SELECT content_type, byte_count, checksum, status FROM uploads WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
