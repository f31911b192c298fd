import Postgres
import TestSupport
import Testing

/// The tenant stands inside the transaction only, however it ends.
@Suite(.database)
struct TenantTests {
    private func tenant(_ pool: PostgresPool, of tenant: UUIDBytes? = nil) async throws -> String {
        try await pool.withSession(tenant: tenant) { session in
            try await session.run(Sample.tenant.bind(), end: .sync).string(0, 0) ?? ""
        }
    }

    @Test(arguments: [PostgresPool.Kind.read, .write])
    func `the tenant is set in every round and gone after the end`(_ kind: PostgresPool.Kind) async throws {
        try await withPool(kind, size: 1) { pool in
            let seen = try await pool.withSession(tenant: Sample.organization) { session in
                let first = try await session.run(Sample.tenant.bind())
                let second = try await session.run(Sample.tenant.bind(), end: .sync)
                let again = try await session.run(Sample.tenant.bind(), end: .sync)
                return [first, second, again].map { $0.string(0, 0) }
            }

            #expect(seen == Array(repeating: "01020304-0506-0708-090a-0b0c0d0e0f10", count: 3))
            let left = try await tenant(pool)
            #expect(left == "")
        }
    }

    @Test(arguments: [PostgresPool.Kind.read, .write])
    func `the tenant is gone after an error`(_ kind: PostgresPool.Kind) async throws {
        try await withPool(kind, size: 1) { pool in
            _ = await failure {
                try await pool.withSession(tenant: Sample.organization) { session in
                    _ = try await session.run(Sample.divide.bind(.int32(0)))
                }
            }

            let left = try await tenant(pool)
            #expect(left == "")
        }
    }

    @Test(arguments: [PostgresPool.Kind.read, .write])
    func `the tenant is gone after a cancel, on the same connection`(_ kind: PostgresPool.Kind) async throws {
        try await withPool(kind, size: 1) { pool in
            let before = try await pool.withSession(tenant: Sample.organization) { session in
                try await session.run(Sample.process.bind(), end: .sync).int(0, 0)
            }
            let error = await failure {
                try await pool.withSession(
                    tenant: Sample.organization, deadline: .now + .milliseconds(50)
                ) { session in
                    _ = try await session.run(Sample.sleep.bind(.float64(30)))
                }
            }
            let left = try await tenant(pool)
            let after = try await pool.withSession(tenant: nil) { session in
                try await session.run(Sample.process.bind(), end: .sync).int(0, 0)
            }

            #expect(error?.code == .deadlineExceeded)
            #expect(left == "")
            #expect(before == after)
        }
    }

    @Test
    func `a body that ends without a sync leaves nothing behind`() async throws {
        try await withPool(.read, size: 1) { pool in
            try await pool.withSession(tenant: Sample.organization) { session in
                _ = try await session.run(Sample.tenant.bind())
            }

            let left = try await tenant(pool)
            #expect(left == "")
        }
    }
}
