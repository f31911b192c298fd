public import Domain
public import Postgres

/// What is left of uploads: those that nobody completed, and pictures that nothing shows any more.
///
/// First the row of the picture goes, then the file, then the upload's row: whatever ends in between, the
/// next sweep goes on.
public enum LeftUploads {
    /// Uploads that one transaction deals with.
    private static let countMax: Int64 = 500

    /// How long after its end a permission that was used at the last moment may still be completed.
    private static let pendingGrace: Int64 = 3_600

    /// Notes what is in use and what is not, and gives up what has been unused for so long: two statements
    /// of one organization, to be run in this order in a transaction each.
    public static func givingUp(
        of organization: UUIDBytes, unusedLifetime: Duration
    ) -> [BoundStatement] {
        [
            noteUse.bind(.uuid(organization)),
            giveUp.bind(
                .uuid(organization), .int64(unusedLifetime.components.seconds), .int64(pendingGrace),
                .int64(countMax)),
        ]
    }

    /// Finds files to remove.
    public static func removing(of organization: UUIDBytes) -> BoundStatement {
        removable.bind(.uuid(organization), .int64(countMax))
    }

    /// The uploads whose files are to be removed, from what ``removing(of:)`` found.
    public static func files(_ found: PostgresResult) -> [LeftUpload] {
        (0..<found.rowCount).compactMap { row in
            guard let id = found.uuid(row, 0),
                let format = found.string(row, 1).flatMap(ImageFormat.init(rawValue:))
            else { return nil }
            return LeftUpload(id: id, name: ImageName(high: id.high, low: id.low, format: format))
        }
    }

    /// Deletes an upload whose file is gone.
    public static func deleting(_ upload: LeftUpload, of organization: UUIDBytes) -> BoundStatement {
        delete.bind(.uuid(organization), .uuid(upload.id))
    }

    /// `menu_items_image_idx` and `menu_categories_image_idx` serve it. Archived items keep their picture:
    /// they can be restored.
    private static let isUsed = """
        EXISTS (SELECT FROM menu_items AS t WHERE t.organization_id = $1 AND t.image_id = u.id)
          OR EXISTS (SELECT FROM menu_categories AS t WHERE t.organization_id = $1 AND t.image_id = u.id)
        """

    /// `uploads_status_idx` serves it.
    private static let noteUse = Statement(
        "LeftUploads.noteUse",
        """
        UPDATE uploads AS u SET unused_since = CASE WHEN s.is_used THEN NULL ELSE now() END
        FROM (SELECT u.id, \(isUsed) AS is_used FROM uploads AS u
          WHERE u.organization_id = $1 AND u.status = 'STORED') AS s
        WHERE u.organization_id = $1 AND u.id = s.id AND u.status = 'STORED'
          AND s.is_used = (u.unused_since IS NOT NULL)
        """, parameters: [.uuid])

    /// A picture that is being put to use is locked, and left alone; should it be used by the time that its
    /// row goes, the foreign key stops the statement.
    private static let giveUp = Statement(
        "LeftUploads.giveUp",
        """
        WITH unused AS (
          SELECT i.id FROM uploads AS u
          JOIN images AS i ON i.organization_id = $1 AND i.id = u.id
          WHERE u.organization_id = $1 AND u.status = 'STORED'
            AND u.unused_since <= now() - $2 * interval '1 s' AND NOT (\(isUsed))
          ORDER BY u.id LIMIT $4 FOR UPDATE OF i SKIP LOCKED),
        gone AS (
          DELETE FROM images WHERE organization_id = $1 AND id IN (SELECT id FROM unused) RETURNING id)
        UPDATE uploads SET status = 'REMOVED', updated_at = now()
        WHERE organization_id = $1 AND (id IN (SELECT id FROM gone)
          OR status = 'PENDING' AND expires_at <= now() - $3 * interval '1 s')
        """, parameters: [.uuid, .int8, .int8, .int8])

    /// `uploads_status_idx` serves it.
    private static let removable = Statement(
        "LeftUploads.removable",
        """
        SELECT id, content_type FROM uploads WHERE organization_id = $1 AND status = 'REMOVED'
        ORDER BY expires_at, id LIMIT $2
        """, parameters: [.uuid, .int8])

    /// `uploads_pkey` serves it.
    private static let delete = Statement(
        "LeftUploads.delete",
        "DELETE FROM uploads WHERE organization_id = $1 AND id = $2 AND status = 'REMOVED'",
        parameters: [.uuid, .uuid])
}

/// An upload whose file is to be removed.
public struct LeftUpload: Sendable {
    /// The upload's ID.
    let id: UUIDBytes
    /// The file's name.
    public let name: ImageName
}
