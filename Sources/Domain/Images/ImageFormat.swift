/// The forms of pictures that are taken: what every browser shows and what holds no script, unlike SVG.
public enum ImageFormat: String, Sendable, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"

    /// The media type.
    public var contentType: String { rawValue }

    /// How files of the form end, without the full stop.
    public var fileExtension: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpg"
        case .webp: "webp"
        }
    }

    /// The form of files that end so; nil for others.
    init?(fileExtension: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.fileExtension == fileExtension }) else {
            return nil
        }
        self = found
    }

    /// How many bytes of a file tell its form.
    public static let signatureByteCount = 12

    /// Whether a file that begins so is of this form, whatever its sender calls it.
    ///
    /// - SeeAlso: PNG (Third Edition) §5.2; ISO/IEC 10918-1 §B.2.1 (SOI, then a marker); RFC 9649 §2.4
    public func begins(_ bytes: some Collection<UInt8>) -> Bool {
        switch self {
        case .png: bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: bytes.starts(with: [0xFF, 0xD8, 0xFF])
        case .webp:
            // "RIFF", the length in four bytes, "WEBP".
            bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        }
    }
}
