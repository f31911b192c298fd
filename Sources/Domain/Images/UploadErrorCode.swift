/// Rules of uploads that refuse a mutation; the raw values are the schema's `UploadErrorCode`, which a test
/// checks.
public enum UploadErrorCode: String, RejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// The media type is none of those that are taken.
    case unsupportedType = "UNSUPPORTED_TYPE"
    /// There are more bytes than may be uploaded.
    case tooLarge = "TOO_LARGE"
    /// The organization has as many uploads as it may have.
    case uploadLimit = "UPLOAD_LIMIT"
    /// The bytes are not there yet.
    case notUploaded = "NOT_UPLOADED"
    /// Other bytes are there than were announced.
    case otherBytes = "OTHER_BYTES"
    /// The upload was not completed in time, or its picture has been removed.
    case uploadOver = "UPLOAD_OVER"
}
