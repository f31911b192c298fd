import Foundation
import Logging
import Restaurant
import Transport

/// The store that the settings name.
struct ImageSetting: Sendable {
    let terms: ImageTerms
    /// Answers at `/images/` and `/uploads/`; nil where another machine does.
    let files: (any FileService)?
    /// What stands before a file's name in a picture's address.
    let base: String

    /// What a presigned address of S3 may last at most: a week.
    ///
    /// - SeeAlso: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", `X-Amz-Expires`
    private static let bucketLifetimeMax = Duration.seconds(604_800)

    /// - Parameter environment: where the keys of a bucket stand.
    /// - Throws: `StartFailure` for what cannot work.
    init(_ settings: Settings, environment: [String: String], logger: Logger) throws {
        let images = settings.images
        try Self.checkLifetimes(images)
        let publicURL = try Self.publicURL(images)
        let store: any ImageStore
        if images.store == "s3" {
            guard !publicURL.isEmpty else {
                throw StartFailure("images.publicUrl: is needed where files of a bucket are served")
            }
            try Self.check(prefix: images.s3Prefix)
            store = try S3ImageStore(images, environment: environment, logger: logger)
            files = nil
            base = "\(publicURL)/\(images.s3Prefix)"
        } else {
            let local = try LocalImageStore(
                folder: images.folder, base: publicURL,
                secret: SecretFile(folder: settings.auth.keyFolder, name: "uploads.key").read(),
                logger: logger)
            store = local
            files = local
            base = publicURL + "/images/"
        }
        var terms = ImageTerms(store: store)
        terms.byteCountMax = images.maxBytes
        terms.uploadLifetime = images.uploadLifetime
        terms.uploadCountMax = images.maxUploads
        terms.unusedLifetime = images.unusedLifetime
        self.terms = terms
    }

    /// An address that outlives its picture could be used to put it there again, for nobody to remove.
    private static func checkLifetimes(_ images: Settings.Images) throws {
        guard images.unusedLifetime > images.uploadLifetime else {
            throw StartFailure("images.unusedLifetime: must be longer than images.uploadLifetime")
        }
        guard images.store != "s3" || images.uploadLifetime <= bucketLifetimeMax else {
            throw StartFailure("images.uploadLifetime: an address of a bucket holds 7d at most")
        }
    }

    /// Where clients find what they are shown, without a stroke at its end; empty for paths of this server.
    private static func publicURL(_ images: Settings.Images) throws -> String {
        var text = images.publicUrl
        while text.hasSuffix("/") { text.removeLast() }
        guard !text.isEmpty else { return "" }
        guard let url = URL(string: text), url.scheme == "https" || url.scheme == "http",
            url.host?.isEmpty == false, url.query == nil, url.fragment == nil, url.user == nil
        else {
            throw StartFailure(
                "images.publicUrl: '\(images.publicUrl)' is no address such as https://cdn.example")
        }
        return text
    }

    /// A prefix is empty, or folders with a stroke behind each.
    private static func check(prefix: String) throws {
        let parts = prefix.split(separator: "/", omittingEmptySubsequences: false)
        let isRight = parts.dropLast().allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0 == UInt8(ascii: "-") || S3ImageStore.isWordByte($0) }
        }
        guard isRight, parts.last == "" else {
            throw StartFailure("images.s3Prefix: '\(prefix)' is no prefix such as menus/")
        }
    }
}
