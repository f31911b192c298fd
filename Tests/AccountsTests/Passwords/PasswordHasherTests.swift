import Testing

@testable import Accounts

@Suite struct PasswordHasherTests {
    private let cheap = PasswordHasher.Cost(memoryKiB: 8, passes: 1)
    private let secret = HashableSecret("an old elm beside the gate")

    @Test func `a hash is of its password and of no other`() async throws {
        let hasher = try PasswordHasher(cost: cheap)
        let secret = try #require(secret)
        let other = try #require(HashableSecret("an old elm beside the gate."))

        let hash = try await hasher.hash(secret)

        #expect(try await hasher.verify(secret, against: hash))
        #expect(try await hasher.verify(other, against: hash) == false)
        #expect(try await hasher.hash(secret) != hash, "every hash has a salt of its own")
    }

    @Test func `the usual cost is Argon2id with 19 MiB, two passes, one lane`() async throws {
        let hasher = try PasswordHasher()
        let hash = try await hasher.hash(try #require(secret))

        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        let parts = hash.split(separator: "$")
        // 16 bytes of salt and 32 of tag, in Base64 without padding.
        #expect(parts.suffix(2).map(\.count) == [22, 43])
        #expect(hasher.isStale(hash) == false)
        #expect(try PasswordHasher(cost: cheap).isStale(hash))
    }

    @Test func `without a hash the same work is done, and nothing fits`() async throws {
        let hasher = try PasswordHasher(cost: cheap)
        let before = hasher.hashCount

        #expect(try await hasher.verify(try #require(secret), against: nil) == false)
        #expect(hasher.hashCount == before + 1)
    }

    @Test(arguments: ["", "$argon2id$", "plain", String(repeating: "$", count: 500)])
    func `what is no hash fits nothing`(text: String) async throws {
        let hasher = try PasswordHasher(cost: cheap)
        #expect(try await hasher.verify(try #require(secret), against: text) == false)
    }

    @Test func `more than may wait is refused and hashes nothing`() async throws {
        let hasher = try PasswordHasher(cost: .init(memoryKiB: 64 << 10, passes: 3), lanes: 1, queue: 1)
        let secret = try #require(secret)
        let refused = await withTaskGroup(of: Bool.self) { tasks in
            for _ in 0..<20 {
                tasks.addTask {
                    do throws(AccountFailure) {
                        _ = try await hasher.verify(secret, against: nil)
                        return false
                    } catch {
                        if case .overloaded = error { return true }
                        return false
                    }
                }
            }
            return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused > 0)
        #expect(hasher.hashCount == 20 - refused)
        #expect(try await hasher.verify(secret, against: nil) == false, "there is a place again")
    }
}
