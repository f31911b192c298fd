import Crypto
import Domain
import Foundation
import Logging
import NIOCore
import Restaurant
import Testing
import Transport

@testable import Server

/// The store in a folder, as its clients meet it.
struct LocalImageStoreTests {
    private let folder: String
    private let store: LocalImageStore

    init() throws {
        folder = NSTemporaryDirectory() + "images-\(UUID().uuidString.prefix(8))"
        store = try LocalImageStore(
            folder: folder, base: "https://api.test", secret: Data(repeating: 1, count: 32),
            logger: Logger(label: "test"))
    }

    /// An upload of bytes: its file, and the address where it goes.
    private func announced(
        _ bytes: [UInt8], _ format: ImageFormat = .png, for seconds: Int64 = 600
    ) throws -> (file: ImageFile, address: FileAddress) {
        let file = ImageFile(
            name: ImageName(high: .random(in: 0...(.max)), low: .random(in: 0...(.max)), format: format),
            byteCount: bytes.count, checksum: Array(SHA256.hash(data: bytes)))
        let now = Int64(Date().timeIntervalSince1970)
        let permission = store.permission(for: file, nowSeconds: now, expirySeconds: now + seconds)
        #expect(permission.method == "PUT")
        #expect(
            permission.headers.map { "\($0.name): \($0.value)" } == ["Content-Type: \(format.contentType)"])
        let prefix = "https://api.test/uploads/"
        #expect(permission.url.hasPrefix(prefix))
        let parts = permission.url.dropFirst(prefix.count).split(separator: "?")
        try #require(parts.count == 2)
        return (file, FileAddress(name: parts[0], query: parts[1]))
    }

    private func put(
        _ bytes: [UInt8], _ contentType: String? = "image/png", at address: FileAddress
    ) async -> String {
        await answer(FileCall(.put(ByteBuffer(bytes: bytes), contentType: contentType), at: address))
    }

    private func read(_ name: String, unless tag: String? = nil) async -> String {
        await answer(FileCall(.read(unless: tag), at: FileAddress(name: name[...], query: "")))
    }

    private func answer(_ call: FileCall) async -> String {
        switch await store.reply(to: call) {
        case .stored: "stored"
        case .found(let bytes, let contentType, let tag): "\(contentType) \(tag) \(bytes.readableBytes)"
        case .unchanged(let tag): "unchanged \(tag)"
        case .refused(let status, let code, _): "\(status) \(code)"
        }
    }

    @Test func `a picture is put, put again, read, and removed`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (file, address) = try announced(.png)
        let before = await store.state(of: file)

        #expect(await put(.png, at: address) == "stored")
        #expect(await put(.png, at: address) == "stored")

        guard case .missing = before, case .whole = await store.state(of: file) else {
            Issue.record("\(before)")
            return
        }
        let tag = "\"\(file.name)\""
        #expect(await read("\(file.name)") == "image/png \(tag) \([UInt8].png.count)")
        #expect(await read("\(file.name)", unless: tag) == "unchanged \(tag)")
        #expect(await read("\(file.name)", unless: "\"x\", W/\(tag)") == "unchanged \(tag)")
        #expect(await read("\(file.name)", unless: "\"x\"").hasPrefix("image/png"))
        #expect(await store.remove(file.name))
        #expect(await store.remove(file.name))
        #expect(await read("\(file.name)") == "404 NOT_FOUND")
        let left = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(left.filter { $0.contains("/") } == [], "\(left)")
    }

    @Test func `what a writer that died has left goes, and what is being written stays`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (file, address) = try announced(.png)
        #expect(await put(.png, at: address) == "stored")
        let drafts = folder + "/.drafts"
        for (name, age) in [("old", 7_200.0), ("new", 60)] {
            let attributes = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -age)]
            #expect(
                FileManager.default.createFile(
                    atPath: "\(drafts)/\(name)", contents: nil, attributes: attributes))
            try FileManager.default.setAttributes(attributes, ofItemAtPath: "\(drafts)/\(name)")
        }

        await store.tidy()

        #expect(try FileManager.default.contentsOfDirectory(atPath: drafts) == ["new"])
        guard case .whole = await store.state(of: file) else {
            Issue.record("the picture is gone")
            return
        }
    }

    @Test func `in a folder that is not mounted nothing is believed to be gone`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (file, address) = try announced(.png)
        #expect(await put(.png, at: address) == "stored")
        try FileManager.default.moveItem(atPath: folder, toPath: folder + "-away")
        defer { try? FileManager.default.removeItem(atPath: folder + "-away") }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)

        guard case .unreachable = await store.state(of: file) else {
            Issue.record("the picture is believed to be missing")
            return
        }
        #expect(await store.remove(file.name) == false)
    }

    @Test func `other bytes, another type, and an end that is over are refused`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (file, address) = try announced(.png)
        let (_, over) = try announced(.png, for: -1)
        let script = Array("<script>alert(1)</script>".utf8)
        let (_, scripted) = try announced(script)
        var changed = [UInt8].png
        changed[changed.count - 1] ^= 1

        #expect(await put(.png, "image/jpeg", at: address) == "415 UNSUPPORTED_MEDIA_TYPE")
        #expect(await put(.png, "image/png; charset=x", at: address) == "415 UNSUPPORTED_MEDIA_TYPE")
        #expect(await put(.png, nil, at: address) == "415 UNSUPPORTED_MEDIA_TYPE")
        #expect(await put(.png + [0], at: address) == "422 OTHER_BYTES")
        #expect(await put(.png.dropLast(), at: address) == "422 OTHER_BYTES")
        #expect(await put([], at: address) == "422 OTHER_BYTES")
        #expect(await put(changed, at: address) == "422 OTHER_BYTES")
        #expect(await put(script, at: scripted) == "422 OTHER_BYTES")
        #expect(await put(.png, at: over) == "403 UPLOAD_OVER")
        guard case .missing = await store.state(of: file) else {
            Issue.record("something was kept")
            return
        }
    }

    @Test func `an address that anything was changed in is signed by nobody`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (_, address) = try announced(.png)
        let other = try announced(.png).address
        let query = String(address.query)
        var queries = [
            "", "&", "=&=&=&=", String(query.dropLast()), query + "0", query + "&x=1", query.uppercased(),
            query.replacing("bytes=", with: "bytes=1"), query.replacing("bytes=", with: "bytes=+"),
            query.replacing("expires=", with: "expires=9"), String(other.query),
            query.replacing("signature=", with: "signature=0"),
            query.split(separator: "&").reversed().joined(separator: "&"),
        ]
        queries += (0..<query.count).map { place in
            var characters = Array(query)
            characters[place] = characters[place] == "1" ? "2" : "1"
            return String(characters)
        }.filter { $0 != query }

        for changed in queries {
            let target = FileAddress(name: address.name, query: changed[...])
            #expect(store.bodyBytesMax(target) == nil)
            #expect(await put(.png, at: target) == "403 FORBIDDEN", "\(changed)")
        }
        let renamed = FileAddress(name: other.name, query: address.query)
        #expect(await put(.png, at: renamed) == "403 FORBIDDEN")
        let formed = FileAddress(name: address.name.dropLast(3) + "jpg", query: address.query)
        #expect(await put(.png, "image/jpeg", at: formed) == "403 FORBIDDEN")
        #expect(store.bodyBytesMax(address) == [UInt8].png.count)
    }

    @Test(arguments: [
        "", ".", "..", "../../etc/passwd", "image_01jqaf8h00f6vbb6vb4tzxm3kz.png",
        "%2e%2e%2fetc%2fpasswd", "kz", "kz/image_01jqaf8h00f6vbb6vb4tzxm3kz.png",
    ])
    func `nothing is read but pictures`(_ name: String) async {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(await read(name) == "404 NOT_FOUND")
    }

    @Test func `fifty who send one picture at once leave one file`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (_, address) = try announced(.png)

        let answers = await withTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { await put(.png, at: address) } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }

        #expect(answers == ["stored"])
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(files.filter { $0.contains("/") }.count == 1, "\(files)")
    }

    @Test func `a folder that cannot be written to stops the start`() {
        #expect(throws: StartFailure.self) {
            try LocalImageStore(
                folder: "/proc/images", base: "", secret: Data(), logger: Logger(label: "test"))
        }
    }
}

extension [UInt8] {
    /// A picture of one point.
    ///
    /// - SeeAlso: PNG (Third Edition) §11.2
    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]
        + [0x3A, 0x7E, 0x9B, 0x55]
        + [0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1]
        + [0x48, 0xAF, 0xA4, 0x71]
        + [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
}
