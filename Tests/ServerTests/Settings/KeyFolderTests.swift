import Accounts
import Audit
import Foundation
import Testing

@testable import Server

/// The keys in the folder: what each is for, and when.
@Suite struct KeyFolderTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test func `a new master key opens at once and wraps when all have read it`() async throws {
        try await withFolder { folder in
            let start = Date(timeIntervalSince1970: 1_800_000_000)
            let old = try MasterKeyFolder.read(folder, now: start)
            #expect(try MasterKeyFolder.files(in: folder, now: start) == ["master-0.key"])
            let made = try MasterKeyFolder.makeKey(in: folder, now: start)
            #expect(made == folder + "/master-1800000000.key")

            let young = try MasterKeyFolder.read(folder, now: start + 119)
            let settled = try MasterKeyFolder.read(folder, now: start + 120)

            let before = try #require(young.wrap([1, 2, 3], for: []))
            let after = try #require(settled.wrap([1, 2, 3], for: []))
            #expect(old.unwrap(before, for: []) == [1, 2, 3])
            #expect(old.unwrap(after, for: []) == nil)
            #expect(young.unwrap(after, for: []) == [1, 2, 3], "it opens what another has wrapped")
            #expect(settled.unwrap(before, for: []) == [1, 2, 3])
        }
    }

    @Test func `only whole keys of their owner alone are taken, and other files are none`() async throws {
        try await withFolder { folder in
            _ = try MasterKeyFolder.read(folder)
            for name in ["master-1.key.x", "master-x.key", "master--1.key", "master-01.key", "notes"] {
                try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
            }
            #expect(try MasterKeyFolder.files(in: folder) == ["master-0.key"])
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: folder + "/master-0.key")
            #expect(throws: StartFailure.self) { try MasterKeyFolder.read(folder) }
        }
    }

    @Test func `a signing key is taken over by a reload; two are live, the third is retired`() async throws {
        try await withFolder { folder in
            let tokens = await AccessTokens(
                keys: try SigningKeys(folder: folder), terms: .init(), folder: folder)
            func token() async throws -> String {
                try await tokens.mint(
                    subject: "a", organization: nil, role: "PUBLIC", branches: nil, id: "1")
            }
            func add(_ stamp: Int) throws {
                let made = try SigningKeys.makeKey(in: folder)
                let name = (made as NSString).lastPathComponent.split(separator: "-")
                let later = "access-\(stamp)-\(name[2])"
                try FileManager.default.moveItem(atPath: made, toPath: folder + "/" + later)
            }
            let first = try await token()
            try add(4_000_000_000)
            try await tokens.reload()
            let second = try await token()

            _ = try await tokens.verify(first)
            _ = try await tokens.verify(second)
            #expect(try SigningKeys.list(folder: folder).map(\.use) == [.signs, .verifies])
            try add(4_000_000_001)
            try await tokens.reload()
            _ = try await tokens.verify(second)
            await #expect(throws: InvalidToken.self) { try await tokens.verify(first) }
            let listed = try SigningKeys.list(folder: folder)
            #expect(listed.map(\.use) == [.signs, .verifies, .retired])
            #expect(listed.first?.madeAt == 4_000_000_001 && listed.allSatisfy { !$0.id.isEmpty })
        }
    }
}
