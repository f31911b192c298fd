import Domain
import Restaurant
import Synchronization

/// A store that holds what a test says.
final class ListedImages: ImageStore {
    static let shared = ListedImages()

    private let states = Mutex<[ImageName: StoredImage]>([:])

    /// Says what lies under a name from now on.
    func set(_ name: ImageName, _ state: StoredImage) {
        states.withLock { $0[name] = state }
    }

    func permission(for file: ImageFile, nowSeconds: Int64, expirySeconds: Int64) -> UploadPermission {
        UploadPermission(
            url: "/uploads/\(file.name)?bytes=\(file.byteCount)&for=\(expirySeconds - nowSeconds)",
            headers: [("Content-Type", file.name.format.contentType)])
    }

    func state(of file: ImageFile) async -> StoredImage {
        states.withLock { $0[file.name] ?? .missing }
    }

    func remove(_ name: ImageName) async -> Bool {
        states.withLock { $0[name] = nil }
        return true
    }
}
