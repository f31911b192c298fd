/// The name of a picture's file in the store, such as `image_01h….png`: its ID and its form, nothing of who
/// sent it. Only names that were made here are read, so that none can lead out of the store's folder.
public struct ImageName: Sendable, Hashable, CustomStringConvertible {
    /// Bytes 0 to 7 of the picture's UUID.
    public let high: UInt64
    /// Bytes 8 to 15.
    public let low: UInt64
    /// The picture's form.
    public let format: ImageFormat

    /// The prefix of pictures' IDs.
    private static let prefix = "image"

    /// The name of a picture.
    public init(high: UInt64, low: UInt64, format: ImageFormat) {
        self.high = high
        self.low = low
        self.format = format
    }

    /// Reads a name; nil for any other text.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = TypeID(String(parts[0])), id.prefix == Self.prefix,
            let format = ImageFormat(fileExtension: parts[1])
        else { return nil }
        self.init(high: id.high, low: id.low, format: format)
        // An ID may be written in one way only, and so may a name.
        guard description == text else { return nil }
    }

    /// The name as it stands in an address.
    public var description: String {
        // The prefix is a legal constant: nothing can fail.
        let id = TypeID(prefix: Self.prefix, high: high, low: low)?.description ?? ""
        return "\(id).\(format.fileExtension)"
    }
}
