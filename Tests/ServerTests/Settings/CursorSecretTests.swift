import Foundation
import Testing

@testable import Server

@Suite struct CursorSecretTests {
    @Test func `the secret is made once, for its owner alone, and checked`() throws {
        let folder = NSTemporaryDirectory() + "cursor-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/cursor.key"

        let secret = try CursorSecret.read(folder: folder)
        #expect(secret.count == 32)
        #expect(try CursorSecret.read(folder: folder) == secret)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["cursor.key"])

        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: StartFailure.self) { try CursorSecret.read(folder: folder) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try Data("short".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: StartFailure.self) { try CursorSecret.read(folder: folder) }
    }
}
