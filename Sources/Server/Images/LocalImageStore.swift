import Crypto
import Domain
import Foundation
import Glibc
import Logging
import NIOCore
import Restaurant
import Transport

/// Pictures in a folder of this machine, or one that all instances share: clients put them by a signed
/// address of this server, and everybody reads them.
///
/// A file is written as a draft and linked to its place once it is whole, and never changes afterwards: its
/// name stands for its bytes. What was answered outlives a power failure: file and folder are synchronized.
struct LocalImageStore: ImageStore, FileService, CustomStringConvertible, CustomReflectable {
    private let folder: String
    /// Files that are being written. It also tells the store from the empty place where it is to be mounted.
    private let drafts: String
    private let signature: UploadSignature
    /// What stands before `/uploads/` in addresses.
    private let base: String
    private let logger: Logger

    /// How long nobody writes a file: an upload ends with its request.
    private static let draftSeconds: TimeInterval = 3_600

    /// - Throws: `StartFailure` for a folder that can't be made or written to.
    init(folder: String, base: String, secret: Data, logger: Logger) throws {
        let drafts = folder + "/.drafts"
        try FileManager.default.createPrivateFolder(folder)
        guard access(folder, W_OK | X_OK) == 0, mkdir(drafts, 0o700) == 0 || errno == EEXIST else {
            throw StartFailure("images.folder: cannot write to \(folder)")
        }
        self.folder = folder
        self.drafts = drafts
        self.base = base
        self.logger = logger
        signature = UploadSignature(secret: secret)
    }

    /// Nothing of the secret.
    var description: String { "(pictures in \(folder))" }
    /// Nothing of the secret.
    var customMirror: Mirror { Mirror(self, children: []) }

    // MARK: For the API

    func permission(for file: ImageFile, nowSeconds: Int64, expirySeconds: Int64) -> UploadPermission {
        let query = signature.query(SignedUpload(file: file, expirySeconds: expirySeconds))
        return UploadPermission(
            url: "\(base)/uploads/\(file.name)?\(query)",
            headers: [("Content-Type", file.name.format.contentType)])
    }

