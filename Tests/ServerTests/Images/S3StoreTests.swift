import Crypto
import Domain
import Foundation
import FoundationNetworking
import Logging
import Restaurant
import Testing

@testable import Server

/// The store in a bucket, against a real S3 server.
@Suite(
    .serialized, .tags(.slow),
    .enabled(if: S3Process.python != nil, "no S3 server: Scripts/test --full installs one"))
struct S3StoreTests {
    private func file(_ bytes: [UInt8], _ format: ImageFormat = .png) -> ImageFile {
        ImageFile(
            name: ImageName(high: .random(in: 0...(.max)), low: .random(in: 0...(.max)), format: format),
            byteCount: bytes.count, checksum: Array(SHA256.hash(data: bytes)))
    }

    private func put(
        _ bytes: [UInt8], _ file: ImageFile, _ store: S3ImageStore, contentType: String? = nil
    ) async throws -> Int {
        let now = Int64(Date().timeIntervalSince1970)
        let permission = store.permission(for: file, nowSeconds: now, expirySeconds: now + 600)
        var request = URLRequest(url: try #require(URL(string: permission.url)))
        request.httpMethod = permission.method
        for (name, value) in permission.headers { request.setValue(value, forHTTPHeaderField: name) }
        if let contentType { request.setValue(contentType, forHTTPHeaderField: "Content-Type") }
        request.httpBody = Data(bytes)
        let (_, response) = try await URLSession.shared.answer(to: request)
        return (response as? HTTPURLResponse)?.statusCode ?? 0
    }

    private func state(_ file: ImageFile, _ store: S3ImageStore) async -> String {
        "\(await store.state(of: file))"
    }

    @Test func `a picture is put by its presigned address, found, read, and removed`() async throws {
        let server = try S3Process.start()
        defer { server.end() }
        let store = try server.store()
        let picture = file(.png)
        let scripted = file(Array("<script>alert(1)</script>".utf8))
        let shorter = file(.png + [0])
        let typed = file(.png)

        #expect(await state(picture, store) == "missing")
        #expect(try await put(.png, picture, store) == 200)
        #expect(try await put(.png, picture, store) == 412, "once is enough")
        #expect(try await put(Array("<script>alert(1)</script>".utf8), scripted, store) == 200)
        // A store that heeds the checksum refuses these; one that does not is found out.
        _ = try await put(.png, shorter, store)
        _ = try await put(.png, typed, store, contentType: "text/html")

        // From now on the server checks who signed.
        try server.checkSignatures()
        #expect(await state(picture, store) == "whole")
        #expect(await state(scripted, store) == "other")
        #expect(await state(shorter, store) != "whole")
        #expect(await state(typed, store) != "whole")
        let stranger = try server.store(secretKey: "another")
        #expect(await state(picture, stranger) == "unreachable")
        #expect(await stranger.remove(picture.name) == false)
        #expect(await store.remove(picture.name))
        #expect(await store.remove(picture.name))
        #expect(await state(picture, store) == "missing")
    }

    @Test func `a bucket that is not there is no picture that is gone`() async throws {
        let server = try S3Process.start()
        defer { server.end() }
        let store = try server.store(bucket: "nobodys")

        #expect(await state(file(.png), store) == "unreachable")
        #expect(await store.remove(file(.png).name) == false)
    }

    @Test func `a store that does not answer is unreachable, not empty`() async throws {
        let server = try S3Process.start()
        let store = try server.store()
        server.end()

        #expect(await state(file(.png), store) == "unreachable")
        #expect(await store.remove(file(.png).name) == false)
    }
}

/// A process of `Images/Moto/server.py`.
private struct S3Process {
    /// The interpreter that has what the script needs.
    static let python = ProcessInfo.processInfo.environment["COMANDA_TEST_S3_PYTHON"]

    private struct Facts: Decodable {
        let endpoint: String
        let bucket: String
        let accessKey: String
        let secretKey: String
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let facts: Facts

    static func start() throws -> S3Process { try S3Process() }

    private init() throws {
        process.executableURL = URL(fileURLWithPath: try #require(Self.python))
        process.arguments = [SettingsTests.root + "/Tests/ServerTests/Images/Moto/server.py"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        facts = try JSONDecoder().decode(Facts.self, from: Self.line(output))
    }

    /// The store over the server's bucket, or over another one.
    func store(secretKey: String? = nil, bucket: String? = nil) throws -> S3ImageStore {
        var settings = Settings.Images()
        settings.s3Endpoint = facts.endpoint
        settings.s3Region = "us-east-1"
        settings.s3Bucket = bucket ?? facts.bucket
        settings.s3Prefix = "menus/"
        let environment = [
            "AWS_ACCESS_KEY_ID": facts.accessKey, "AWS_SECRET_ACCESS_KEY": secretKey ?? facts.secretKey,
        ]
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try S3ImageStore(settings, environment: environment, logger: logger)
    }

    /// Makes the server check the signature of every request.
    func checkSignatures() throws {
        try input.fileHandleForWriting.write(contentsOf: Data("check\n".utf8))
        _ = try Self.line(output)
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The next line of what the process says.
    private static func line(_ pipe: Pipe) throws -> Data {
        var line = Data()
        while let byte = try pipe.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
            try #require(!byte.isEmpty, "the S3 server ended")
            line += byte
        }
        return line
    }
}
