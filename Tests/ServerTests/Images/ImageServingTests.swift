import Crypto
import Foundation
import FoundationNetworking
import Testing

@testable import Server

/// Pictures from end to end: permitted, sent, completed, shown, read by everybody, swept.
@Suite(.serialized, .tags(.slow)) struct ImageServingTests: ServingSuite {
    @Test func `a manager's picture of a dish reaches every guest, and goes when nothing shows it`()
        async throws
    {
        try await serving(settings: ["COMANDA_POSTGRES_SWEEP": "1s"]) { world in
            // Longer than any other request may be.
            let picture = [UInt8].png + [UInt8](repeating: 0, count: 2 << 20)
            let permission = try await world.permission(for: picture)
            let sent = try await world.put(picture, permission)
            let changed = permission["url", default: ""].replacing("bytes=", with: "bytes=1")
            let unsigned = try await world.put(.png, ["url": changed])

            #expect(sent.status == 204, "\(sent)")
            #expect(unsigned.status == 403, "\(unsigned)")
            let image = try await world.completed(permission["id", default: ""])
            try await world.show(image["id", default: ""])
            let url = image["url", default: ""]
            let read = try await world.fetch(url)
            #expect(read.status == 200 && read.body == Data(picture))
            #expect(read.headers["content-type"] == "image/png")
            #expect(read.headers["x-content-type-options"] == "nosniff")
            #expect(read.headers["cache-control"] == "public, max-age=31536000, immutable")
            let tag = try #require(read.headers["etag"])
            let again = try await world.fetch(url, ["If-None-Match": tag])
            #expect(again.status == 304 && again.body.isEmpty, "\(again)")
            let head = try await world.fetch(url, method: "HEAD")
            #expect(head.status == 200 && head.headers["content-length"] == "\(picture.count)", "\(head)")
            #expect(try await world.fetch(url, method: "DELETE").status == 405)
            #expect(try await world.fetch("/images/../uploads.key").status == 404)

            try await Task.sleep(for: .seconds(3))
            #expect(try await world.fetch(url).status == 200)
            try await world.sql("UPDATE menu_items SET image_id = NULL")
            var status = 200
            for _ in 0..<300 where status == 200 {
                try await Task.sleep(for: .milliseconds(100))
                // A day goes by.
                try await world.sql("UPDATE uploads SET unused_since = unused_since - interval '1 day'")
                status = try await world.fetch(url).status
            }
            #expect(status == 404)
            #expect(try await world.sql("SELECT count(*) FROM images WHERE file_name IS NOT NULL") == "0")
        }
    }
}

/// An answer that is no JSON.
private struct FileAnswer {
    let status: Int
    let headers: [String: String]
    let body: Data
}

extension ServedWorld {
    /// What `uploadCreate` answers: `id` and `url`.
    fileprivate func permission(for bytes: [UInt8]) async throws -> [String: String] {
        let answer = try await query(
            """
            mutation { it: uploadCreate(input: { kind: MENU_IMAGE, contentType: "image/png",
              byteCount: \(bytes.count), checksum: "\(UploadSignature.hex(SHA256.hash(data: bytes)))" }) {
              id: uploadId url userErrors { message } } }
            """, role: "BRANCH_MANAGER")
        return try Self.texts(answer, [])
    }

    /// What `uploadComplete` answers: `id` and `url`.
    fileprivate func completed(_ upload: String) async throws -> [String: String] {
        let answer = try await query(
            """
            mutation { it: uploadComplete(input: { uploadId: "\(upload)", altText: "A dish" }) {
              image { id url } userErrors { message } } }
            """, role: "BRANCH_MANAGER")
        return try Self.texts(answer, ["image"])
    }

    /// Lets an item show a picture.
    fileprivate func show(_ image: String) async throws {
        let branch = organization.branches.first?.id ?? ""
        let found = try await query(
            "{ menus(branchId: \"\(branch)\") { categories { items { id } } } }", role: "ORG_ADMIN")
        let range = try #require(found.body.range(of: "item_[0-9a-z]{26}", options: .regularExpression))
        let answer = try await query(
            """
            mutation { it: itemUpdate(input: { itemId: "\(found.body[range])", imageId: "\(image)" }) {
              item { image { id url altText } } userErrors { message } } }
            """, role: "ORG_ADMIN")
        #expect(answer.body.contains("\"altText\":\"A dish\""), "\(answer)")
    }

    fileprivate func put(_ bytes: [UInt8], _ permission: [String: String]) async throws -> FileAnswer {
        try await fetch(
            permission["url", default: ""], ["Content-Type": "image/png"], method: "PUT", body: Data(bytes))
    }

    fileprivate func fetch(
        _ path: String, _ headers: [String: String] = [:], method: String = "GET", body: Data? = nil
    ) async throws -> FileAnswer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        request.httpBody = body
        request.cachePolicy = .reloadIgnoringLocalCacheData
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.answer(to: request)
        let http = try #require(response as? HTTPURLResponse)
        let fields = http.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
        return FileAnswer(
            status: http.statusCode, headers: Dictionary(fields) { first, _ in first }, body: data)
    }

    /// The texts of an object in the payload `it`.
    private static func texts(_ answer: ServedAnswer, _ path: [String]) throws -> [String: String] {
        var object = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        for name in ["data", "it"] + path { object = object?[name] as? [String: Any] }
        return try #require(object, "\(answer)").compactMapValues { $0 as? String }
    }
}