    /// What is there was checked when it came: its length tells that it is there.
    func state(of file: ImageFile) async -> StoredImage {
        let path = path(file.name)
        guard access(path, R_OK) == 0 else { return errno == ENOENT && isHere ? .missing : .unreachable }
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.size] as? NSNumber)?.intValue == file.byteCount ? .whole : .other
    }

    func remove(_ name: ImageName) async -> Bool {
        await withTaskExecutorPreference(globalConcurrentExecutor) {
            guard unlink(path(name)) == 0 else { return errno == ENOENT && isHere }
            do throws(FileProblem) {
                // Else a power failure could bring it back, and nothing would know of it any more.
                try Self.synchronize(folder(of: name))
                return true
            } catch {
                logger.error("a picture cannot be removed", metadata: ["error": "\(error)"])
                return false
            }
        }
    }

    /// Whether the folder is the store's own: in one that is not mounted everything seems to be gone.
    private var isHere: Bool { access(drafts, W_OK | X_OK) == 0 }

    func tidy() async {
        await withTaskExecutorPreference(globalConcurrentExecutor) {
            let latest = Date(timeIntervalSinceNow: -Self.draftSeconds)
            for name in (try? FileManager.default.contentsOfDirectory(atPath: drafts)) ?? [] {
                let draft = "\(drafts)/\(name)"
                let facts = try? FileManager.default.attributesOfItem(atPath: draft)
                guard let written = facts?[.modificationDate] as? Date, written < latest else { continue }
                unlink(draft)
            }
        }
    }

    // MARK: For its clients

    func bodyBytesMax(_ upload: FileAddress) -> Int? {
        signature.upload(upload)?.file.byteCount
    }

    func reply(to call: FileCall) async -> FileReply {
        // Files are read and written by the general threads: those of the database must not wait for a disk.
        await withTaskExecutorPreference(globalConcurrentExecutor) {
            switch call.act {
            case .put(let bytes, let contentType): put(bytes, contentType, at: call.address)
            case .read(let known): read(call.address, unless: known)
            }
        }
    }

    private func put(_ bytes: ByteBuffer, _ contentType: String?, at address: FileAddress) -> FileReply {
        guard let upload = signature.upload(address) else {
            return .refused(status: 403, code: "FORBIDDEN", message: "The address is not signed by us.")
        }
        guard upload.expirySeconds >= Int64(time(nil)) else {
            return .refused(status: 403, code: "UPLOAD_OVER", message: "The time for this upload is over.")
        }
        let format = upload.file.name.format
        guard contentType?.lowercased() == format.contentType else {
            return .refused(
                status: 415, code: "UNSUPPORTED_MEDIA_TYPE",
                message: "Send \(format.contentType), as announced.")
        }
        guard bytes.readableBytes == upload.file.byteCount else {
            return Self.otherBytes("The upload was announced with \(upload.file.byteCount) bytes.")
        }
        guard format.begins(bytes.readableBytesView.prefix(ImageFormat.signatureByteCount)) else {
            return Self.otherBytes("The bytes are no \(format.contentType).")
        }
        guard Self.checksum(bytes) == upload.file.checksum else {
            return Self.otherBytes("The bytes are not those of the checksum.")
        }
        do {
            try write(bytes, upload.file.name)
            return .stored
        } catch {
            logger.error("a picture cannot be written", metadata: ["error": "\(error)"])
            return .refused(
                status: 503, code: "UNAVAILABLE", message: "The picture cannot be kept; try again.")
        }
    }

    private static func checksum(_ bytes: ByteBuffer) -> [UInt8] {
        var hash = SHA256()
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }

    private static func otherBytes(_ message: String) -> FileReply {
        .refused(status: 422, code: "OTHER_BYTES", message: message)
    }

    private func read(_ address: FileAddress, unless known: String?) -> FileReply {
        guard let name = ImageName(address.name) else { return Self.nothing }
        let tag = "\"\(name)\""
        let path = path(name)
        guard access(path, R_OK) == 0 else { return Self.nothing }
        let tags = known?.split(separator: ",").map { $0.trimming { $0 == " " || $0 == "\t" } } ?? []
        if tags.contains(where: { $0 == "*" || $0 == tag || $0 == "W/\(tag)" }) {
            return .unchanged(tag: tag)
        }
        guard let bytes = FileManager.default.contents(atPath: path) else { return Self.nothing }
        return .found(ByteBuffer(bytes: bytes), contentType: name.format.staticContentType, tag: tag)
    }

    private static let nothing = FileReply.refused(
        status: 404, code: "NOT_FOUND", message: "There is no such picture.")

    // MARK: Files

    /// Folders of a thousand are quicker to list than one of all: the last digits of an ID are random.
    private func folder(of name: ImageName) -> String {
        let digits = "\(name)".prefix { $0 != "." }.suffix(2)
        return "\(folder)/\(digits)"
    }

    private func path(_ name: ImageName) -> String { "\(folder(of: name))/\(name)" }

    private func write(_ bytes: ByteBuffer, _ name: ImageName) throws(FileProblem) {
        let place = folder(of: name)
        if mkdir(place, 0o700) == 0 {
            try Self.synchronize(folder)
        } else {
            guard errno == EEXIST else { throw FileProblem("mkdir", errno) }
        }
        let draft = "\(drafts)/\(UUID().uuidString)"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileProblem("open", errno) }
        defer { unlink(draft) }
        defer { close(file) }
        try Self.write(bytes, to: file)
        // Of two that send the same picture at once, both are right.
        guard link(draft, path(name)) == 0 || errno == EEXIST else { throw FileProblem("link", errno) }
        try Self.synchronize(place)
    }

    /// Makes a folder's entries outlive a power failure.
    private static func synchronize(_ folder: String) throws(FileProblem) {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw FileProblem("open", errno) }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw FileProblem("fsync", errno) }
    }

    private static func write(_ bytes: ByteBuffer, to file: Int32) throws(FileProblem) {
        let problem = bytes.withUnsafeReadableBytes { bytes -> FileProblem? in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return FileProblem("write", errno) }
                rest = rest.dropFirst(count)
            }
            return fsync(file) == 0 ? nil : FileProblem("fsync", errno)
        }
        if let problem { throw problem }
    }
}

/// Why the system did not keep a file.
private struct FileProblem: Error, CustomStringConvertible {
    let description: String

    init(_ call: String, _ code: Int32) {
        description = "\(call): \(String(cString: strerror(code)))"
    }
}

extension ImageFormat {
    /// The media type as HTTP answers take it.
    fileprivate var staticContentType: StaticString {
        switch self {
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        }
    }
}

extension StringProtocol {
    /// Without what fits at both ends.
    fileprivate func trimming(_ fits: (Character) -> Bool) -> SubSequence {
        let start = drop(while: fits)
        guard let end = start.lastIndex(where: { !fits($0) }) else { return start }
        return start[...end]
    }
}
