import Domain
import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Uploads of pictures: permitted, completed, shown.
@Suite(.database(World.template))
struct UploadTests {
    private static let checksum = String(repeating: "0a", count: 32)
    private static let good =
        "kind: MENU_IMAGE, contentType: \"image/png\", byteCount: 12, checksum: \"\(checksum)\""
    private static let item = "itemId: \"\(World.id(.item, 120))\""

    @Test func `a picture is permitted for exactly its bytes and for a while`() async throws {
        let world = try World()

        let answer = await world.upload(
            "uploadCreate", Self.good, "uploadId method url headers { name value } expiresAt")

        let id = try #require(World.found("upload_[0-9a-z]{26}", in: answer))
        let name = id.replacing("upload_", with: "image_")
        #expect(
            answer.contains(
                """
                "method":"PUT","url":"/uploads/\(name).png?bytes=12&for=900",\
                "headers":[{"name":"Content-Type","value":"image/png"}],"expiresAt":"2026-03-01T16:15:00Z",\
                "userErrors":[]
                """), "\(answer)")
        #expect(try await World.column("SELECT status FROM uploads") == ["PENDING"])
        #expect(
            try await World.column("SELECT action || ' ' || cardinality(entity_ids) FROM audit_log")
                == ["uploadCreate 1"])
    }

    @Test(arguments: [
        ("contentType: \"image/svg+xml\", byteCount: 12", "UNSUPPORTED_TYPE", "contentType"),
        ("contentType: \"text/html\", byteCount: 12", "UNSUPPORTED_TYPE", "contentType"),
        ("contentType: \"image/png\", byteCount: 0", "INVALID", "byteCount"),
        ("contentType: \"image/png\", byteCount: -1", "INVALID", "byteCount"),
        ("contentType: \"image/png\", byteCount: 5242881", "TOO_LARGE", "byteCount"),
    ])
    func `what is no picture, or too large, is refused`(_ input: String, _ code: String, _ field: String)
        async throws
    {
        let answer = await (try World()).upload(
            "uploadCreate", "kind: MENU_IMAGE, checksum: \"\(Self.checksum)\", \(input)",
            "uploadId url headers { name }")

        #expect(answer.contains(#""uploadId":null,"url":null,"headers":[]"#), "\(answer)")
        #expect(answer.contains(World.refusal(code, field)), "\(answer)")
        #expect(try await World.column("SELECT status FROM uploads") == [])
    }

    @Test(arguments: ["", "0a", String(repeating: "0g", count: 32), String(repeating: "0", count: 65)])
    func `a checksum is a SHA-256`(_ checksum: String) async throws {
        let answer = await (try World()).upload(
            "uploadCreate",
            "kind: MENU_IMAGE, contentType: \"image/png\", byteCount: 12, checksum: \"\(checksum)\"")

        #expect(answer.contains(World.refusal("INVALID", "checksum")), "\(answer)")
    }

    @Test func `an upload becomes a picture once its bytes are there, and the same one each time`()
        async throws
    {
        let world = try World()
        let (upload, name) = try await world.permitted()
        let complete = "uploadId: \"\(upload)\", altText: \"A bowl\""

        let before = await world.upload("uploadComplete", complete, "image { id }")
        ListedImages.shared.set(name, .other)
        let other = await world.upload("uploadComplete", complete, "image { id }")
        ListedImages.shared.set(name, .unreachable)
        let silent = await world.upload("uploadComplete", complete, "image { id }")
        ListedImages.shared.set(name, .whole)
        let first = await world.upload("uploadComplete", complete, "image { id url altText }")
        let again = await world.upload("uploadComplete", complete, "image { id url altText }")

        #expect(before.contains(World.refusal("NOT_UPLOADED", "uploadId")), "\(before)")
        #expect(other.contains(World.refusal("OTHER_BYTES", "uploadId")), "\(other)")
        #expect(silent.contains(#""code":"UNAVAILABLE""#), "\(silent)")
        let id = "\(name)".prefix { $0 != "." }
        #expect(
            first.contains(
                #""image":{"id":"\#(id)","url":"/images/\#(name)","altText":"A bowl"},"userErrors":[]"#),
            "\(first)")
        #expect(again == first)
        #expect(try await World.column("SELECT alt FROM images") == ["A bowl"])
    }

    @Test func `items and categories show a picture, and show it no more`() async throws {
        let world = try World()
        let image = try await world.picture()
        let shown = "image { id url altText }"

        let item = await world.menu("itemUpdate", "\(Self.item), imageId: \"\(image)\"", "item { \(shown) }")
        let category = await world.menu(
            "categoryUpdate", "categoryId: \"\(World.id(.category, 111))\", imageId: \"\(image)\"",
            "category { \(shown) }")
        let kept = await world.menu("itemUpdate", "\(Self.item), prepMinutes: 3", "item { \(shown) }")
        let gone = await world.menu("itemUpdate", "\(Self.item), imageId: null", "item { \(shown) }")
        let made = await world.menu(
            "itemCreate",
            """
            categoryId: "\(World.id(.category, 111))", name: "New", priceMinor: 1, imageId: "\(image)"
            """,
            "item { \(shown) }")

        let picture = #""image":{"id":"\#(image)","url":"/images/\#(image).png","altText":null}"#
        for answer in [item, category, kept, made] { #expect(answer.contains(picture), "\(answer)") }
        #expect(gone.contains(#""image":null"#), "\(gone)")
        #expect(try await World.told("menu.changed").count > 0)
    }

    @Test func `pictures and uploads of another organization, and of nobody, are not there`() async throws {
        let world = try World()
        let (upload, name) = try await world.permitted()
        ListedImages.shared.set(name, .whole)
        let foreign = await world.upload(
            "uploadComplete", "uploadId: \"\(upload)\"", "image { id }", organization: 2)
        let image = try await world.picture()

        let theirs = await world.run(
            """
            mutation { it: itemUpdate(input: { itemId: "\(World.id(.item, 220))", imageId: "\(image)" }) {
              item { id } userErrors { field ... on MenuUserError { code } } } }
            """, organization: 2)
        let nobodys = await world.menu(
            "itemUpdate", "\(Self.item), imageId: \"\(World.id(.image, 999))\"", "item { id }")
        let otherKind = await world.menu("itemUpdate", "\(Self.item), imageId: \"\(upload)\"", "item { id }")

        #expect(foreign.contains(World.refusal("NOT_FOUND", "uploadId")), "\(foreign)")
        for answer in [theirs.text, nobodys, otherKind] {
            #expect(answer.contains(World.refusal("NOT_FOUND", "imageId")), "\(answer)")
        }
        #expect(
            try await World.column("SELECT count(*)::text FROM menu_items WHERE image_id IS NOT NULL") == [
                "0"
            ])
    }

    @Test func `the key alone keeps pictures of another organization away`() async throws {
        let world = try World()
        let image = try await world.picture()
        let id = try #require(EntityKind.image.uuid(image))

        await #expect(throws: PostgresError.self) {
            try await World.asSuperuser(
                "UPDATE menu_items SET image_id = '\(id)' WHERE id = '\(World.uuid(220))'")
        }
    }

    @Test(arguments: ["CASHIER", "WAITER", "KITCHEN", "CUSTOMER", "PUBLIC", "INTEGRATOR"])
    func `only who manages menus may upload`(_ role: String) async throws {
        let world = try World()

        let answer = await world.upload("uploadCreate", Self.good, role: role)

        #expect(!answer.contains("data"), "\(answer)")
        #expect(try await World.column("SELECT status FROM uploads") == [])
    }

    @Test func `an organization has a number of uploads at most`() async throws {
        try await World.asSuperuser(
            """
            INSERT INTO uploads (id, organization_id, kind, content_type, byte_count, checksum, expires_at)
            SELECT gen_random_uuid(), '\(World.uuid(1))', 'MENU_IMAGE', 'image/png', 1, sha256('x'), now()
            FROM generate_series(1, 4999)
            """)

        let worlds = try (0..<4).map { _ in try World() }
        let answers = await withTaskGroup(of: String.self) { group in
            for number in 0..<8 {
                group.addTask { await worlds[number % 4].upload("uploadCreate", Self.good) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        let refusal = World.refusal("UPLOAD_LIMIT", "byteCount")
        #expect(answers.filter { $0.contains(refusal) }.count == 7, "\(answers)")
        #expect(answers.filter { $0.contains(#""userErrors":[]"#) }.count == 1, "\(answers)")
    }

    @Test func `a picture that was shown in between is unused anew, not still`() async throws {
        let world = try World()
        let image = try await world.picture()
        try await world.sweepUploads(unusedLifetime: .seconds(3_600))
        try await World.asSuperuser("UPDATE uploads SET unused_since = now() - interval '2 hours'")

        for imageID in ["\"\(image)\"", "null"] {
            let answer = await world.menu("itemUpdate", "\(Self.item), imageId: \(imageID)", "item { id }")
            #expect(answer.contains(#""userErrors":[]"#), "\(answer)")
        }
        try await world.sweepUploads(unusedLifetime: .seconds(3_600))

        #expect(try await World.column("SELECT file_name FROM images") == ["\(image).png"])
    }

    @Test func `what the sweeper gives up is over, and what is shown stays`() async throws {
        let world = try World()
        let (late, name) = try await world.permitted()
        ListedImages.shared.set(name, .whole)
        let unused = try await world.picture()
        let shown = try await world.picture()
        _ = await world.menu("itemUpdate", "\(Self.item), imageId: \"\(shown)\"", "item { id }")

        // The world's clock stands still long before the database's: all permissions have expired.
        try await world.sweepUploads(unusedLifetime: .seconds(3_600))
        let first = try await World.column("SELECT status FROM uploads ORDER BY id")
        try await World.asSuperuser("UPDATE uploads SET unused_since = unused_since - interval '2 hours'")
        try await world.sweepUploads(unusedLifetime: .seconds(3_600))

        #expect(first.sorted() == ["REMOVED", "STORED", "STORED"])
        #expect(try await World.column("SELECT file_name FROM images") == ["\(shown).png"])
        #expect(
            try await World.column("SELECT status FROM uploads ORDER BY status")
                == ["REMOVED", "REMOVED", "STORED"])
        let over = await world.upload("uploadComplete", "uploadId: \"\(late)\"", "image { id }")
        #expect(over.contains(World.refusal("UPLOAD_OVER", "uploadId")), "\(over)")
        let attached = await world.menu(
            "itemUpdate", "\(Self.item), imageId: \"\(unused)\"", "item { id }")
        #expect(attached.contains(World.refusal("NOT_FOUND", "imageId")), "\(attached)")
    }
}

extension World {
    /// Runs one mutation of uploads and answers its payload's text.
    fileprivate func upload(
        _ mutation: String, _ input: String, _ selection: String = "", role: String = "BRANCH_MANAGER",
        organization: Int = 1
    ) async -> String {
        await run(
            """
            mutation { it: \(mutation)(input: { \(input) }) {
              \(selection) userErrors { field ... on UploadUserError { code } } } }
            """, role: role, organization: organization
        ).text
    }

    /// A new upload, and the name of its file.
    fileprivate func permitted() async throws -> (id: String, name: ImageName) {
        let answer = await upload(
            "uploadCreate",
            """
            kind: MENU_IMAGE, contentType: "image/png", byteCount: 12,
            checksum: "\(String(repeating: "0a", count: 32))"
            """, "uploadId")
        let id = try #require(Self.found("upload_[0-9a-z]{26}", in: answer), "\(answer)")
        let name = try #require(ImageName(id.replacing("upload_", with: "image_") + ".png"))
        return (id, name)
    }

    /// The ID of a new picture.
    fileprivate func picture() async throws -> String {
        let (id, name) = try await permitted()
        ListedImages.shared.set(name, .whole)
        let answer = await upload("uploadComplete", "uploadId: \"\(id)\"", "image { id }")
        return try #require(Self.found("image_[0-9a-z]{26}", in: answer), "\(answer)")
    }

    /// What the server does from time to time for the first organization, but for the files.
    fileprivate func sweepUploads(unusedLifetime: Duration) async throws {
        for statement in LeftUploads.givingUp(of: Self.uuid(1), unusedLifetime: unusedLifetime) {
            _ = try await writePool.withTransaction(tenant: Self.uuid(1)) {
                (session: PostgresSession) async throws(PostgresError) in try await session.run(statement)
            }
        }
    }

    fileprivate static func found(_ pattern: String, in text: String) -> String? {
        text.range(of: pattern, options: .regularExpression).map { String(text[$0]) }
    }
}
